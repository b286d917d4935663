# Something for the next five minutes, said after a heavy answer. Shared by many items.
ease-feet = Now feel what holds you: a floor, a chair, a bed. One long breath out.
ease-water = Now a glass of water. Drink it slowly.
ease-window = Now look out of a window, or round the room, till you have found five things.
ease-hands = Now hold your hands under warm water. Take your time.
ease-walk = Now a few slow steps, or a long slow stretch.
ease-warm = Now something warm: a blanket, a cup, your own hands.
ease-breath = Now breathe out, longer than in. Six times, if it feels right.
ease-song = Now an old tune that you like. Hum it, or hear it in your head.
