# A therapist: proposed, known by six digits, joined by both.

care-alone = A therapist can be linked once you and your partner are.
care-what =
    A therapist can get the page of a week, and only when you both choose to send it that week. Nothing else. They can save it as a file, for their own records.

    I make a link. You send it to them. When they open it, all three of you get six digits. They read theirs aloud in your session. Once you have both said that yours are the same, they are linked.
care-propose = Make the link
care-send = Send the link
care-policy-says = What { $name } says about what one of you tells them alone:
care-policy-none = { $name } has not written here what becomes of it if one of you tells them something alone. Ask that in your session, before you say yes.
bring = I'd like to bring this
bring-now = It goes on your page of this week, which is open now.
bring-next = It waits for your next page, which opens on { WEEKDAY($opens) }, { CLOCK($opens) }. You can still reword it there, or take it off.
bring-kept = Kept for your next page. I show it to no one until you share that page.
care-link =
    Send this link to your therapist. It works until { WEEKDAY($until) }, { CLOCK($until) }. When it is opened, you and { $name } get six digits.

    <code>{ $url }</code>
care-digits =
    <b>{ $name }</b> would be your therapist here. They read a page only in a week in which you both choose it. They can save it as a file.

    Your six digits: <b>{ $digits }</b>

    In your session, let them read theirs aloud. Are they the same?
digits-yes = Yes, the same, in our session
digits-no = No, not the same
digits-later = Not now
care-later = It waits under Therapist, in More.
care-waits = Saved. Once you have both said yes, I let you know.
care-waiting = You said yes to { $name }. Once you have both said yes, I let you know. If not, it runs out by itself.
care-not = Then nothing is linked on your side. If you like, you can make a new link for your therapist, under More.
care-status = <b>{ $name }</b> is linked until { DAY($until) }. They read a page only in a week in which you both choose it. What they can read now:
care-has = The page of the week to { DAY($week) }, until { DAY($until) }.
care-has-none = Nothing. No page has gone to { $name } so far, or its time is over.
care-never =
    Never: your ratings of a day, your answers, your notes, whether you come here. A page that was taken back is not listed. { $name } may have read it before.

    You can end this alone, at any time. Then they read nothing more from here. A file that they saved stays with them. Your partner reads at the end of your week that it is over. I don't say who ended it.
care-renew =
    The link with { $name } as your therapist runs until { DAY($until) }. Shall it go on for 90 days more?

    It goes on if you both say yes. If not, it ends by itself that day. I never say who wanted what.
renew-yes = Yes, go on
renew-no = No, let it end
renew-again = Go on, or let it end
renew-saved = Saved. At the end of a week, before the link is over, you both read if it goes on.
care-end = End it
care-end-ask =
    End the link with { $name }? It is over at once. They get no more pages, and I take away what they have from here. They may have read it. A file that they saved stays with them.

    Your partner reads at the end of your week that it is over. I don't say who ended it.
care-end-yes = End the link
care-over = The link is over. No page goes there now.

# By the link that a therapist hands out
came-by = This link is from <b>{ $name }</b>, for couples they work with. I keep it for you alone.
came-by-alone = Once you and your partner are linked, you can ask for { $name } with one tap. You find that under Therapist, in More.
came-by-linked = You can ask for { $name } with one tap, whenever you like. You find that under Therapist, in More.
came-by-unseen = Nobody learns that you opened it: not { $name }, and not your partner.
came-keep = Keep it
came-drop = Forget that link
came-dropped = I keep nothing of that link.
care-came-by = You opened a link from <b>{ $name }</b>. I told nobody that you opened it.
care-came-by-shut = You opened a link from a therapist. It opens nothing now.
care-digits-too = The digits with { $name }
care-ask = Ask for { $name }
care-ask-offer =
    You opened a link from <b>{ $name }</b>. If you would like them as your therapist here, you can ask for them. Your partner is asked, too, and then reads whom you ask for. { $name } reads nothing of it before you have both said yes.

    There is no hurry. You find it under Therapist, in More.
care-asked-for =
    You asked for <b>{ $name }</b>. { $other } is asked, too, alone. If you both want it, and the link still works, { $name } gets the names you gave here. All three of you then get six digits, to compare in your session.

    If not, it runs out by itself on { DAY($until) }, and { $name } never hears of it.
