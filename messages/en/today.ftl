# Today, and everything under More.

today-done = That is all for today. Nothing else waits.
more-title = Here is everything else.
menu-week = Our week
menu-pages = Past pages
menu-history = My ratings
menu-notes = My notes
menu-practice = Practices
menu-invite = Partner
menu-therapist = Therapist
menu-rest = Rest
menu-settings = Settings
menu-safety = Safety
menu-privacy = Privacy
menu-clear = Clear chat
menu-leave = Leave
for-me = Use it for myself, too
for-me-begins = What you keep here for yourself is yours alone. The couples you work with read none of it, and nothing tells them that you do.
later-when = When is better?
later-quiet = The rest of today is quiet, so I do not knock again. It waits under Today.
later-today = Later today
not-today = Not today

## What is kept
kept = Kept, for you alone.
skipped = That is fine. To skip is as good as an answer.
kept-first = Kept, for you alone. Nothing more is asked for now.
kept-low = That is a hard place to sit in. If you like, take one minute to ease the body.
kept-low-help = You don't have to be alone with this. Tap Help to find people who listen.
kept-low-carry = That is a lot to carry. Nothing has to be solved today. Calm is here, if you want it.
kept-low-now = The number says how it is today, and no more. One long breath out may ease it a little.
kept-low-feet = That is low. If it helps, feel both feet on the floor for a moment.
kept-low-said = You have said how it is. That is enough. If you like, tap Calm for one quiet minute.
kept-words = Kept, for you alone. It can wait for your page, or never leave here.
kept-own = Kept, for you alone.
own-stay = { $which ->
    [1] You looked at it, and you are still here. Stay with it a moment, feet on the floor.
    [2] It may sting. Let it, for a few breaths. Feel both feet on the floor.
    [3] You may want to explain now. It can wait. Feet on the floor, one long breath out.
    [4] Nothing has to be fixed in this minute. Feel the floor under your feet.
    [5] To feel this is hard. You can feel it and stay. Press both feet to the floor.
   *[6] Shame may say: hide. You don't have to. Feet on the floor, eyes on one thing in the room.
}
kept-note = Kept as a note, for you alone.
kept-note-number = Kept as a note, for you alone. Here, a number from 0 to 10 fits. You can also tap one.
not-keep = Don't keep it
heavy-words =
    That sounds heavy to hold alone. It is kept, and I show it to no one.

    I am only a notebook. There are people awake right now who listen. Tap Help to find them.

## Check-ins
not-together = Not together
type-or-tap = Tap what fits, or type it in your own words.
type-it = Type it here, in your own words. A line or two is plenty.
fear-shape = You could put it like this: “When … I feel … It would help if …”
just-note = Just note it

## Practices, and what comes this week
practice-title = What would you like to do now?
practice-more = Steps, cards and play ›
practice-own-words = ‹ In my own words
practice-fear = Name a fear
practice-own = Say what I did
practice-grief = Grief and rage page
practice-words = Words for now
practice-play = Play a little
practice-cycle = My week in five points
practice-touch = The touch ladder
practice-question = Questions
practice-truth = Three questions, alone
practice-turn = Turning away
practice-stage = Where things stand
practice-witness = Say back a line
practice-dance = When fear comes up
practice-choose = Stay, part, not yet
plan = This week
plan-week = One small thing a day, at most. This is what comes this week, beside your rating. Tap a day to change it.
plan-small = The rating alone, for as long as you like. All else waits under Practices.
plan-day = { $day }: { $what }
plan-page = your page
plan-talk = a talk of yours
plan-page-day = That day belongs to your page, or to a talk. It brings nothing more.
plan-nothing = nothing more
plan-instead = What would you like on { $day }?
plan-tiny = Only the rating
plan-fuller = More than the rating
plan-parts = What comes at all
plan-which = Tap what you don't want to be asked. It stays under Practices.
part-on = ✓ { $what }
part-off = ✗ { $what }

