# Who can read what, and the two ways out.

privacy-short =
    <b>You</b> read all that you write. <b>Your partner</b> reads your name, the time of a break, and what you both said yes to: your page of a week, for one. <b>A therapist</b> reads a page only if you both choose that, too.

    The person who runs this bot holds the keys. They could read what is kept if they set out to. So could Telegram, which carries the messages.
privacy-long =
    What you write is locked with a key made only for you. It goes by itself after 26 weeks, or when you choose in Settings. What you delete is gone within 7 days. A page that went out stays with its reader for 12 weeks, or for as long as you both set. They can keep a copy.
cleared = I am clearing this chat. Telegram lets me delete what is less than two days old. You can delete older messages yourself.
delete = Delete everything
delete-ask =
    This deletes all that is yours, for good. It starts at once and is done within 7 days.

    Pages that went out stay with their reader for 12 weeks, or for as long as you both set. If one went out in the last 48 hours, you can take it back first: open Our week, under More.

    I don't tell your partner. The name they know you by stays on their side. If a therapist is linked, I take away the pages they have from here. They may notice, and speak of it.
delete-yes = Delete it all
delete-no = Keep it
deleted = What was yours is deleted. The last traces are gone within 7 days. I wish you well.
