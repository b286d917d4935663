# Naming one fear. The openers are short beginnings to tap; nobody's gender is in them.

## For anyone
item-fear-today = What scared you today, if anything?
item-fear-today-opener-1 = A late arrival
item-fear-today-opener-2 = A song, a place
item-fear-today-opener-3 = A step towards me
item-fear-today-opener-4 = A look I couldn't read

item-fear-quiet = Silence can scare. Was there a quiet moment that did?
item-fear-quiet-opener-1 = No reply for hours
item-fear-quiet-opener-2 = A closed door
item-fear-quiet-opener-3 = A one-word answer
item-fear-quiet-opener-4 = Nothing to say

item-fear-night = Nights can be hard. What scares you most then?
item-fear-night-opener-1 = Being alone with it
item-fear-night-opener-2 = The same old thoughts
item-fear-night-opener-3 = A dream
item-fear-night-opener-4 = Tomorrow

item-fear-talk = If it comes to a talk about what happened, what scares you?
item-fear-talk-opener-1 = That it gets loud
item-fear-talk-opener-2 = That we go in circles
item-fear-talk-opener-3 = Not being heard
item-fear-talk-opener-4 = That I shut down

item-fear-close = Being close can feel like danger. Did something make you tense?
item-fear-close-opener-1 = A hug
item-fear-close-opener-2 = Sitting side by side
item-fear-close-opener-3 = A kind word
item-fear-close-opener-4 = A sudden smile

item-fear-far = Distance can scare. What made you feel far apart?
item-fear-far-opener-1 = A turned back
item-fear-far-opener-2 = Plans without me
item-fear-far-opener-3 = Days apart
item-fear-far-opener-4 = Eyes that look away

item-fear-month = Think one month ahead. What scares you about it?
item-fear-month-opener-1 = That nothing changes
item-fear-month-opener-2 = That we are apart
item-fear-month-opener-3 = More bad nights
item-fear-month-opener-4 = Still feeling nothing

item-fear-others = What scares you about what other people may think or say?
item-fear-others-opener-1 = Others hearing of it
item-fear-others-opener-2 = Being judged
item-fear-others-opener-3 = Being pitied
item-fear-others-opener-4 = Pretending all is well

item-fear-hope = A good moment can scare, too. If you had one, what were you afraid of?
item-fear-hope-opener-1 = That it won't last
item-fear-hope-opener-2 = That it isn't real
item-fear-hope-opener-3 = That I spoil it
item-fear-hope-opener-4 = That I relax too soon

item-fear-anger = Anger may be here, and it may stay. Is there a fear next to it?
item-fear-anger-opener-1 = Being left
item-fear-anger-opener-2 = Being fooled
item-fear-anger-opener-3 = Not mattering
item-fear-anger-opener-4 = Not being enough

item-fear-question = Is there a question you are scared to ask, or scared to hear?
item-fear-question-opener-1 = Is it really over?
item-fear-question-opener-2 = Do you still want us?
item-fear-question-opener-3 = Will it happen again?
item-fear-question-opener-4 = How do you feel now?

item-fear-body = Fear can sit in the body. What do you feel there today?
item-fear-body-opener-1 = A tight chest
item-fear-body-opener-2 = A knot in my stomach
item-fear-body-opener-3 = A lump in my throat
item-fear-body-opener-4 = Feeling nothing

item-fear-dates = Some days bring it all back. Is there one ahead that scares you?
item-fear-dates-opener-1 = A birthday
item-fear-dates-opener-2 = A holiday
item-fear-dates-opener-3 = The weekend
item-fear-dates-opener-4 = The day it came out

item-fear-ends = What scares you most just now: parting, staying, or not knowing? Each may be said here.
item-fear-ends-opener-1 = Parting
item-fear-ends-opener-2 = Staying
item-fear-ends-opener-3 = Not knowing
item-fear-ends-opener-4 = All three

item-fear-small = Was there a small fear today? Small ones count.
item-fear-small-opener-1 = A phone buzzed
item-fear-small-opener-2 = A plan changed
item-fear-small-opener-3 = A tone of voice
item-fear-small-opener-4 = Something forgotten