care-ask-back = Take it back
care-ask-is-back = You no longer ask for { $name }. From { DAY($until) } on you can ask again.
care-asked =
    { $other } would like to have <b>{ $name }</b> as your therapist here. { $name } would read a page only in a week in which you both choose it, and can save it as a file. Each of you can end it alone, at any time.

    If you say yes, too, { $name } gets the names you gave here, and all three of you get six digits to compare in your session. Until you have done that, nothing is linked.

    If you say no, I tell nobody. If no digits come, { $other } may guess. A link that ended looks the same.
care-asked-yes = Yes, ask for them
care-asked-no = No
care-asked-not = Then nothing is linked. I tell nobody that you said no. If no digits come, { $other } may guess. A link that ended looks the same.
care-asked-saved = Saved. If you both still want { $name }, and their link still works, six digits come. If not, nothing is linked.

terms =
    A couple asks you in as their therapist.

    You get a page in a week in which both choose to send it, on a day and at an hour that you set. Both of them have the same page, so it keeps no secret from either. You can save it as a PDF. You can't write to them from here.

    Nobody watches this, so please don't rely on it in a crisis. It is not an assessment. It does not screen for violence. A week with no page has many causes. Please see each of them apart, too.
terms-later = That is fine. The link waits until it runs out.
therapist-digits =
    { $label }. Your six digits: <b>{ $digits }</b>

    Read them aloud in your session. Each of them compares, alone. Until both say yes, you get nothing.

    On which day shall the pages come?
care-day-ask = On which day shall the pages come?
care-hour-ask = At what hour?
care-hour-change = Day and hour
care-policy = What couples read about secrets
care-policy-ask =
    What do you do if one of the two tells you something alone? Write it in your own words. A couple reads it before they say yes to your digits. Couples who did so already don't read a later change from me.

    If you wrote something here before, it stands below.
care-policy-heavy = No couple reads it so far. If you wrote it for them, they can, just as it is.
care-policy-on = Let couples read it
care-hand = For the next couple
care-send-couple = Send to a couple
care-hand-link =
    You can hand this to any couple. It opens this bot, and whoever opens it reads your name. You don't learn who did, nor if anybody did.

    Each of the two begins alone, and one invites the other. Then one of them finds you under Therapist, in More, and asks for you. Once the other says yes, too, you get the names they gave and six digits, to read aloud in your session.

    It works until you end it here, or make a new one.

    <code>{ $url }</code>
care-hand-new = Make a new one
care-hand-end = End this link
care-hand-sure = The link that you handed out so far will open nothing. Couples who opened it, and have not both asked for you, can't do so any more. Nobody tells them.
care-hand-over = The link is closed now. It opens nothing.
away = Away for a while
away-ask = For how long are you away? In that time no page comes and I don't knock. The pages wait. When you are back, your first hour brings them together. I tell no couple, so please tell them yourself.
away-weeks = { $weeks ->
        [one] One week
       *[other] { $weeks } weeks
    }
away-end = I'm back
away-until = You are away until { DAY($until) }. The pages wait.
caseload-title = { $count ->
        [0] No couples yet.
        [one] One couple.
       *[other] { $count } couples.
    }
caseload-page = { $label }: a page.
caseload-pages = { $label }: a page each.
caseload-nothing = { $label }: nothing this week.
caseload-digits = { $label }: digits not compared yet.
caseload-own = The couples you work with
caseload-open = Open { $couple }
client-manage = About { $couple }
client-ask = { $label }. What would you like to do?
client-digits = Your six digits: <b>{ $digits }</b>. Until both say that theirs are the same, you get no page.
client-end = End this link
client-end-ask = End the link with { $label }? It is over at once. No more pages come, and what is here of them goes. Both are told when their week ends. A file that you saved stays with you.
client-end-yes = Yes, end it
client-rename = Use another name
client-rename-ask = What would you like to call { $label }? Only you read it, in your own list and in the names of their files. On each page they have the names that they gave.
client-own-names = Their own names: { $couple }
client-name-long = That is long. Up to { $longest } letters fit.
record = All pages as PDF
record-none = { $label }: no page is here so far.
client-page = <b>{ $label }</b>
client-name = <b>{ $name }</b>
client-footer = Chosen by both. Not watched, not an assessment, no screen for violence. A week with no page has many causes. Please see each of them apart, too.

