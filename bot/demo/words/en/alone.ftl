# What is told of Mara beside her phone: each week, and each day on which something happens.

alone-title = Mara, alone: twelve weeks
alone-opening =
    Mara was hurt. The one who hurt her wants no talk of it, and no notebook. She is invented; the bot is the real one, and the lines that are set in are its own. [ ] is a button. What it has said before, word for word, ends in “…” after its first sentence.

alone-1 = Week 1. A number
alone-1-1 = Monday night. Mara begins: five taps, and a number.
alone-1-2 = She says where she stands. She reads what a link would do, and makes none.
alone-1-7 = The shared page needs two. All else needs one.

alone-2 = Week 2. The coat
alone-2-3 = Her own page, which nobody else ever reads.
alone-2-5 = Ten to two. Another way, and then a little less.

alone-3 = Week 3. Two dates
alone-3-2 = A question for her list. It waits a night.
alone-3-3 = A night has passed over it: some answers only feed the pictures.
alone-3-7 = Ready to name it. Alone, that is settled at once.

alone-4 = Week 4. What she does
alone-4-2 = A card on what is all right for now. There is nobody to compare with, and nobody to please.
alone-4-3 = What she does when fear comes up.
alone-4-4 = About to say something: a break, with a time to it.
alone-4-5 = What she turned from this week.

alone-5 = Week 5. Somebody who hears it
alone-5-3 = She has told her sister.
alone-5-4 = Five points. One of them is none, which is an answer.
alone-5-7 = A small invitation, for one.

alone-6 = Week 6. A bag
alone-6-3 = He packs a bag. The night has people at the end of it.
alone-6-4 = Back to steady ground. Nothing is asked in return.

alone-7 = Week 7. Less
alone-7-7 = A shelf of things to read, and where they may not fit.

alone-8 = Week 8. The page again
alone-8-1 = What comes this week can be seen, and changed.
alone-8-3 = Her own page again, on another evening.
alone-8-7 = Ready to name it, for the second time.

alone-9 = Week 9. Being heard
alone-9-4 = Ready to be heard: she has somebody for it now.
alone-9-5 = Three days at her sister's, without a knock.

alone-10 = Week 10. Her own body
alone-10-5 = Coming closer means: to what is good for her own body.
alone-10-6 = Another small invitation.
alone-10-7 = A card again. Some answers have changed.

alone-11 = Week 11. Thinking of parting
alone-11-2 = Thinking of parting is a button like any other. Nothing of it is kept.
alone-11-4 = The last stage: stay, part, not yet.
alone-11-7 = One question. Every answer to it is whole.

alone-12 = Week 12. Daylight
alone-12-2 = Another question. Where things stand may stay as it is.
alone-12-3 = Four weeks of numbers, and her own words.
alone-12-4 = Nobody asked. She types it.
alone-12-7 = Sunday. It is kept as a note.
