# Our words now: cards that each answers alone. Written as "we", since only what both say yes to is shown.

## When it gets scary
item-words-stop = “Too much” means stop. We stop at once, and nobody asks why.
item-words-ask = We ask before we touch, and wait for the answer. A short “May I?” will do.
item-words-behind = No touch from behind, and none while one of us sleeps.
item-words-picture = When a picture comes, “a picture” is all that needs to be said. We stop and look round the room.
item-words-proof = A hug is only a hug. It does not mean that all is well.
item-words-quiet = We can be quiet in one room. Each of us may ask: “Is this a good quiet?”
item-words-night = Hard talks stay out of the place where we sleep.
item-words-end = Each of us can end any touch. It is a no to the touch, not to the person.

## What can rest
item-words-rest = All touch can rest. A rest is not a verdict.
item-words-hug-only = All that is more than a hug can rest.
item-words-sleep = Each of us sleeps where it feels safe. That can change from night to night.

## Wanting
item-words-slow = Wanting can take its time. There is no day on which it has to be there.
item-words-goal = Being close has no goal. It does not have to lead to more.
item-words-near = We can say “I want you near”, and nothing has to follow.
item-words-joke = A silly joke between us is welcome again.
item-words-look = We can look at each other a bit longer than we need to.
item-words-kind = A kind word about how I look is welcome. It asks for nothing.
item-words-miss = We can say “I miss us”. It is a wish, not a demand.

## What being close means now
item-words-talk = Being close can be ten minutes of talk with no screens.
item-words-meal = Being close can be one meal in peace. While we eat, the hard thing waits.
item-words-walk = Being close can be a walk side by side. We can be silent.
item-words-true = Being close can be one true answer, even a small one.
item-words-day = Being close can be that each of us tells one thing from the day.
item-words-tears = Each of us may cry. The other stays near and has nothing to fix.
item-words-alone = Time alone is part of being close. We say when we will be back.

## What a caress means now
item-words-hand = Hand in hand, as long as we both like it.
item-words-hello = A hug for hello, and one for goodbye.
item-words-shoulder = A hand on the shoulder when we pass.
item-words-lean = We sit so close that our arms touch.
item-words-back = A hand on the back, through clothes, and that is all.
