# A therapist: proposed, known by six digits, joined by both.

care-alone = A therapist can be linked once you and your partner are.
care-what =
    A therapist can get the page of a week, and only when you both choose to send it that week. Nothing else.

    I make a link. You send it to them. When they open it, all three of you get six digits. They read theirs aloud in your session. Once you have both said that yours are the same, they are linked.
care-propose = Make the link
care-send = Send the link
care-link =
    Send this link to your therapist. It works until { WEEKDAY($until) }, { CLOCK($until) }. When it is opened, you and { $name } get six digits.

    <code>{ $url }</code>
care-digits =
    <b>{ $name }</b> would be your therapist here. They read a page only in a week in which you both choose it.

    Your six digits: <b>{ $digits }</b>

    In your session, let them read theirs aloud. Are they the same?
digits-yes = Yes, the same, in our session
digits-no = No, not the same
digits-later = Not now
care-later = It waits under Therapist, in More.
care-waits = Saved. Once you have both said yes, I let you know.
care-waiting = You said yes to { $name }. Once you have both said yes, I let you know. If not, it runs out by itself.
care-not = Then nothing is linked on your side. If you like, you can make a new link for your therapist, under More.
care-status = { $name } is linked until { DAY($until) }. They read a page only in a week in which you both choose it. You can end this alone, at any time. Your partner reads at the end of your week that it is over. I don't say who ended it.
care-renew =
    The link with { $name } as your therapist runs until { DAY($until) }. Shall it go on for 90 days more?

    It goes on if you both say yes. If not, it ends by itself that day. I never say who wanted what.
renew-yes = Yes, go on
renew-no = No, let it end
renew-again = Go on, or let it end
renew-saved = Saved. At the end of a week, before the link is over, you both read if it goes on.
care-end = End it
care-end-ask =
    End the link with { $name }? It is over at once. They get no more pages, and I take away what they have from here. They may have read it.

    Your partner reads at the end of your week that it is over. I don't say who ended it.
care-end-yes = End the link
care-over = The link is over. No page goes there now.

terms =
    A couple asks you in as their therapist.

    You get a page in a week in which both choose to send it, on a day and at an hour that you set. Both of them have the same page, so it keeps no secret from either. You can't write to them from here.

    Nobody watches this, so please don't rely on it in a crisis. It is not an assessment. It does not screen for violence. A week with no page has many causes. Please see each of them apart, too.
terms-later = That is fine. The link waits until it runs out.
therapist-digits =
    { $label }. Your six digits: <b>{ $digits }</b>

    Read them aloud in your session. Each of them compares, alone. Until both say yes, you get nothing.

    On which day shall the pages come?
care-day-ask = On which day shall the pages come?
care-hour-ask = At what hour?
care-hour-change = Day and hour
caseload-title = { $count ->
        [0] No couples yet.
        [one] One couple.
       *[other] { $count } couples.
    }
caseload-page = { $label }: a page.
caseload-nothing = { $label }: nothing this week.
caseload-open = Open { $couple }
client-manage = About { $couple }
client-ask = { $label }. If you end this link, both read it when their week ends.
client-end = End this link
client-page = <b>{ $label }</b>, week to { DAY($day) }
client-week = Week to { DAY($day) }
client-name = <b>{ $name }</b>
client-footer = Chosen by both. Not watched, not an assessment, no screen for violence. A week with no page has many causes. Please see each of them apart, too.