## For someone who was hurt
item-fear-again = What makes you afraid that it could happen again?
item-fear-again-opener-1 = A new secret
item-fear-again-opener-2 = A night away
item-fear-again-opener-3 = A new name
item-fear-again-opener-4 = An old habit

item-fear-screen = A phone can scare now. Did one scare you today?
item-fear-screen-opener-1 = A screen turned away
item-fear-screen-opener-2 = A late message
item-fear-screen-opener-3 = A changed code
item-fear-screen-opener-4 = A laugh at the phone

item-fear-eyes = It can be hard to believe your own eyes now. Was there such a moment today?
item-fear-eyes-opener-1 = A story with a gap
item-fear-eyes-opener-2 = A quick answer
item-fear-eyes-opener-3 = A change of plan
item-fear-eyes-opener-4 = A calm face

item-fear-compare = Did you compare yourself with someone today? Where did it hurt?
item-fear-compare-opener-1 = How I look
item-fear-compare-opener-2 = Who I am
item-fear-compare-opener-3 = What I can give
item-fear-compare-opener-4 = Whether I'm enough

item-fear-circle = Some thoughts go round and round. Which fear is in them?
item-fear-circle-opener-1 = What was real
item-fear-circle-opener-2 = What I missed
item-fear-circle-opener-3 = What is still hidden
item-fear-circle-opener-4 = What I meant to you

item-fear-picture = If a picture came today, what set it off? No need to say what was in it.
item-fear-picture-opener-1 = A place
item-fear-picture-opener-2 = A song
item-fear-picture-opener-3 = A date
item-fear-picture-opener-4 = A scene in a film

item-fear-fast = Did something go too fast for you today?
item-fear-fast-opener-1 = A hug too soon
item-fear-fast-opener-2 = A joke
item-fear-fast-opener-3 = A big plan
item-fear-fast-opener-4 = Acting as if it's fine

item-fear-alone = Is there a part of this that is too much to carry alone?
item-fear-alone-opener-1 = The nights
item-fear-alone-opener-2 = The pictures
item-fear-alone-opener-3 = Seeming fine
item-fear-alone-opener-4 = Not telling anyone

## For someone who broke trust
item-fear-harm = Was there a moment when you were afraid of doing more harm?
item-fear-harm-opener-1 = A wrong word
item-fear-harm-opener-2 = Coming too close
item-fear-harm-opener-3 = Staying silent
item-fear-harm-opener-4 = A clumsy answer

item-fear-slip = Something small can feel like the end. Which small thing scares you?
item-fear-slip-opener-1 = Being late
item-fear-slip-opener-2 = A missed call
item-fear-slip-opener-3 = Something I forgot
item-fear-slip-opener-4 = The wrong tone

item-fear-unwanted = When are you afraid that you won't be wanted again?
item-fear-unwanted-opener-1 = A flat hello
item-fear-unwanted-opener-2 = A step back
item-fear-unwanted-opener-3 = A long silence
item-fear-unwanted-opener-4 = A sad look

item-fear-asked = When a question comes, what are you afraid of?
item-fear-asked-opener-1 = Causing more pain
item-fear-asked-opener-2 = My own shame
item-fear-asked-opener-3 = Losing everything
item-fear-asked-opener-4 = Not knowing why

item-fear-honest = Being honest in small things can scare. Where was it hard today? Anything big belongs in a talk with a therapist, not in this chat.
item-fear-honest-opener-1 = Saying what I feel
item-fear-honest-opener-2 = Saying what I want
item-fear-honest-opener-3 = Saying I forgot
item-fear-honest-opener-4 = Saying I'm scared

item-fear-hide = Shame can make you look away. What was hard to face today?
item-fear-hide-opener-1 = A mirror
item-fear-hide-opener-2 = A question
item-fear-hide-opener-3 = A friend who knows
item-fear-hide-opener-4 = Tears I caused

item-fear-all-i-am = Are you afraid that what you did is all you are? What brings that fear up?
item-fear-all-i-am-opener-1 = Being alone
item-fear-all-i-am-opener-2 = Being looked at
item-fear-all-i-am-opener-3 = Being among friends
item-fear-all-i-am-opener-4 = Waking up
