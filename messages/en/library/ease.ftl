# Something for the next five minutes, said after a heavy answer. Shared by many items.
ease-feet = Now feel your feet on the floor. One long breath out.
ease-water = Now a glass of water. Drink it slowly.
ease-window = Now look out of a window till you have seen five things.
ease-hands = Now wash your hands in warm water. Take your time.
ease-walk = Now walk to a door and back, as slowly as you like.
ease-warm = Now something warm: a blanket, a cup, your own hands.
ease-breath = Now breathe out, longer than in. Six times.
ease-song = Now one song you like. Only listen.
