# One's own page, the choice, and what the week brings.

week-alone = The shared page needs two. Until then, all you write is for you.
week-next = Your next page opens on { WEEKDAY($opens) }, { CLOCK($opens) }. You can choose until { WEEKDAY($closes) }, { CLOCK($closes) }.
week-closed = The time to choose is over for this week. The next page comes on Saturday.
week-of = Week to { DAY($week) }
page-plain-before = Plain page this week
plain-chosen = This week your page is the plain page.

page-preview = Your page. { $name } would read exactly this, and nothing else of yours:
page-until = Tap a line to put it on or take it off. You can change all this until { WEEKDAY($until) }, { CLOCK($until) }.
page-until-plain = You can choose until { WEEKDAY($until) }, { CLOCK($until) }.
page-plain = I am here. I have no more to say this week.
page-line-rating-hurt = Safe near you, in the middle of my week: { $words } of 10.
page-line-rating-broke = Safe to be honest, in the middle of my week: { $words } of 10.
page-line-rating-both = Safe between us, in the middle of my week: { $words } of 10.
page-line-rating-unsaid = Safe, in the middle of my week: { $words } of 10.
page-line-fear = What scared me: { $words }
page-line-own = My own part: { $words }
page-line-sayback = What I heard on your page: { $words }
page-line-understand = What I most want you to understand: { $words }
page-line-question = A question for our talk: { $words }
page-line-session = For our session: { $words }
switch-on = ✓ { $what }
switch-off = ○ { $what }
soften = In other words
soften-ask = Write this line anew for the page. What you kept for yourself stays as it is.
add-understand = + What I want you to understand
add-question = + A question for our talk
add-session = + For the session
write-understand = What do you most want them to understand? One or two lines.
write-question = Which question would you like to talk about, when there is time?
write-session = What would you like to bring to the session? If the page goes out, your partner reads it too.
page-fell-back = You changed your page, so your choice is back to “Keep it”. Choose again when you are ready.
choose-keep = Keep it
choose-partner = Share with { $name }
choose-both = Share: { $name } and { $therapist }
choose-plain = Plain page
choice-saved = Your choice is saved. You can change it until { WEEKDAY($until) }, { CLOCK($until) }.
page-again = My page

hint-own = Have another look: does it own what happened, or defend it? You can write it again, or leave it.
hint-fear-hurt = Anger belongs here. If you want it heard, this can help: “When … I feel … It would help if …” You can write it again, or leave it.
hint-fear = This may land as blame. You could try: “When … I feel … It would help if …” Or leave it as it is.

week-private =
    This week stays private. That has many reasons, and I don't give them.

    If you kept yours and want to say so, you can: “I kept mine this week.”
joint-intro = Two pages. Read alone first. Talk when you both have half an hour, not near bedtime.
joint-own = <b>Yours</b>
joint-theirs = <b>{ $name }</b>
joint-picture = Picture
say-back = Say back one line
say-back-ask = Which line stayed with you? Say it back in your own words.
say-back-kept = Kept for your next page. Better still: say it to them yourself.
take-back = Take my page back
taken-back = Your page is out of their chat. They may have read it by then. I can't undo that.
too-late-back = It is more than 48 hours ago. I can no longer delete that message. It runs out by itself.
copy-gone = That page is no longer here.
picture-joint = Weeks that you both shared
picture-median = in the middle of each week
picture-joint-alt = Each one's own line of shared weeks, in a field of its own.
picture-joint-caption = Each line stands alone. They don't measure the same thing.
switch-rating = My rating
