# The daily rating, 0 to 10. All wordings for one role ask the same thing.

## Hurt: in the body, how safe it is to be near them right now
item-safety-hurt-1 = In your body, right now: how safe is it to be near them? 0 is not at all, 10 is fully.
item-safety-hurt-2 = Before you look for reasons: how safe does it feel to be near them right now? 0 is not at all, 10 is fully.
item-safety-hurt-3 = Take the first number that comes. In your body: how safe is it to be near your partner right now? 0 is not at all, 10 is fully.
item-safety-hurt-4 = How safe does your body find it to be near them right now? 0 is not at all, 10 is fully.
item-safety-hurt-5 = If you go by your body alone: how safe is it right now to be near them? 0 is not at all, 10 is fully.
item-safety-hurt-6 = Just as you are now: how safe is it, in your body, to be near them? 0 is not at all, 10 is fully.

## Broke trust: how safe it was to be honest today
item-safety-broke-1 = How safe was it to be honest today? 0 is not at all, 10 is fully.
item-safety-broke-2 = In your body: how safe was it to be honest with them today? 0 is not at all, 10 is fully.
item-safety-broke-3 = How safe was it to be honest today, in big things and small? 0 is not at all, 10 is fully.
item-safety-broke-4 = Think of what was said today, much or little. How safe was it to be honest? 0 is not at all, 10 is fully.
item-safety-broke-5 = How safe was it today to say how things are? 0 is not at all, 10 is fully.
item-safety-broke-6 = Looking back on today: how safe was it to be honest with them? 0 is not at all, 10 is fully.

## Both at once: how safe it is between the two
item-safety-both-1 = In your body, right now: how safe is it between you and your partner? 0 is not at all, 10 is fully.
item-safety-both-2 = Before you look for reasons: how safe does it feel between you and them right now? 0 is not at all, 10 is fully.
item-safety-both-3 = With all that has happened: how safe is it to be near each other right now? 0 is not at all, 10 is fully.
item-safety-both-4 = If you go by your body alone: how safe is it right now between you and them? 0 is not at all, 10 is fully.
item-safety-both-5 = Just as you are now: how safe is it between you and your partner? 0 is not at all, 10 is fully.
item-safety-both-6 = Take the first number that comes. In your body: how safe is it between you and them right now? 0 is not at all, 10 is fully.

## Rather not say: how safe one feels with them
item-safety-unsaid-1 = How safe do you feel with your partner right now? 0 is not at all, 10 is fully.
item-safety-unsaid-2 = In your body: how safe is it to be with your partner right now? 0 is not at all, 10 is fully.
item-safety-unsaid-3 = Before you look for reasons: how safe do you feel with your partner right now? 0 is not at all, 10 is fully.
item-safety-unsaid-4 = If you go by your body alone: how safe is it to be with your partner right now? 0 is not at all, 10 is fully.
item-safety-unsaid-5 = Just as you are now: how safe do you feel with your partner? 0 is not at all, 10 is fully.
item-safety-unsaid-6 = All in all: how safe do you feel with your partner right now? 0 is not at all, 10 is fully.