## The page for a session, as a message and on paper
session-title = { $couple }, week to { DATE($week) }
session-titles = { $couple }: pages for the record
session-week = { $count ->
        [one] Week to { DATE($week) }
       *[other] { $count } weeks, up to { DATE($week) }
    }
session-both-at = Where both say they are: { $stage }.
session-both-did = What both name as done: { $what }.
session-bring = I'd like to bring this
session-brings = <b>{ $name }</b> would like to bring this: { $words }
session-bring-none = Neither wrote a line for the session.
session-of = { DAY($week) }. { $words }
session-day = { DAY($week) }
session-rating-hurt = Safe near the other, on a typical day: { $n } of 10.
session-rating-broke = Safe to be honest, on a typical day: { $n } of 10.
session-rating-both = Safe between the two, on a typical day: { $n } of 10.
session-rating-unsaid = Safe, on a typical day: { $n } of 10.
session-what-hurt = Safe near the other, on a typical day
session-what-broke = Safe to be honest, on a typical day
session-what-both = Safe between the two, on a typical day
session-what-unsaid = Safe, on a typical day
session-no-rating = No number went out this week.
session-few = Too few numbers to say more. It takes { $least } weeks with a number; here { $n ->
        [0] is none
        [one] is one
       *[other] are { $n }
    }.
session-few-both = Too few numbers to say more of either. It takes { $least } weeks with a number; here { $n ->
        [0] is none
        [one] is one of each
       *[other] are { $n } of each
    }.
session-change-same = The middle of the first { $then } numbers here is { $early }, of the last { $now } it is { $lately } again. That shows no change, and rules none out.
session-change-none = The middle of the first { $then } numbers here is { $early }, of the last { $now } it is { $lately }. That is not enough to call it a change, and rules none out.
session-change-higher = The last { $now } numbers lie higher than the first { $then } here: { $lately } in the middle, after { $early }. They don't tell why, or how it will go on.
session-change-lower = The last { $now } numbers lie lower than the first { $then } here: { $lately } in the middle, after { $early }. They don't tell why, or how it will go on.
session-of-ten = of 10
session-point = { DAY($week) }: { $n }
session-line-alt = The line of { $name }, from 0 to 10, over the weeks that went out. { $points }.
session-line-none = No number has gone out so far.
session-wheel = The week in five points, from 0 to 4
session-wheel-alt = The wheel of { $name }, five points from 0 to 4. { $said }.
session-goes-on = More of this is in the chat.
session-label-rating = Rating
session-label-fear = What scared me
session-label-own = My own part
session-label-seen = One line I want you to see
session-label-sayback = What I heard on your page
session-label-cycle = My week in five points
session-label-understand = What I most want you to understand
session-label-question = A question for our talk
session-label-session = For our session
session-label-practised = What we did
session-label-stage = Where we are
session-stage-steady = steady ground
session-stage-name = giving it a name
session-stage-witness = being heard
session-stage-touch = careful touch
session-stage-choose = choosing
practised-ritual = the honesty ritual
practised-talk = the weekly talk
practised-sayback = a line said back
practised-play = something to play
session-paper = As PDF
session-since = Since a week
session-since-ask = { $label }. From which week on? One page then has all that both sent since.
session-file = The page, to read and to print. I take it out of this chat after an hour.
record-file = Every page that is here, one side of paper each. I take it out of this chat after an hour.
session-file-made =
    The file comes now, below. <b>Whoever holds this phone can open it. Telegram keeps a copy until you delete it.</b>

    What you save, send on or print stays with you. I can't take it back. Keep it as you keep your records.
session-both-read = This is what { $name } can read of that week. You can both read the same.
session-other = The lines of { $other } stand here, if a page goes to { $name }.
session-preview-head = Your part of the page, as { $name } would read it:
session-preview = As { $name } would read it
session-shared = As our therapist has it
session-gone = No therapist can read that page from here now.
