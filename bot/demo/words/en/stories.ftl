# What stands beside the phones while a ready story plays: one plain sentence for each step.

story-first-evening = A first evening
story-week-shared = A week both share
story-week-kept = A week one keeps
story-break = A break
story-alone = Alone
story-hold = A safety hold
story-leaving = Leaving quietly
story-twelve-weeks = Twelve weeks
story-twelve-alone = Twelve alone

hint-first-evening = Five taps to something useful, and a minute later nothing is left to see.
hint-week-shared = Two yeses: on Sunday two pages go out, word for word, and one to Dr Low.
hint-week-kept = One keeps the page: both read the same sentence, and nobody learns why.
hint-break = A pause in a quarrel, with an hour to come back that either can move.
hint-alone = Everything that needs no second person.
hint-hold = A frightened person’s page is a plain one, and nothing shows that it has to be.
hint-leaving = One leaves and tells nobody; the other’s phone stays as it was.
hint-twelve-weeks = Ana and Jon, from March to May: five stages, a setback, and a choice.
hint-twelve-alone = Mara, by herself: the same twelve weeks on one phone.

first-evening-alone = Ana was hurt six weeks ago; it is five past nine, she is alone, and she presses Start.
first-evening-start = Two taps: what this is, and who can read what.
first-evening-hour = A name, and an hour for one plain knock a day.
first-evening-two = How safe is it to be near him? Ana taps a two, and it is kept for her alone.
first-evening-calm = After a low number a minute of calm is offered, never asked for.
first-evening-done = One exercise, and it asks whether it helped; the same is a good answer, too.
first-evening-gone = Eleven minutes later all of it is gone from her phone but one line: the day is put away.
first-evening-end = That was a first evening. The other two phones never lit up.

alone-before = Ana has begun, alone. Jon knows nothing of it, and need not.
alone-knock = The next evening at half past eight: one knock, the same words every day.
alone-fear = She taps a number, and puts one fear into words.
alone-gone = A minute later only the day’s line is left on her phone.
alone-night = Twenty to three at night. She taps Calm: a picture came.
alone-senses = One way after another; at the end “the same” is a good answer.
alone-note = What she types without being asked is a note of her own.
alone-help = Help shows numbers that answer at this hour, for her country.
alone-hide = One tap hides them, and soon the night is put away as well.
alone-week = There is no shared week without a second person; everything else is hers.
alone-end = Jon’s phone is as empty as it was. She can go on like this for as long as she wants.

before-linked = Before this, Ana and Jon begin and link: each agrees alone, after private questions.
before-low = They add Dr Low: six digits on three phones, read aloud in the session.

friday-knock = Friday, half past eight: the same knock on both phones.
friday-ana = Ana taps a number. It stays with her.
friday-fear = She writes what scared her this week. Nobody else can read it.
friday-jon = Jon answers a question of his own: how safe was it to be honest?
friday-own = He names one thing he did. It is his alone, too.
friday-gone = A minute later both phones end the day alike.

shared-saturday = Saturday at ten: Ana sees her page, exactly as Jon would read it.
shared-line = She puts one sentence on it; everything else stays off.
shared-yes = She would share it with Jon and Dr Low. A minute later her phone shows no trace of the choice.
shared-jon = Jon looks at his own page, and puts on what he named.
shared-jon-yes = He says yes as well. Neither phone says what the other chose.
shared-waits = Sunday, a minute to four: nothing has gone out, on neither phone.
shared-knock = Four o’clock: both choices are looked at together, and both phones knock alike.
shared-release = Two yeses: the two pages, word for word, on both phones.
shared-back = Jon says one line back; it waits for next Saturday’s page.
shared-low-knock = Monday at nine, Dr Low’s weekly hour.
shared-low = Dr Low reads what both chose to bring, and nothing besides.
shared-end = What was not on a page is on no other phone. Open “What stays hidden” to see it.

kept-saturday = Saturday: Ana opens her page and puts one sentence on it.
kept-yes = She would share it with Jon.
kept-jon = Jon opens his page, and looks at what it would say.
kept-no = He keeps it. The words on his screen are the same as after a yes.
kept-alike = Look at both phones: whoever picks one up cannot tell who chose what.
kept-sunday = Sunday at four: the same knock as in any other week.
kept-sentence = Both read one constant sentence. It gives no reason, since there are always several.
kept-end = Ana’s page never left her phone, and she does not learn whose page was kept.

break-quarrel = Ten to nine, in the middle of a quarrel: Jon taps Break.
break-both = Thirty minutes. This one thing shows on both phones at once.
break-words = Both read when to come back, and Jon what to say aloud.
break-longer = Ana needs more time.
break-longer-both = She makes it forty-five minutes more. Nobody asks her why.
break-nothing = The first hour passes, and nothing calls them back.
break-over = At four minutes to ten both phones say that the break is over, in the same words.
break-end = Nothing of it is kept, and nothing of it can be counted against anybody.

hold-before = Ana and Jon link. Alone with the private questions, Ana says that she is afraid of him.
hold-saturday = Saturday: her page is a plain one, with one fixed line that anyone may choose.
hold-share = She shares it, if only because he stands beside her. Nothing she wrote is on it.
hold-jon = Jon puts his own words on his page.
hold-jon-yes = He says yes, too.
hold-sunday = Sunday at four, the same knock on both phones.
hold-plain = Jon reads the plain line. Anybody may send it, so that it tells him nothing.
hold-hers = Ana reads what Jon chose to send.
hold-end = He never learns of the hold, whatever he looks at. It ends when she ends it.

leaving-leave = Friday night: Ana leaves the link, and tells nobody.
leaving-dark = Jon’s phone stays as it was.
leaving-saturday = Saturday: Jon’s page comes as in every week.
leaving-share = He would share it with Ana.
leaving-sunday = Sunday: the constant sentence, as in any week that stays private.
leaving-end = From his phone nobody can tell that she has left. Hers is free for whatever comes.

twelve-end = That is where they are now. All of it can be looked at, and lived on by hand.
twelve-alone-end = That is where she is now. All of it can be looked at, and lived on by hand.
