# The honesty ritual and the weekly talk: what one may say at one's own turn. Said aloud, never typed.

## A feeling
item-ritual-feeling-now = Say one feeling you have now, and where in your body it is. “I feel nothing” will do, too.
item-ritual-feeling-day = Say how today was for you, in one plain line. Then name the feeling that stayed longest.
item-ritual-feeling-here = Say what it is like to sit here now. Start with: “Right now I feel …”
item-ritual-feeling-under = Say a feeling that was loud this week. If a quiet one was with it, you can say that too.

## A need
item-ritual-need-small = Say one thing you need this week. Keep it small and clear. Start with: “It would help me if …”
item-ritual-need-body = Say one thing your body needs: sleep, food, air, room, quiet. Say what would make it easier.
item-ritual-need-ahead = Say what you need to know about the days ahead: a plan, a place, an hour.
item-ritual-need-room = Say one thing you need time alone for, or company with. Nothing has to be settled now.

## Something I own: for the one who broke trust
item-ritual-own-did = Say one thing you did that they know of, and what it did to them. No reason, no “but”. Then stop.
item-ritual-own-away = Say one time this week when you turned away, or made what you did sound small. If there was none, say what helps you to stay.
item-ritual-own-word = Say one thing that you said you would do. Did you do it? If not, say when you will.

## Something I own: for anyone else
item-ritual-own-choice = Say one thing that is yours: a choice, a no, a wish. It can be far from what happened.
item-ritual-own-care = Say one thing you did for yourself this week. If there was none, say one you would like to do.
item-ritual-own-line = Say one limit that holds for you now. Start with: “For now, I …”

## A struggle
item-ritual-struggle-hard = Say one thing that is hard just now. Nobody has to fix it. It only has to be heard.
item-ritual-struggle-hour = Say which hour of the day is the hardest for you now, and what it is like.
item-ritual-struggle-here = Say what makes it hard to talk like this. If that is too much, say only: “This is hard.”
item-ritual-struggle-turn = Say when, if at all, you felt like turning away this week. If you know what scared you, say that too.
