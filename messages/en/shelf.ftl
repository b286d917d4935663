# A short shelf of things to read: what each is, and where it may not fit.

shelf-menu = Reading
shelf-basson =
    <b>Rosemary Basson: desire that responds</b> (2000, an article)

    Desire can come after closeness, and not before it.

    It is a model, and people argue over it. It is never a reason to try anyway.
shelf-cycle =
    <b>The cycle of desire</b> (an idea from work with couples)

    Safety, risk, taking part, pleasure, bond: each can feed the next.

    It is a way to look at things, not a test, and thinly studied.
shelf-perel =
    <b>Esther Perel: The State of Affairs</b> (2017, a book)

    It asks why affairs happen, even where all seemed well.

    It can sound too mild to someone who was hurt. It can wait, or stay shut.
shelf-apsats =
    <b>APSATS</b> (apsats.org, a group of counsellors)

    It takes the pain after a betrayal as trauma, and says so.

    It often speaks of addiction. That does not fit everyone.
shelf-kolk =
    <b>Bessel van der Kolk: The Body Keeps the Score</b> (2014, a book)

    It tells how a body holds on to what happened, and what can calm it.

    It is graphic in places, and parts of it are disputed.
