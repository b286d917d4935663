# Linking two people, and leaving.

invite-ask = You can use this alone for as long as you like. If you want, you can also ask your partner in, now or later.
invite-yes = Ask my partner in
invite-alone = Alone for now
invite-what =
    You each get your own private chat with me. Your partner sees nothing that you write here, nor if you write, unless you both choose to share.

    I make a link. It works once, for two days. You send it to them yourself.
invite-make = Make the link
invite-out = A link of yours is out, until { WEEKDAY($until) }, { CLOCK($until) }. It works once. You can take it back at any time before you are linked. A new one closes it, too.
invite-link =
    Send this link to your partner. It works once, until { WEEKDAY($until) }, { CLOCK($until) }.

    <code>{ $url }</code>

    This message clears in ten minutes. You can take the link back until it is used. A new link closes this one, too.
invite-send = Send the link
invite-again = Make a new link
invite-withdraw = Take the link back
invite-withdrawn = The link is closed now.
invite-own = This is your own link. It is meant for the other person.
invite-have = You are linked with someone already. To open another link, first leave the one you have, under More.
invite-linked = You are linked with { $name }.
parked = The link that you opened is still waiting. Shall we open it now?
parked-open = Open it
guest-waits = I have let { $name } know that the link was opened. Once they say it is you, I knock here.
zone-link = Someone has opened your link. Before you see who it is, one thing: your week together needs a clock.
confirm = Someone opened your link and goes by <b>{ $name }</b>. Is it your partner?
confirm-yes = Yes, it's them
confirm-no = No, that's not them
confirm-not = Then nothing is linked, and that link is closed. They are not told. If you like, I make a new one.
month-ask = In which month did it come out? It is one line on the page that you both agree to.
month = { MONTH($month) }
month-earlier = Earlier
month-unsure = Not sure

linking-page =
    <b>One page for you both.</b> { $name } reads the same words.

    <b>Private:</b> what you write, rate and skip. I don't even tell if you were here.

    <b>Shared:</b> one page a week from each of you, and only if you both say yes that week.

    • From { WEEKDAY($opens) }, { CLOCK($opens) }, you can each look at your own page.
    • On { WEEKDAY($closes) }, { CLOCK($closes) }, both pages go out, or none. You can change these times together.
    • What went out stays with its reader for { $weeks } weeks, even if you leave. They can keep a copy.
    • If one of you calls a break, you both read the time.
    • Later a few more things can be shared. I say beforehand what the other would read.
linking-secret =
    <b>It can look like secrets,</b> so both of you read this: messages clear themselves, for both of you. Nobody else can be written to from here. My knock always reads: “{ $knock }” A court may ask to see what is written.

    <b>If no page comes,</b> I never say why. Please don't ask each other. You may say, if it is true: “I kept mine.”
linking-honest = If you said yes and none comes, you may start to guess. I can't prevent that. One of you may have kept it, had no time, rested or left.
linking-month = It came out in { MONTH($month) }. Nothing here has to go fast.
linking-month-earlier = It came out about a year ago, or longer. Nothing here has to go fast.
linking-month-unsure = When it came out: not sure. Nothing here has to go fast.
link-agree = I agree
link-waits = Saved. Once you have both agreed, I let you know.
linked = You and { $name } are linked. Nothing more is asked now. Under Our week, in More, you find when your first page opens.

notice-linked = You and { $name } are linked now.
notice-week-changed = You both chose the same, so it is set now. It holds from the coming week on. You find it under Settings, in “What we set together”.
notice-week-times-changed = <b>Day and hour of your week.</b> { notice-week-changed }
notice-week-zone-changed = <b>The clock of your week.</b> { notice-week-changed }
notice-week-keep-changed = <b>How long pages stay.</b> { notice-week-changed }
notice-week-ritual-changed = <b>The honesty ritual.</b> { notice-week-changed }
notice-week-talk-changed = <b>The weekly talk.</b> { notice-week-changed }
notice-week-several-changed = <b>More than one thing.</b> { notice-week-changed }
notice-left = { $name } has ended the link here and wanted you to know. I know no more than that. What you wrote is still yours. You can go on alone.
notice-care-joined = { $name } is linked as your therapist. They read only a page that you both choose to send that week.
notice-care-renewed = The link with { $name } as your therapist goes on for 90 days more. You both wanted that.
notice-care-ended = The link with { $name } as your therapist is over. No page goes there now.
notice-client-asked =
    { $label } came by the link that you hand out. They both ask for you. Your six digits: <b>{ $digits }</b>

    Read them aloud in your session. Each of them compares, alone. Until both say yes, you get no page. You find the digits in your list, too.
notice-client-joined = A couple has linked with you. You find them in your list.

leave-alone = You are not linked with anyone.
leave-therapist = You are not linked with a partner here. To end the link with a couple, open the list of your couples, under More, and tap “About” beside their names.
leave-ask =
    You need nobody's yes to leave. It works at once. What you wrote stays yours. Pages that went out stay with their reader for up to { $weeks ->
        [one] one week
       *[other] { $weeks } weeks
    }. For 48 hours you can still take yours back.

    If a therapist is linked, they get no more pages, and I take away what they have from here. They may notice, and speak of it.

    Shall I tell your partner that you left? If not, I never say it, and nothing they see will change.
leave-quiet = Leave, and tell nobody
leave-now = Leave, and tell them now
leave-sunday = Leave, tell them on { WEEKDAY($closes) }
stay = Stay
left-done = You have left. What you wrote is still here, for you.
go-on-ask = No page has gone out for three weeks or more. That can mean many things. You can stay linked, or end the link and go on alone. I tell nobody which.
go-on-stay = Stay linked
go-on-alone = Go on alone
