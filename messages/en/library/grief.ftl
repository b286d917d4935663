# The grief and rage page: prompts for free writing that nobody else ever reads.
item-grief-anger = Anger belongs here. What are you angry about today? You don't have to be fair on this page.
item-grief-lost = What did you lose that nobody sees? A song, a plan, a day of the year. Take one, and write about it.
item-grief-before = What do you miss about who you were before you knew?
item-grief-held-back = What do you hold back all day, so that the day can go on? It can come out here.
item-grief-body = Where in your body is it hardest right now? Write what it is like there.
item-grief-unfair = What is not fair about all this? Take one thing, and start with: “It is not fair that …” Then write how it ought to have been.
item-grief-letter = Write a letter that is never sent. You could start with: “You didn't see …”
item-grief-memory = Which good time looks different to you now? Write how it was then, and how it is now.
item-grief-numb = If you feel nothing at all, that can stand here, too. Write what the nothing is like.
item-grief-tired = What are you so tired of? Write it down, as many times as you need.
item-grief-said = Which words that were said to you still hurt? Answer them here, where no one answers back.
item-grief-hurried = Has anyone hurried you to feel better? Write what you would have liked to say to them.
item-grief-love = You may feel two things at once that don't fit together. Both can stand here. Write down both.
item-grief-voice = What would you ask for, if you could ask for anything? It can be a thing that no one can give.
item-grief-both = You were hurt, whatever else has happened. Which part of that hurt has had no room yet?
