# The first evening, and the way back.

intro =
    <b>Evenkeel</b> is a quiet notebook for two people after trust was broken. You can use it alone, too.

    It is not a therapist. Nobody watches it. It asks one small thing a day, and what you write is yours.
intro-therapist =
    <b>Evenkeel</b> is a quiet notebook for two people after trust was broken. A couple asks you in as their therapist.

    It is not monitored, and no channel for a crisis. You may get one page a week, if both choose to send it.
begin = Start
who-reads = Who can read what?
consent =
    Before you begin, please read this.

    I keep what you rate and write, locked with a key of your own. No partner can read it. Once a week you may choose to share one page. A copy of that page goes out only if both of you say yes.

    The person who runs this bot keeps the keys and could open it by force. Telegram carries the messages. You can delete everything at any time. It is gone within 7 days.

    May I keep what you give me here, also when it is about your health and your love life?
consent-therapist =
    Before you begin, please read this.

    I keep your name, and a page in a week in which both partners choose to send it to you. It is locked with a key of your own, and runs out after 12 weeks.

    The person who runs this bot keeps the keys and could open it by force. Telegram carries the messages. You can delete everything at any time. It is gone within 7 days.

    May I keep this?
declined = That is fine. Nothing is kept. If you change your mind, I am here.
name = What can I call you? A first name or any other name will do. Your partner reads it when you link.
name-therapist = What can they call you? Both of them read this name.
name-telegram = { $name }
name-short = A short name of up to { $longest } letters works best here.
hour = I knock once a day, with one plain line. When suits you?
hour-now = About now
hour-morning = Morning
hour-evening = Evening
hour-myself = I'll come by myself
clock = What hour does your clock show right now?
clock-please = Tap the hour that your clock shows, or type it as a number from 0 to 23.
clock-hour = { $hour }
clock-time = { $time }
