# Choosing: stay, part, or not yet. Each is a whole answer.

item-choose-today = Nothing has to be settled today. Which word is closest just now: stay, part, or not yet? All three are whole answers.
item-choose-today-opener-1 = Stay
item-choose-today-opener-2 = Part
item-choose-today-opener-3 = Not yet
item-choose-body = Say “I stay” to yourself and take one breath. Then say “I go” and take one breath. What did your body do each time?
item-choose-true = What would need to be so, week after week, for staying to be good for you? Name one thing that you could see or hear.
item-choose-learned = What do you know now that you didn't know at the start? It can be about you, about them, or about being together.
item-choose-not-yet = “Not yet” is an answer, too. What do you still need to see, to hear, or to rest from, before you can tell?
item-choose-care = If it comes to parting: which one thing do you want done with care? You could begin: “Even then, I want …”
item-choose-young = If someone young lives with this: what is one calm, true line for them, with no blame in it? If nobody does, skip this one.
item-choose-life = To stay would not make it small. To part would not mean that your pain was for nothing. What do you want for your own life?
item-choose-free = They are free to choose, and they may choose to part. What do you want to do well, whatever they choose?
item-choose-keep = Which honest thing that you do now would you keep up, even if it comes to parting?
