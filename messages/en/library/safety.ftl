# The daily rating, 0 to 10. All wordings for one role ask the same thing.

## Hurt: in the body, how safe it is to be near them right now
item-safety-hurt-1 = In your body, right now: how safe is it to be near them? 0 is not at all, 10 is fully.
item-safety-hurt-2 = Before any reasons: how safe does it feel to be near them right now? 0 is not at all, 10 is fully.
item-safety-hurt-3 = Ask your shoulders, your stomach, your breath: how safe is it to be near them right now? 0 is not at all, 10 is fully.
item-safety-hurt-4 = If they sat beside you now, how safe would your body find it? 0 is not at all, 10 is fully.
item-safety-hurt-5 = Right now, how much can your body rest when they are near? 0 is not at all, 10 is fully.
item-safety-hurt-6 = Just as you are now: how safe is it, in your body, to be near them? 0 is not at all, 10 is fully.

## Broke trust: how safe it was to be honest today
item-safety-broke-1 = How safe was it to be honest today? 0 is not at all, 10 is fully.
item-safety-broke-2 = In your body: how safe was it to be honest with them today? 0 is not at all, 10 is fully.
item-safety-broke-3 = How safe was it to be honest today, in big things and small? 0 is not at all, 10 is fully.
item-safety-broke-4 = We can be open or we can hide. How safe was it to be open today? 0 is not at all, 10 is fully.
item-safety-broke-5 = How safe did it feel today to answer with the whole truth? 0 is not at all, 10 is fully.
item-safety-broke-6 = How safe was it today to be seen as you are? 0 is not at all, 10 is fully.

## Both at once: how safe it is between the two
item-safety-both-1 = In your body, right now: how safe is it between you two? 0 is not at all, 10 is fully.
item-safety-both-2 = Before any reasons: how safe does it feel between you two right now? 0 is not at all, 10 is fully.
item-safety-both-3 = With all that lies between you: how safe is it to be near each other right now? 0 is not at all, 10 is fully.
item-safety-both-4 = Right now, how much can your body rest when you are near each other? 0 is not at all, 10 is fully.
item-safety-both-5 = Just as you are now: how safe is it between you two? 0 is not at all, 10 is fully.
item-safety-both-6 = Ask your shoulders, your stomach, your breath: how safe is it between you two? 0 is not at all, 10 is fully.

## Rather not say: how safe one feels with them
item-safety-unsaid-1 = How safe do you feel with them right now? 0 is not at all, 10 is fully.
item-safety-unsaid-2 = In your body: how safe is it to be with them right now? 0 is not at all, 10 is fully.
item-safety-unsaid-3 = Before any reasons: how safe do you feel with them today? 0 is not at all, 10 is fully.
item-safety-unsaid-4 = Right now, how much can your body rest when you are with them? 0 is not at all, 10 is fully.
item-safety-unsaid-5 = Just as you are now: how safe do you feel with them? 0 is not at all, 10 is fully.
item-safety-unsaid-6 = How safe is it, right now, to be yourself with them? 0 is not at all, 10 is fully.
