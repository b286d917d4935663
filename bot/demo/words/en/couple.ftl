# What is told of Ana and Jon beside their phones: each week, and each day on which something happens.

couple-title = Ana and Jon: twelve weeks
couple-opening =
    Ana was hurt; Jon broke trust. It came out in January; this begins in March. They are invented; the bot is the real one, and the lines that are set in are its own. [ ] is a button. What it has said before, word for word, ends in “…” after its first sentence. Each reads on their own phone, and neither sees the other's.

couple-1 = Week 1. Two chats
couple-1-1 = Monday night, six weeks after. Ana begins, alone. A number, and one minute for the body.
couple-1-2 = Ana says where she stands, and sends Jon a link. He begins as she did: by himself.
couple-1-3 = Each answers the private questions alone. Both read the same page, and agree.
couple-1-6 = The first page. Each only looks at it.
couple-1-7 = So this week stays private, and nobody hears why.

couple-2 = Week 2. Bad nights
couple-2-2 = Ana's own page, for anger and grief. Nobody else ever reads it.
couple-2-3 = Dr Low knows them both. Ana sends a link.
couple-2-4 = Twenty to three: a picture came. In the evening a quarrel, and a break before the worst sentence.
couple-2-5 = The session. Six digits are read aloud, so that everybody knows who is who.
couple-2-6 = Ana would share a line. Jon does not open his page.
couple-2-7 = The same sentence as last week, with another reason behind it, which it keeps.

couple-3 = Week 3. The first page
couple-3-1 = Jon owns one thing. Its last sentence defends.
couple-3-2 = A fear, put into words. It can wait for the page, or never leave her phone.
couple-3-3 = Three questions for Jon alone. There is something that he has not told.
couple-3-4 = Cards on what is all right for now, answered apart.
couple-3-5 = Ana's own page again. One line of it, written anew, is to be seen.
couple-3-6 = Both share. Both say that they are ready to give it a name.
couple-3-7 = Two pages, word for word. Jon says one line back.

couple-4 = Week 4. It has a name
couple-4-2 = A question goes on Ana's list. It waits a night.
couple-4-3 = A night has passed over it.
couple-4-4 = What each does when fear comes up.
couple-4-5 = Both wish for the same quarter of an hour. Only they know that they did.
couple-4-6 = A page for Dr Low as well. Jon brings a sentence to the session.
couple-4-7 = A map of the dance; an hour that is set; and a next stage. Ana sees that a line of hers was heard.

couple-5 = Week 5. Being heard
couple-5-1 = Dr Low reads at nine. At seven the honesty ritual, turn by turn.
couple-5-3 = Five points of Ana's week, for her alone.
couple-5-5 = An evening with nothing in it but a small game.
couple-5-6 = Ana would share. Jon keeps his page.
couple-5-7 = One sentence on both phones.

couple-6 = Week 6. Something new comes out
couple-6-1 = Nothing this week, Dr Low reads.
couple-6-3 = In the session Jon tells the rest of it, whole. Ana's night is long.
couple-6-4 = Ana rests for three days. Nobody is told, and Jon's phone is silent about it.
couple-6-5 = Thinking of parting; and then straight back to steady ground. Nothing is asked in return.
couple-6-6 = Ana keeps her page. Jon opens nothing.
couple-6-7 = They are at the start again. No word says who stepped back.

couple-7 = Week 7. Steady ground
couple-7-2 = Late, a shelf of things to read, and where they may not fit.
couple-7-3 = Jon's knock stayed closed for a week. It is open again, and nothing is held against him.
couple-7-4 = Ana looks at what she turned from. It stays with her.
couple-7-5 = Nobody asked him to. Jon says what he did.
couple-7-6 = Jon is ready. Ana is not yet. Neither hears it of the other.
couple-7-7 = Nothing moves.

couple-8 = Week 8. Once more, a name
couple-8-2 = Ana wants the talks again, and both wish for the longer one.
couple-8-4 = Jon wants more than the rating alone.
couple-8-6 = Both share.
couple-8-7 = A page is read, and taken back the same night. That is allowed.

couple-9 = Week 9. An hour on Thursdays
couple-9-4 = The weekly talk, turn by turn, with three minutes of quiet in it.
couple-9-6 = Both share, with Dr Low as well.
couple-9-7 = Ana says, for herself, how heard she feels.

couple-10 = Week 10. Three months from January
couple-10-1 = Dr Low's hour.
couple-10-6 = Both say that they are ready for careful touch. It opened on the first of May, at the earliest.
couple-10-7 = The ladder opens. Rest is a step on it.

couple-11 = Week 11. Side by side
couple-11-2 = Each chooses a step for the next evening, alone.
couple-11-3 = At seven both read the lower of the two.
couple-11-6 = Ready to choose: that is not yet a choice.
couple-11-7 = The last stage. Staying, parting, not yet: each is whole.

couple-12 = Week 12. A choice
couple-12-1 = One question for each, alone.
couple-12-2 = Ana's day was hard. She chooses to rest.
couple-12-3 = It is a rest, then. No screen says whose.
couple-12-5 = Ana looks at her twelve weeks: a line that goes up and down.
couple-12-6 = Each writes one sentence, and shares it.
couple-12-7 = They read. What they say then is theirs.
