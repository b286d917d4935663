# Linking two people, and leaving.

invite-ask = You can do all of this alone. If you want, you can also ask your partner in, now or at any later time.
invite-yes = Ask my partner in
invite-alone = Alone for now
invite-what =
    You each get your own private chat with me. Your partner never sees what you write here, nor if you write.

    I make a link. It works once, for two days. You send it to them yourself.
invite-make = Make the link
invite-link =
    Send this link to your partner. It works once, until { WEEKDAY($until) }, { CLOCK($until) }.

    <code>{ $url }</code>

    This message clears in ten minutes. You can take the link back before it is used.
invite-send = Send the link
invite-again = Make a new link
invite-withdraw = Take the link back
invite-withdrawn = The link is closed now.
invite-own = This is your own link. It is meant for the other person.
invite-have = You are linked with someone already. To open another link, first leave the one you have, under More.
invite-linked = You are linked with { $name }.
parked = The link that you opened is still waiting. Shall we open it now?
parked-open = Open it
guest-waits = I have let { $name } know that the link was opened. When they say it is you, I knock.
confirm = Someone opened your link and goes by <b>{ $name }</b>. Is it your partner?
confirm-yes = Yes, it's them
confirm-no = No, that's not them
confirm-not = Then nothing is linked, and that link is closed. They are not told. If you like, I make a new one.
month-ask = When did it come out? It is one line on the page that both of you agree to.
month = { MONTH($month) }
month-earlier = Earlier
month-unsure = Not sure

linking-page =
    <b>One page for both.</b> { $name } reads the same words.

    <b>Private:</b> all you write, rate and skip. Not even that you answered is told.

    <b>Shared:</b> one page a week, and only if you both say yes that week. You can look at your own page from { WEEKDAY($opens) }, { CLOCK($opens) }. It goes out on { WEEKDAY($closes) }, { CLOCK($closes) }. A page that went out stays with its reader for 12 weeks, even if you leave.
linking-secret =
    It can look like secrets: messages here clear themselves, for both of you. Nobody else can be written to from here. My knock always reads: “{ $knock }”

    If no page comes, I never say why. Please don't ask each other, and don't claim what you did not do. You may say it yourself: “I kept mine.” A court may ask for what is written.
linking-honest = If you say yes and no page comes, you may guess. I can't change that. There are always several true reasons.
linking-month = It came out in { MONTH($month) }. For the first three months, go slowly.
linking-month-earlier = It came out more than a year ago. You can still go slowly.
linking-month-unsure = When it came out is not sure. So we go slowly.
link-agree = I agree
link-waits = Good. When you have both agreed, I let you know.
linked = You and { $name } are linked. Nothing more is asked now. Your first page opens at the weekend.

notice-linked = You and { $name } are linked now.
notice-left = { $name } has left and wanted you to know. All that is yours stays. You can go on alone.
notice-care-joined = { $name } is linked as your therapist. They read only a page that you both choose to send that week.
notice-care-ended = The link with { $name } as your therapist is over. No page goes there now.
notice-client-joined = A couple has linked with you. You find them in your list.

leave-alone = You are not linked with anyone.
leave-ask =
    Leaving needs nobody's yes. It works at once. Pages that went out stay with their reader until they run out.

    Shall your partner be told? If not, nothing they see will change.
leave-quiet = Leave, tell nobody
leave-now = Leave, tell them now
leave-sunday = Leave, tell them on Sunday
stay = Stay
left-done = You have left. All that is yours is still here.
go-on-ask = No page has gone out for three weeks. That can mean many things. How would you like to go on?
go-on-stay = Stay linked
go-on-alone = Go on alone
