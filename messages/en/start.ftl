# The first evening, and the way back.

intro =
    <b>Evenkeel</b> is a quiet notebook for two people after trust was broken. You can use it alone, too.

    It is not a therapist. Nobody watches it. It asks one or two small things a day, and what you write is yours.
intro-link = You came by a link. It can wait: after your first evening here, you find it under Today. Until you open it there, nobody is told that you came.
intro-therapist =
    <b>Evenkeel</b> is a quiet notebook for two people after trust was broken. A couple asks you in as their therapist.

    You get one page a week at most, and only if both choose to send it. Nobody watches it, so it is not a place for a crisis.
begin = Start
who-reads = Who can read what?
consent =
    Before you begin, please read this.

    <b>What I keep:</b> what you rate and write here. Some of it will be about your health and your love life. It is locked with a key made only for you.

    <b>Who can read it:</b> you. Others read only what you choose to share, such as one page a week, and only if your partner chooses it, too. The person who runs this bot holds the keys, and could read it if they set out to. So could Telegram, which carries the messages.

    <b>The way out:</b> you can delete it all at any time. It is gone within 7 days. Only a page that went out stays with its reader, for 12 weeks or for as long as you both set.

    Do you agree that I keep this, also what it says about your health and your love life?
consent-therapist =
    Before you begin, please read this.

    I keep your name. I keep a page in a week in which both partners choose to send it to you. It is locked with a key made only for you. It ends after 12 weeks, or after the time that they both set.

    The person who runs this bot holds the keys, and could read it if they set out to. So could Telegram, which carries the messages. You can delete it all at any time. It is gone within 7 days.

    Do you agree that I keep this?
declined = That is fine. Nothing is kept, and after two days I forget this chat. If you change your mind, tap Start.
name = What can I call you? A first name or any other name will do. If you link with your partner, they read it.
name-therapist = What can the couple call you? Both of them read this name.
name-telegram = { $name }
name-short = A short name of up to { $longest } letters works best here.
hour = I knock once a day, with one plain line. What time would be good? You can change it later.
hour-now = About now
hour-morning = Morning, 08:00
hour-evening = Evening, 20:30
hour-myself = No daily knock
hour-window = Some time between two hours
clock = What hour does your clock show right now?
clock-please = Tap the hour that your clock shows, or type it as a number from 0 to 23.
clock-hour = { $hour }
clock-time = { $time }
