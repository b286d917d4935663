# Calm. Static words: they work when nothing else does. No step takes longer than two minutes.

calm-root = What is it?
calm-button-racing = Racing
calm-button-picture = A picture came
calm-button-sleep = Can't sleep
calm-button-speak = About to say something

calm-button-done = Done
calm-button-another = Another way
calm-button-along = Breathe with me
calm-button-stop = Stop
calm-button-less = Less
calm-button-same = The same
calm-button-more = More
calm-button-people = Someone to talk to
calm-button-pour = Pour it out
calm-button-sit = Just sit here
calm-button-else = Something else
calm-button-hide = Hide

calm-after = Is it less, the same, or more? Each answer is fine.

## Breathing along: one message, edited with each breath
calm-breath = Sit or stand as you are. Breathe in while you count to four, and out while you count to six. Do it for a minute. You can stop at any time.
calm-breath-in =
    Breathe in. One, two, three, four.

    { $round ->
        [1] ● ○ ○ ○ ○ ○
        [2] ● ● ○ ○ ○ ○
        [3] ● ● ● ○ ○ ○
        [4] ● ● ● ● ○ ○
        [5] ● ● ● ● ● ○
       *[6] ● ● ● ● ● ●
    }
calm-breath-out =
    Breathe out, long and slow. One, two, three, four, five, six.

    { $round ->
        [1] ● ○ ○ ○ ○ ○
        [2] ● ● ○ ○ ○ ○
        [3] ● ● ● ○ ○ ○
        [4] ● ● ● ● ○ ○
        [5] ● ● ● ● ● ○
       *[6] ● ● ● ● ● ●
    }

## Racing
calm-racing-1 = Breathe in and count to four. Breathe out and count to six. Six times. If counting is too much, only make the out-breath long.
calm-racing-2 = Run cold water over your wrists, or hold something cold to your cheeks. Feel how cold it is. Count slowly to thirty.
calm-racing-3 = Press both feet into the floor. Push while you count to five. Stop, and feel the floor hold you. Three times.
calm-racing-4 = Count down from twenty, one number for each breath out. If you lose your place, start again anywhere.
calm-racing-less = A little less is enough. Stay as long as you like.
calm-racing-same = The same, then. A body can take a long time to come down. You don't have to wait alone.
calm-racing-more = It can get more before it gets less. Bodies do that. You don't have to hold this alone.
calm-racing-sit = Just sit, then. Nothing to do, nothing to fix. Help stays one tap away.

## A picture came
calm-picture-1 = A picture is not this moment. Look round. Name five things you see, four you can touch, three you hear, two you smell, one you taste.
calm-picture-2 = Turn your head slowly, left, then right. Find a door. Find a light. Find one thing that has no part in that story. Rest your eyes on it.
calm-picture-3 = Say it under your breath: a picture came. It is a picture. Today is this day, and I am in this place. Name the day and the place. Say it twice.
calm-picture-4 = Hold something cold or rough. Tell yourself what it is like: hard, wet, heavy, smooth. Your hands are here, now.
calm-picture-less = It is further off. It may come back. If it does, this is here.
calm-picture-same = The same, then. Some pictures stay a while. Someone can keep you company while it is here.
calm-picture-more = More, then. It is still a picture. You don't have to look at it alone. There are people for hours like this.
calm-picture-sit = Just sit, then. Keep your eyes open and on one thing in the room. Help stays one tap away.

## Can't sleep
calm-sleep-1 = Lie or sit as you like. Breathe in and count to four. Breathe out and count to six, as if through a straw. Ten times. It is fine to lose count.
calm-sleep-2 = Start at your toes. Tell them: you can be heavy now. Then your feet, your legs, your back. Go up slowly. This is rest, with or without sleep.
calm-sleep-3 = Put the thought that keeps coming into three words. Say them once, then say: tomorrow, in daylight. When it comes back, say it again and breathe out.
calm-sleep-4 = Pick a letter. Find things to eat that start with it, then animals, then towns. When you run out, take the next letter. No need to finish.
calm-sleep-less = A bit easier. Sleep may come or not. Lying still is rest too.
calm-sleep-same = The same, then. Some nights are like that. Nothing has to be sorted out before morning.
calm-sleep-more = More, then. Nights make many things bigger. You don't have to lie there alone with it.
calm-sleep-sit = Just sit, then. A low light, something warm round you. Morning comes by itself. Help stays one tap away.

## About to say something
calm-speak-1 = It can wait two minutes. Lay the phone aside. Feel your feet. Count ten slow breaths out. Then look at the words again.
calm-speak-2 = Write the one line that most wants out, on paper or in your head. Not in a chat. Under it, write what hurts. Keep it till tomorrow.
calm-speak-3 = You can stop here. Say: I need half an hour, then I'll come back. Or tap Break: it names the time. If going back feels unsafe, you don't have to.
calm-speak-4 = Open your hands. Drop your shoulders. Loosen your jaw. Breathe out, long, three times. The words can come after.
calm-speak-less = A bit less, then. The words are still yours. You can say them later, or not at all.
calm-speak-same = The same, then. It may need a person, not a message. You don't have to hold it in alone.
calm-speak-more = More, then. It can be too big to hold in. Someone can hear it first, out loud.
calm-speak-sit = Just sit, then. Nothing has to be said now. Help stays one tap away.
