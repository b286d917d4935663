# The honesty ritual and the weekly talk: what one may say at one's own turn. Said aloud, never typed.

## A feeling
item-ritual-feeling-now = Say one feeling that is in you now, and where in your body it sits. A few words will do.
item-ritual-feeling-day = Say how today was for you, in one plain line. Then name the feeling that stayed longest.
item-ritual-feeling-here = Say what it is like to sit here now. Start with: Right now I feel.
item-ritual-feeling-under = Say a feeling that was loud this week. If there is a softer one under it, say that too.

## A need
item-ritual-need-small = Say one thing you need this week. Keep it small and clear. Start with: It would help me if.
item-ritual-need-body = Say one thing your body needs: sleep, food, air, room, quiet. Say what would make it easier.
item-ritual-need-ahead = Say one thing you need to know ahead this week: a plan, a place, an hour.
item-ritual-need-room = Say what you need more room for, or more company with. It can be heard now and settled later.

## Something I own: for the one who broke trust
item-ritual-own-did = Say one thing you did that they know of, and what it did to them. No reason, no “but”. Then stop.
item-ritual-own-away = Say one time this week when you turned away or made it sound small. Say what you will do next time.
item-ritual-own-word = Say one thing that you said you would do. Did you do it? If not, say when you will.

## Something I own: for anyone else
item-ritual-own-choice = Say one thing that is yours: a choice, a no, a wish. It can be far from what happened.
item-ritual-own-care = Say one thing you did for yourself this week. If there was none, say one you would like to do.
item-ritual-own-line = Say one line that you draw for now. Start with: For now, I.

## A struggle
item-ritual-struggle-hard = Say one thing that is hard just now. Nobody has to fix it. It only has to be heard.
item-ritual-struggle-hour = Say which hour of the day is the hardest for you now, and what it is like.
item-ritual-struggle-here = Say what makes it hard to talk here. If that is too much, say only: this is hard.
item-ritual-struggle-turn = Say when you felt like turning away this week. If you know what you were guarding, say that too.
