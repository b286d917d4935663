# For the person who broke trust: what I did, what it did to you, what I will do. Without "but".

## What I did
item-own-plain = Name one thing you did that they know of, in one plain line. No reason, no “but”.
item-own-untrue = Name one thing you said that was not true, and that they know of by now. Start with: I said.
item-own-hid = Name one thing you did to keep it hidden. Choose one that they know of.
item-own-chose = It can seem as if it just happened. Name one moment that they know of, when you chose.
item-own-today = Did you turn away from them today, or make it sound smaller? Name that moment in one line.
item-own-promise = Which promise did you break? Say it in the words you gave back then.
item-own-blame = Did you ever make it sound like their fault? Name that time, and take the fault back.
item-own-half = Did you ever tell them half, and let them find the rest? Name one time that they know of.

## What it did to you
item-own-eyes = When they saw one thing and you told them another, what did it do to them?
item-own-day = Think of a plain day of theirs. What is harder in it now, because of what you did?
item-own-nights = What may their nights be like since then? Start with: Since then, your nights.
item-own-late = When you are late or quiet, what may happen in their body? Start with: Because of what I did.
item-own-took = What did it take from them? Name one thing. A small thing counts.
item-own-memory = Which good memory is not the same for them now? Name it, and say that you did that.
item-own-people = Who is it harder for them to face, because of what you did?
item-own-heard = What have they told you about the pain? Say one line back, as close to their words as you can.

## What I will do
item-own-week = Name one thing you will do this week. Make it so small that you can keep it. Say when.
item-own-before = What can you tell them before they have to ask? Start with: I will.
item-own-change = When a plan changes, what will you do, and how soon? Start with: I will.
item-own-question = When the next hard question comes, what will you do with your voice, your face, your hands?
item-own-closed = What do you do so that it can't start again? Name one thing from this week, or for the next.
item-own-stay = When you see their pain, you may want to fix it or flee. What will you do to stay, and say little?
item-own-three = Choose one thing that they know of. Three short lines: I did this. It did this to you. I will do this.
item-own-but = Take a line of yours that had a “but” in it. Write it again, and stop before the “but”.
