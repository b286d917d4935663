# Naming one fear. The openers are short beginnings to tap; nobody's gender is in them.

## For anyone
item-fear-today = What scared you today, if anything?
item-fear-today-opener-1 = A late arrival
item-fear-today-opener-2 = A song, a place
item-fear-today-opener-3 = A hand came close
item-fear-today-opener-4 = A look I couldn't read

item-fear-quiet = Silence can be loud. Which quiet moment scared you?
item-fear-quiet-opener-1 = No reply for hours
item-fear-quiet-opener-2 = A closed door
item-fear-quiet-opener-3 = A one-word answer
item-fear-quiet-opener-4 = Nothing to say

item-fear-night = Some fears wait for the night. Which one comes to you?
item-fear-night-opener-1 = Being alone with it
item-fear-night-opener-2 = The same old thoughts
item-fear-night-opener-3 = A dream
item-fear-night-opener-4 = Tomorrow

item-fear-talk = If you two talk again, what scares you about it?
item-fear-talk-opener-1 = It gets loud
item-fear-talk-opener-2 = It goes in circles
item-fear-talk-opener-3 = Not being heard
item-fear-talk-opener-4 = I shut down

item-fear-close = Being close can feel like danger. What made you tense?
item-fear-close-opener-1 = A hug
item-fear-close-opener-2 = Sitting side by side
item-fear-close-opener-3 = A kind word
item-fear-close-opener-4 = A sudden smile

item-fear-far = Being far apart can feel like danger too. Which kind scares you?
item-fear-far-opener-1 = A turned back
item-fear-far-opener-2 = Short answers
item-fear-far-opener-3 = Days apart
item-fear-far-opener-4 = Eyes that look away

item-fear-month = Look one month ahead. Which fear stands there?
item-fear-month-opener-1 = Nothing has changed
item-fear-month-opener-2 = We are apart
item-fear-month-opener-3 = Something new comes out
item-fear-month-opener-4 = I still feel nothing

item-fear-others = What scares you when you think of other people?
item-fear-others-opener-1 = Someone finds out
item-fear-others-opener-2 = Being judged
item-fear-others-opener-3 = Being pitied
item-fear-others-opener-4 = Keeping it secret

item-fear-hope = A good moment can scare too. What do you do when one comes?
item-fear-hope-opener-1 = I wait for the fall
item-fear-hope-opener-2 = I don't believe it
item-fear-hope-opener-3 = I hold back
item-fear-hope-opener-4 = I want it to last

item-fear-anger = Anger may be here. Is there a fear under it too?
item-fear-anger-opener-1 = Being left
item-fear-anger-opener-2 = Being fooled
item-fear-anger-opener-3 = Not mattering
item-fear-anger-opener-4 = Not being enough

item-fear-question = Is there a question you are scared to ask, or scared to hear?
item-fear-question-opener-1 = Is it really over
item-fear-question-opener-2 = Do you still want us
item-fear-question-opener-3 = Will it happen again
item-fear-question-opener-4 = How do you feel now

item-fear-body = Where in your body does fear sit today? What would it say?
item-fear-body-opener-1 = In my chest
item-fear-body-opener-2 = In my stomach
item-fear-body-opener-3 = In my throat
item-fear-body-opener-4 = I feel nothing

item-fear-dates = Some days bring it all back. Which day are you scared of?
item-fear-dates-opener-1 = A birthday
item-fear-dates-opener-2 = A holiday
item-fear-dates-opener-3 = The weekend
item-fear-dates-opener-4 = The day it came out

item-fear-ends = What scares you more just now: parting, staying, or not knowing? Each may be said here.
item-fear-ends-opener-1 = Parting
item-fear-ends-opener-2 = Staying
item-fear-ends-opener-3 = Not knowing
item-fear-ends-opener-4 = Telling people

item-fear-small = Name the smallest fear of today. Small ones count.
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

item-fear-screen = A screen, a buzz, a light in the dark. What did it set off in you?
item-fear-screen-opener-1 = A screen turned away
item-fear-screen-opener-2 = A late message
item-fear-screen-opener-3 = A changed code
item-fear-screen-opener-4 = A laugh at the phone

item-fear-eyes = It can be hard to believe your own eyes now. When was that so today?
item-fear-eyes-opener-1 = A story with a gap
item-fear-eyes-opener-2 = A quick answer
item-fear-eyes-opener-3 = A change of plan
item-fear-eyes-opener-4 = A calm face

item-fear-compare = If you measured yourself against someone today, where did it hurt?
item-fear-compare-opener-1 = How I look
item-fear-compare-opener-2 = How old I am
item-fear-compare-opener-3 = How much fun I am
item-fear-compare-opener-4 = Whether I'm enough

item-fear-circle = Some thoughts go round and round. Which fear keeps them going?
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

item-fear-alone = What part of this do you carry alone?
item-fear-alone-opener-1 = The nights
item-fear-alone-opener-2 = The pictures
item-fear-alone-opener-3 = Looking normal
item-fear-alone-opener-4 = Not telling anyone

## For someone who broke trust
item-fear-harm = Are you afraid of doing more harm? Name the moment it came up.
item-fear-harm-opener-1 = A wrong word
item-fear-harm-opener-2 = Coming too close
item-fear-harm-opener-3 = Staying silent
item-fear-harm-opener-4 = Saying too much

item-fear-slip = A small mistake can feel like the end. Which one scares you?
item-fear-slip-opener-1 = Being late
item-fear-slip-opener-2 = A missed call
item-fear-slip-opener-3 = Something I forgot
item-fear-slip-opener-4 = The wrong tone

item-fear-unwanted = When are you afraid that you won't be wanted again?
item-fear-unwanted-opener-1 = A flat hello
item-fear-unwanted-opener-2 = A step back
item-fear-unwanted-opener-3 = A long silence
item-fear-unwanted-opener-4 = A sad look

item-fear-asked = A question comes, and you want to run. What are you afraid of?
item-fear-asked-opener-1 = Causing more pain
item-fear-asked-opener-2 = My own shame
item-fear-asked-opener-3 = Losing everything
item-fear-asked-opener-4 = Not knowing why

item-fear-honest = Being honest in small things can scare. Where was it hard today? What is big and still unsaid is for a talk with a therapist, not for this chat.
item-fear-honest-opener-1 = Saying what I feel
item-fear-honest-opener-2 = Saying what I want
item-fear-honest-opener-3 = Saying I forgot
item-fear-honest-opener-4 = Saying I'm scared

item-fear-hide = Shame says: hide. What did you want to hide from today?
item-fear-hide-opener-1 = A mirror
item-fear-hide-opener-2 = A question
item-fear-hide-opener-3 = A friend
item-fear-hide-opener-4 = Tears I caused

item-fear-all-i-am = Are you afraid that what you did is all you are? When does that fear come?
item-fear-all-i-am-opener-1 = When I'm alone
item-fear-all-i-am-opener-2 = When I'm with them
item-fear-all-i-am-opener-3 = Among friends
item-fear-all-i-am-opener-4 = When I wake up