## One's own line and notes
history-few = There are not enough ratings yet to draw a line. It starts with two days.
history-caption = Your own line. Days without a dot mean nothing. A dip is no verdict.
history-not-yet = Is there a change? It takes { $needed } more { $needed ->
    [one] answer
   *[other] answers
} before I can say. There is no hurry.
history-middles = The middle of your first answers was { $early }. Since { DAY($since) } it is { $lately }.
history-same =
    The middle of your first answers was { $middle }. Since { DAY($since) } it is { $middle } again. I see no change. There may still be one.
history-said-none = That is not enough for me to call it a change. There may still be one.
history-said-higher = Your ups and downs alone would seldom make such a difference. The numbers don't tell why, or how it will go on.
history-said-lower = Your ups and downs alone would seldom make such a difference. The numbers don't tell why, or how it will go on.
history-pace = { $weeks ->
    [one] Over all your answers, that comes to about a point a week.
   *[other] Over all your answers, that comes to about a point in { $weeks } weeks.
}
history-part-early = at first: { $middle }
history-part-lately = lately: { $middle }
history-shaded = Shaded: at least half of those answers. Light line: their middle.
history-title-hurt = How safe it felt to be near them
history-title-broke = How safe it was to be honest
history-title-both = How safe it felt between you and them
history-title-unsaid = How safe it felt
history-low = not at all
history-high = fully
history-alt = A line of ratings from 0 to 10, a dot for each day with an answer.
notes-none = There are no words of yours here yet. Whatever you type to me is kept as a note.
note-note = A note from { DAY($day) }
note-fear = A fear from { DAY($day) }
note-own = Your own part, from { DAY($day) }
note-grief = From your grief page, { DAY($day) }
note-question = A question from { DAY($day) }
note-turn = Turning away, { DAY($day) }
note-seen = A line to be seen, from { DAY($day) }
note-words = A card from { DAY($day) }
note-play = An idea from { DAY($day) }
note-cycle = Five points, from { DAY($day) }
note-touch = The touch ladder, { DAY($day) }
note-choose = On staying or parting, { DAY($day) }
note-bring = For the session, on { DAY($day) }
note-sayback = Said back, on { DAY($day) }
note-drop = Delete this one

## Break
pause-ask = A break lets the body calm down. It takes 20 minutes at least. If you are linked, your partner is told the time, not the reason. How long?
pause-running = A break runs until { CLOCK($until) }. You can make it longer. How long from now?
pause-more = Longer
minutes = { $minutes } min
minutes-long = { $hours } h
pause-own =
    A break until { CLOCK($until) }. I pass the time on to { $name }. I can't promise that it arrives.

    Say it too: “I need a break. I'll be back at { CLOCK($until) }, if it feels safe.”
pause-alone =
    Your break runs until { CLOCK($until) }. You could say: “I need a break. I'll be back at { CLOCK($until) }, if it feels safe.”

    Until then, try to leave the quarrel where it is. A slow walk can help.
pause-theirs = A break until { CLOCK($until) }. You can use Calm.
pause-longer = I need longer
pause-over = The break until { CLOCK($until) } is over. If going back feels unsafe, you don't have to.

## Rest
rest-ask = While you rest, I don't knock. If you come by, all is here. No one is told.
rest-week = That holds for the week's page, too. It opens and ends as always, and waits under Today.
rest-how = How long?
rest-days = { $days } days
rest-open = Until I come back
rest-begun-until = I don't knock until { DAY($until) }. You can come by at any time. To end the rest sooner, open Rest, under More.
resting-until = You are resting. I don't knock until { DAY($until) }. You can come by at any time.
rest-begun = I don't knock now. You can come by at any time. To end the rest sooner, open Rest, under More.
resting = You are resting. I don't knock. You can come by at any time.
rest-end = Knock again
rest-ended = Your rest is over. Knocks come again at their usual times.
