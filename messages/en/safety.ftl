# The private questions, and what a hold is. Nothing here shows whether one is set.

good-moment = Is this a good moment, on your own?
screen-free = This is only for you, and nobody is told what you answer. Do you feel free to say no to your partner?
screen-afraid = Are you afraid of them?
screen-might = Are you afraid of what you might do?
screen-phone = Does someone else read this phone, or your Telegram on another screen?
screened = That was the last one. What you answered stays with you.
screened-quick = Messages here clear after 15 seconds from now on. You can change that in Settings, under Clear messages. Nobody is told.
safety-what =
    A hold is for when you don't feel free, or don't feel safe. While it lasts, nothing that you write or choose is shared, whatever you tap. Break and Help work as before.

    You can set a hold at any time. After a week you can end it. I never show if one is set.
safety-page = Your page each week is the plain page then, and all that needs a yes from you both rests. Anyone may choose that, so it looks like any other week.
hold-set = Set a hold
hold-end = End a hold
safety-ask = The private questions
hold-told =
    From now on, nothing that you write or choose is shared with anyone, whatever you tap. Nobody is told. If you link with a partner while it lasts, it holds there, too.

    You can end this after a week, under Safety. I say all this only once.

    If you are in danger, tap Help. People there know what to do.
hold-told-link = You need not link with anyone. You can stay here alone, and I tell nobody that you chose “{ not-now }”.
hold-told-page =
    From now on your page is the plain page, and all that needs a yes from you both rests, whatever you tap. The page says only: “{ page-plain }” Nobody is told, and anyone may choose the same.

    You can end this after a week, under Safety. I say all this only once.

    If you are in danger, tap Help. People there know what to do.
hold-ended-own = If you set a hold a week ago or more, it is over now. One that is newer stays.
hold-ended = If you set a hold, or the plain page for every week, a week ago or more, that is over now. One that is newer stays.
