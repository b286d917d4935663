# One's own page, the choice, and what the week brings.

week-alone = This part is for two people who are linked. What you write alone is for you.
week-next = Your next page opens on { WEEKDAY($opens) }, { CLOCK($opens) }. You can choose what happens to it until { WEEKDAY($closes) }, { CLOCK($closes) }.
week-closed = The time to choose is over for this week. The next page opens at its usual time.
week-of = Week to { DAY($week) }
page-plain-before = Next page: the plain page
page-plain-always = Every page: the plain page
plain-stands = From now on each of your pages is the plain page, whatever you tap. It says only: “{ page-plain }” All else that needs a yes from you both rests, too. After a week you can change that, in Settings.
page-own = My own lines again
page-ask =
    Each week your page can hold lines of your own, or be the plain page. I don't show here which it is now.

    The plain page starts at once, and stays for a week at least. After that your own lines can come back, with your next page. That ends a hold, too.
plain-chosen = Your next page will be the plain page. It says only: “{ page-plain }”

page-preview = Your page. { $name } would read exactly this, and nothing else of yours:
page-early = It is early for you two. To look at your page and keep it is a full answer.
page-hidden = I don't show what you chose, so that nobody can look for it here. What you tapped last counts.
page-until = The page goes out only if you both choose to share. You can change all this until { WEEKDAY($until) }, { CLOCK($until) }.
page-lines = What goes on it
page-lines-how = Tap a line to put it on or take it off. What is off, nobody reads. You can change it until { WEEKDAY($until) }, { CLOCK($until) }.
page-both-limit = With { $therapist } as well: you both hold the same page. If you choose this and no page goes to { $therapist }, you can tell that one yes was missing.
page-until-plain = The page goes out only if you both choose to share. You can change your choice until { WEEKDAY($until) }, { CLOCK($until) }.
page-plain = I am here. I have no more to say this week.
page-line-rating-hurt = Safe near you, on a typical day this week: { $words } of 10.
page-line-rating-broke = Safe to be honest, on a typical day this week: { $words } of 10.
page-line-rating-both = Safe between us, on a typical day this week: { $words } of 10.
page-line-rating-unsaid = Safe with you, on a typical day this week: { $words } of 10.
page-line-fear = What scared me: { $words }
page-line-own = My own part: { $words }
page-line-seen = One line I want you to see: { $words }
page-line-sayback = What I heard on your page: { $words }
page-line-cycle = My week in five points, each from 0 to 4: { $words }
page-line-understand = What I most want you to understand: { $words }
page-line-question = A question for our talk: { $words }
page-line-session = For our session: { $words }
page-line-practised = What we did: { $words }
page-line-stage = Where we are: { $words }
switch-on = ✓ { $what }
switch-off = ○ { $what }
soften = Reword
soften-ask = How would you like to say this on the page? What you kept for yourself stays as it is.
add-understand = + What I want you to understand
add-question = + A question for our talk
add-session = + For the session
write-understand = What do you most want them to understand? A line or two is plenty.
write-question = Which question would you like to talk about together?
write-session = What would you like to bring to the session? If the page goes out, your partner reads it, too.
page-changed = A changed page starts at “Keep it”. Choose again if you like.
page-changed-lines = A changed page starts at “Keep it”. You can choose again under “{ page-again }”.
choose-keep = Keep it
choose-partner = Share with { $name }
choose-both = Share: { $name } and { $therapist }
choose-plain = Plain page this week
choice-saved = Your choice is saved. You can change it until { WEEKDAY($until) }, { CLOCK($until) }.
page-again = My page

owns-ask = Look at this once more: “{ $part }” Does it own what happened, or defend it?
owns-out = Take it out
owns-leave = Leave it
owns-later = Ask me tomorrow
owns-again = A line of yours waited for today.
owns-taken = It is taken out. The rest stands as you wrote it.
owns-nothing = It is taken out. Nothing else was there, so nothing is kept.
owns-anew = Write it again
owns-put-off = Tomorrow, then. Till you say, it stays as you wrote it, for you alone.
owns-off = It stays off your page till you say. I ask you tomorrow. Your page can change until { WEEKDAY($until) }, { CLOCK($until) }.
hint-fear-hurt = Anger belongs here. If you want it to be heard, this can help: “When … I feel … It would help if …” You can write it again, or leave it.
hint-fear = This may sound like blame. You could try: “When … I feel … It would help if …” Or leave it as it is.

heavy-page =
    This sounds heavy to hold alone. There are people awake right now who listen. Tap Help to find them.

    It can still go on your page. It may read differently tomorrow.
heavy-page-on = Put it on
heavy-page-off = Leave it off

week-private =
    The week that ended stays private. No page went out, from either of you. That can have many reasons, and I never say which.

    If you kept yours and want to say so, you can: “I kept mine.”
week-taken = { $name } took their page of this week back. It is no longer here.
week-taken-yours = Your page went out to { $name }, too.
joint-intro = Two pages. Read alone first. If you both want to talk, take half an hour, and not near bedtime.
joint-own = <b>Yours</b>
joint-theirs = <b>{ $name }</b>
joint-picture = Weeks so far
say-back = Say back one line
say-back-ask = One line, typed here. It stands on your own next page, and you can take it off there.
say-back-read = Read the page again
say-back-kept = Kept for your next page. If it feels safe, say it to them out loud, too.
heard = How heard do I feel?
heard-ask =
    On that page a line of yours is said back. How heard do you feel by it? 0 is not at all, 10 is fully.

    This is for you alone, and goes on no page.
heard-before = What you said before: { $numbers }
take-back = Take my page back
take-back-ask = I take your page out of the chat with { $name }. They may have read it by now, and I can't undo that. If not, they read that you took it back. You keep the page that { $name } shared, unless they take theirs back, too.
take-back-too = { $name } took their page back. I take yours out of the chat with { $name }, too. They may have read it by now, and I can't undo that.
take-back-care = A therapist who has not opened it yet never gets it. One who has may go on reading it.
take-back-yes = Take it back
taken-back = Your page is taken back. They may have read it by then. I can't undo that.
too-late-back = It went out more than 48 hours ago. I can't take it back now. It ends by itself on { DAY($until) }.
copy-gone = That page is no longer here. Its time was over, or its writer took it back.
copy-expired = This page has expired. It went out { $weeks ->
        [one] one week
       *[other] { $weeks } weeks
    } ago, and its time here is over.
picture-joint = Weeks that you both shared
picture-joint-alt = Two lines, one for each person, in fields of their own, over the weeks that both shared.
picture-joint-caption = Each line is one person's own. The two can't be compared.
switch-rating = My rating
