# Our standstill: what someone does when they are scared of losing the other, or of being hurt again.

item-dance-reach = I reach for them
item-dance-ask = I ask and ask
item-dance-check = I check
item-dance-watch = I watch their face
item-dance-loud = I get loud
item-dance-cold = I turn cold
item-dance-quiet = I go quiet
item-dance-away = I leave the room
item-dance-please = I try to please
item-dance-explain = I explain myself
item-dance-busy = I keep busy
item-dance-light = I make it light
