# The private questions, and what a hold is. Nothing here shows whether one is set.

good-moment = Is this a good moment, on your own?
screen-free = Only for you. Do you feel free to say no to your partner?
screen-afraid = Are you afraid of them?
screen-might = Are you afraid of what you might do?
screen-phone = Does someone else read this phone, or your Telegram on another screen?
screened = Those were all. What you answered stays with you.
safety-what =
    A hold makes your page the plain page, each week, whatever you tap. To all others it looks like a page that anyone may choose. Nothing else joint can open.

    You can set one at any time. You can end it after a week. I never show if one is set.
hold-set = Set a hold
hold-end = End a hold
safety-ask = The private questions
hold-told =
    From now on your page is the plain page, whatever you tap. Nobody is told. I say this once, and then it clears.

    If you are in danger, Help has people who know what to do.
hold-ended = If there was a hold, and it was a week old, it is over now.
