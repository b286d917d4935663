# Who can read what, and the two ways out.

privacy-short =
    <b>You</b> read all you write. <b>Your partner</b> reads your name, and a page in a week in which you both say yes. <b>A therapist</b> reads a page only if you both choose that, too.

    Telegram carries the messages. The person who runs this bot could open what is kept, but only by force.
privacy-long =
    Your words are locked with a key of your own. What you delete is gone within 7 days. A page that went out belongs to its reader until it runs out.
cleared = All that I can still take out of this chat is on its way out. Telegram lets me delete the last two days.
delete = Delete everything
delete-ask = This deletes all that is yours, at once and for good. Pages that went out stay with their reader until they run out.
delete-yes = Delete it all
delete-no = Keep it
deleted = All that was yours is deleted. I wish you well.
