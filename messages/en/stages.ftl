# Where things stand: five stages, what each says alone, and a page for whoever thinks of parting.

both-at-steady = You two are at the start: <b>steady ground</b>. It is about calm, sleep and days without new harm. Nothing has to be solved yet.
both-at-name = You two are at the second stage: <b>giving it a name</b>. It is about what happened, what it did, and what fear makes each of you do.
both-at-witness = You two are at the third stage: <b>being heard</b>. It is about hearing a page out, and saying a line of it back.
both-at-touch = You two are at the fourth stage: <b>careful touch</b>. It is about small, plain touch that each can end at any time. Rest is an equal step.
both-at-choose = You two are at the last stage: <b>choosing</b>. It is about staying, parting, or not yet. Each of these is a whole answer.

own-at-steady = You are at the start: <b>steady ground</b>. It is about calm, sleep and days without new harm. Nothing has to be solved yet.
own-at-name = You are at the second stage: <b>giving it a name</b>. It is about what happened, what it did to you, and what fear makes you do.
own-at-witness = You are at the third stage: <b>being heard</b>. It is about finding someone who can hear it, and hearing yourself.
own-at-touch = You are at the fourth stage: <b>coming closer</b>. It is about what feels good to your own body, with no goal. Rest is an equal step.
own-at-choose = You are at the last stage: <b>choosing</b>. It is about staying, parting, or not yet. Each of these is a whole answer.

where-how = Where are you, for yourself? Each of you says it alone. It counts on { WEEKDAY($closes) }, { CLOCK($closes) }.
where-on = If you are both ready then, the next stage begins. If it doesn't, one “ready” was missing or did not count. I never say why.
where-back = If one of you steps back, you both do. I never say who; the other may guess. If something new came out, you can go straight back to steady ground.
where-how-own = Where are you, for yourself? You can change it on any day.
where-anew = If something new came out, you can go straight back to steady ground.
where-touch-from = Careful touch opens on { DAY($since) } at the earliest. Until then “ready” changes nothing here.

where-enough-steady = Steady is enough
where-enough = Here is enough
where-ready-steady = Ready to name it
where-ready-name = Ready to be heard
where-ready-witness = Ready for careful touch
own-ready-witness = Ready to come closer
where-ready-touch = Ready to choose
where-not-yet = Not yet
where-parting = Thinking of parting
where-step-back = One step back
where-step-steady = Back to steady ground

notice-stage-steady-now =
    { both-at-steady }

    This holds from now on, and what I ask follows it. Either of you can step back in any week.
notice-stage-name-now =
    { both-at-name }

    This holds from now on, and what I ask follows it. Either of you can step back in any week.
notice-stage-witness-now =
    { both-at-witness }

    This holds from now on, and what I ask follows it. Either of you can step back in any week.
notice-stage-touch-now =
    { both-at-touch }

    This holds from now on, and what I ask follows it. Either of you can step back in any week.
notice-stage-choose-now =
    { both-at-choose }

    This holds from now on, and what I ask follows it. Either of you can step back in any week.

## Thinking of parting
parting =
    To think of parting is not a decision. It can be a way to breathe. What you look at here is not kept, and no one is told.

    Look at what you need, or at nothing.
taken-with-parting = If you had said “ready” or a step back this week, this takes it back. That is fine. You can say it anew until { WEEKDAY($closes) }, { CLOCK($closes) }, under Practices.
parting-care = Parting with care
parting-young = If it touches someone young
parting-people = Who I could talk to
parting-safe = Is it safe to say so?
apart-care =
    To part well is a good end, too. What can help:

    • Choose a calm day, and not the night. One plain line is enough.
    • Say what you choose for yourself. You owe no list of reasons.
    • Settle little that day: where each one sleeps, and who may know. The rest can wait.
    • Before you sign or pay anything, ask someone who knows the law where you live.
    • A therapist can be in the room for that one talk.
apart-young =
    If someone young lives with this:

    • If it is safe, tell them together, before anything changes.
    • One calm, true line is enough. Who did what is not theirs to carry.
    • Say what stays as it is for them.
    • They need not choose, take messages, or keep a secret.
    • They can ask again, as often as they like.
apart-people =
    You need not think this through alone.

    • A friend who listens and does not push.
    • A therapist, for you alone or for you and them.
    • Someone who gives free advice on the law where you live.

    If it gets heavy: under Help are lines where someone is awake at any hour.
apart-safe =
    Not every parting is safe to speak of. If you fear what they might do, say nothing yet.

    Call a violence line first. It is under Help. They plan this with people every day, and you can call without having decided.
apart-safe-hold = Under Safety you find the hold. It keeps all your pages plain, and I never show that it is set.
