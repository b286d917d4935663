# For the person who broke trust: what I did, what it did to you, what I will do. Without "but".

## What I did
item-own-plain = Name one thing you did that they know of, in one plain line. No reason, no “but”.
item-own-untrue = Name one thing you told them that was not true. Choose one that they know of. Start with: “I said …”
item-own-hid = Name one thing you did to keep it hidden. Choose one that they know of.
item-own-chose = It can seem as if it just happened. Name one moment when you chose. Take one that they know of.
item-own-today = Did you turn away today, or make what you did sound small? Name that moment in one line. If there was none, say when it could happen next.
item-own-promise = Which promise did you break, spoken or not? Say it as they understood it then.
item-own-blame = Did you ever make it sound like their fault? If so, name one time, and say that the choice was yours.
item-own-half = Did you ever tell them half, and let them find the rest? If so, name one time that they know of.

## What it did to you
item-own-eyes = When they saw one thing and you told them another, what did it do to them?
item-own-day = Think of an ordinary day of theirs. What is harder in it now, because of what you did?
item-own-nights = What may their nights be like since then? You can only guess. Start with: “I think your nights …”
item-own-late = When you are late or quiet, what may it set off in them? Start with: “Because of what I did …”
item-own-took = What did they lose by what you did? Name one thing. A small thing counts.
item-own-memory = Which good memory is not the same for them now? Name it, and say what you did to it.
item-own-people = Which people are harder for them to face, because of what you did?
item-own-heard = What have they told you about their pain? Say one line back, as close to their words as you can.

## What I will do
item-own-week = Name one thing you will do this week. Make it so small that you can keep it. Say when.
item-own-before = What can you tell them each day before they have to ask: a plan, a place, an hour? Start with: “I will …”
item-own-change = When a plan changes, what will you do, and how soon? Start with: “I will …”
item-own-question = When the same question comes again, how will you answer it? Start with: “I will …”
item-own-closed = What do you do so that it stays over? Name one thing from this week, or for the next.
item-own-stay = When you see their pain, you may want to fix it, or to leave. What will you do to stay, and say little?
item-own-three = Choose one thing you did that they know of. Say it in one line. If you can, add a line on what it did to them, and a line on what you do now. One line alone is enough for today.
item-own-but = Think of something you said with a “but” in it. Write it again, and stop before the “but”.
