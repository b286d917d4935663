# What a person takes along: two files, and what stands on the one to read.

export = Take my data along
export-ask =
    I can put what is yours here into two files: one to read, one for other programs. Pages that went out to you are in them, too.

    <b>Whoever holds this phone can open them. Telegram keeps a copy until you delete them.</b>

    You can save these files, and send them on. I take them out of this chat after an hour.
export-make = Make the files
export-made =
    Two files come now, below. Save them where only you can read them.

    I take them out of this chat after an hour, or as soon as you tap “{ export-away }”. What you save or send on, I can't take back.
export-away = Take the files away
export-file-html = To read, in any browser.
export-file-json = The same for other programs, with all that was asked.

## The file to read
export-direction = ltr
export-title = What is yours
export-made-for = For { $name }, made on { DATE($day) }
export-safe = This is what is kept for you, and the pages that went out to you. Whoever opens this file can read all of it. Keep it in a safe place.
export-none = There is nothing here yet.
export-ratings = Your ratings
export-ratings-note = One low day is no verdict. A day without a number means nothing.
export-words = Your words
export-pages = Your pages
export-page-out = This page went out.
export-page-in = This page stayed with you.
export-page-open = This page is still yours to choose about.
export-released = Pages that went out to you
export-released-note = They were meant for you. Please don't pass them on.
export-until = Kept here until { DATE($day) }.
export-receipts = Receipts
export-receipts-note = A receipt stays when the page is gone. Its long number fits that one page alone, and holds no words. If you still have the page, the number can show that it is the same.
export-receipt = Went out on { WEEKDAY($day) }, { DATE($day) }, to { $names }. Form of the page: { $template }.
export-links = Links
export-linked = Linked with { $name } since { DATE($day) }.
export-care = { $name } is asked or linked as your therapist since { DATE($day) }.
export-care-ask = On { DATE($day) }, one of you asked for { $name } as your therapist. { $name } does not know of it so far.
export-care-open = Someone is asked to be your therapist, since { DATE($day) }.
export-client = You are asked or linked as the therapist of { $label } since { DATE($day) }.
export-invitation = A link that you made on { DATE($day) }. It is not used up yet.
export-handed = A link that you hand to couples, made on { DATE($day) }.
export-came-by = A link from a therapist, which you opened.
export-guest = A link from { $name }, which you opened on { DATE($day) }.
export-settings = Settings
export-since = Here since { DATE($day) }.
export-not = What is not in here
export-not-hold = Whether a hold is set is not in here, nor your floor for touch. So nobody can make you show them.
export-not-asked = The other file, the one for programs, has more: all that was asked and when, and each small setting.
