# The grief and rage page: prompts for free writing that nobody else ever reads.
item-grief-anger = Anger belongs here. What are you angry about today? You don't have to be fair on this page.
item-grief-lost = What did you lose that nobody sees? A song, a plan, a day of the year. Take one, and write about it.
item-grief-before = What do you miss of the person you were before you knew?
item-grief-held-back = What do you hold back all day, so that the day can go on? It can come out here.
item-grief-body = Where in your body does it sit right now? Write as if that place could talk.
item-grief-unfair = What is not fair about all this? Make a list. It can be as long as it has to be.
item-grief-letter = Write a letter that is never sent. You could start with: You didn't see …
item-grief-memory = Which good time looks different to you now? Write how it was then, and how it is now.
item-grief-numb = If you feel nothing at all, write about the nothing. Since when is it there? What is it like?
item-grief-tired = What are you so tired of? Write it down, as many times as you need.
item-grief-said = Which words that were said to you still hurt? Answer them here, where no one answers back.
item-grief-hurried = Has anyone hurried you to feel better? Write what you would have liked to say to them.
item-grief-love = Is there something you still love, although it hurts? It can stand here, next to the anger.
item-grief-voice = If this pain could speak, what would it ask for? It can ask for things that no one can give.
item-grief-both = You were hurt, whatever else has happened. Which part of that hurt has had no room yet?
