# The touch ladder: ten small steps, and three ideas for each. No step is better than another. Rest is step 0.
item-touch-1 = In one room, each with something to do
item-touch-2 = Side by side, with space in between
item-touch-3 = One look, for one breath
item-touch-4 = An open hand, which no one has to take
item-touch-5 = Fingertips on a hand, for one minute
item-touch-6 = Hand in hand, for two minutes
item-touch-7 = A hand on the shoulder, for two minutes
item-touch-8 = Back to back, for two minutes
item-touch-9 = A short hug, standing up
item-touch-10 = Holding each other, for two minutes

## 1
item-touch-1-read = One reads, the other draws or mends something. Say so when you come in, and when you go.
item-touch-1-toast = Eat a piece of toast at the same table. You don't have to talk.
item-touch-1-song = Listen to one song in the same room, each in a place of your own.
## 2
item-touch-2-sky = Sit side by side and look at the street or the sky.
item-touch-2-pillow = Put a pillow between you. Notice if your body leans in or away. Either is fine.
item-touch-2-space = Sit for one song. Whoever wants more space gets it.
## 3
item-touch-3-breath = Breathe in and look. Breathe out and look away. Once is enough.
item-touch-3-night = Look at each other once when you say good night.
item-touch-3-cup = Sit at a table. Look up from your cup, once. Then drink.
## 4
item-touch-4-table = Each lays one hand on the table, palm up. Stay like that for one minute.
item-touch-4-walk = On a walk, hold out a hand at one crossing. To walk on without it is fine.
item-touch-4-half = Rest one hand half way between you. Notice if it is warm or cold.
## 5
item-touch-5-warm = Fingertips to fingertips. Notice: are they warm or cool?
item-touch-5-light = So light on the back of the hand that you hardly feel it. Then stop.
item-touch-5-still = One hand lies still. The other one's fingertips find what is rough and what is smooth. Then swap.
## 6
item-touch-6-sit = Sit down and hold hands. Notice warm and cool, soft and rough.
item-touch-6-corner = Hold hands as far as the next corner. Then your hands are your own again.
item-touch-6-song = Hold hands for the first half of a song. The rest is for listening.
## 7
item-touch-7-stone = Whoever is touched says “now”. Then the hand lies still, like a warm stone. Clothes stay on.
item-touch-7-words = Whoever is touched says: softer, firmer, or enough. Clothes stay on.
item-touch-7-swap = Sit side by side. One hand on the near shoulder for a minute. Then swap.
## 8
item-touch-8-floor = Sit back to back and clothed, on the floor or on two stools. Feel the other one breathe.
item-touch-8-wall = Lean back a little. Stop where it still feels steady. Clothes stay on.
item-touch-8-hum = Back to back and clothed, hum a low note. Feel where it goes.
## 9
item-touch-9-breaths = Ask first: “A hug, or side by side?” Either answer will do. A hug is three breaths, clothed.
item-touch-9-end = Agree on the end first: five breaths. Then each takes a step back.
item-touch-9-how = Say how you like it: arms high or low, light or firm. Three breaths are plenty.
## 10
item-touch-10-clock = Sit close, clothed, and set a clock for two minutes. When it rings, it is over.
item-touch-10-swap = One holds, the other is held, clothed. Swap after a minute.
item-touch-10-three = Notice three things: how warm, how heavy, how the cloth feels. Nothing has to come of it.
