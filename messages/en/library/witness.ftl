# Witnessing: one line of theirs, said back in one's own words.

## For anyone
item-witness-line = Which line of theirs stayed with you? Say it back in your own words.
item-witness-short = Choose one line of theirs. Say it back in ten words or so.
item-witness-aloud = What did they write, or say out loud this week, that is still with you? Say it back in one line.

## For someone who broke trust
item-witness-did = Which line shows what it did to them? Say it back in your own words. You could start: “I hear that …”
item-witness-hard = Which line was hard to read to the end? Say that one back. You could start: “You told me …”
item-witness-nothing-added = Choose one line and say it back with nothing added. No reason, no “but”, no plan to make it good.
item-witness-feeling = Which feeling do you hear in one of their lines? Say it back. You may be wrong, so you could start: “If I hear you right …”
item-witness-ask = Does one line ask for something? Say back what it asks, as you heard it. You can answer it another day.
item-witness-small = Which line is easy to miss? Say that one back.

## For someone who was hurt
item-witness-seen = Is there a line that you want them to know you read? Say it back. That does not make it fine.
item-witness-rang-true = Did one line of theirs sound true to you? Say back just that one. You owe no more than a line, and not even that.
item-witness-twice = Which line did you read twice? Say it back as it felt to you. It does not have to sound kind.
