# Play: small invitations to be curious. Each has a second wording (alone-…) for someone who does it alone.
item-play-smell = Ask each other: which smell takes you right back to being ten?
item-play-song = Each plays the other one song from when you were fourteen. You don't have to explain it.
item-play-taste = Taste one thing that is new to you both. Each guesses what is in it.
item-play-coin = Go for a walk of ten minutes. At each corner, a coin picks left or right.
item-play-draw = Draw the same cup or plant, without a look at the paper. Then show each other.
item-play-free = Ask each other: one free day, and rain from morning to night. What would you do first?
item-play-word = Some things in your day have no word. Make one up together.
item-play-guess = Each guesses two things about the other: a food they hate, a place they miss. Wrong is fine.
item-play-window = Look out of one window together for two minutes. Then each names the oddest thing they saw.
item-play-drawer = Each brings one small thing from before you two met, and tells its story.
item-play-hum = Hum a tune, and let the other guess. Then swap.
item-play-read = Read one page of any book out loud to each other, in the oddest voice you can do.

## For someone who does it alone
alone-play-smell = Which smell takes you right back to being ten? Find it today, if you can.
alone-play-song = Play one song from when you were fourteen, right to the end.
alone-play-taste = Taste one thing that is new to you. Guess what is in it.
alone-play-coin = Go for a walk of ten minutes. At each corner, a coin picks left or right.
alone-play-draw = Draw a cup or a plant, without a look at the paper.
alone-play-free = One free day, and no one to please. What would you do first?
alone-play-word = Some things in your day have no word. Make one up.
alone-play-guess = Name two things about you that are new this year: a food you hate, a place you miss.
alone-play-window = Look out of a window for two minutes. What is the oddest thing you see?
alone-play-drawer = Take one small old thing from a drawer. What is its story?
alone-play-hum = Hum a tune that nobody else would know. Where does it come from?
alone-play-read = Read one page of any book out loud, in the oddest voice you can do.
