# The honesty ritual and the weekly talk: both are guided in their own chats, turn by turn.

talks-menu = Our talks
talks-what =
    Two talks, each of you guided in your own chat.

    <b>The honesty ritual</b> takes about a quarter of an hour. You speak by turns. Whoever listens does not comment.

    <b>The weekly talk</b> takes less than an hour. Each of you may bring a question.

    Both begin with one knock, at an hour that you both chose. Whoever does not want to can put it away. I never say who did.
talks-next-ritual = The next ritual: { WEEKDAY($at) }, { CLOCK($at) }.
talks-next-talk = The next talk: { WEEKDAY($at) }, { CLOCK($at) }.
talks-none-ritual = There is no hour for the ritual yet.
talks-none-talk = There is no hour for the talk yet.
talks-page-waits = Your page opens on the day of a talk. That day has one knock, for the talk. The page waits behind it. From its own hour on, you find it under Today, too.
talks-off = No knocks for our talks
talks-on = Knock for our talks
talks-are-off = You chose no knocks for these talks. Nobody is told.

## When
together-ritual = The ritual: when
together-talk = The talk: when
together-ritual-days = On which days shall the ritual be? Choose up to three.
together-ritual-hour = At what hour? It is over a quarter of an hour later.
together-talk-days = On which day shall the weekly talk be?
together-talk-hour = At what hour? It takes less than an hour.
together-hour-next = Now the hour
together-never = Not at all
together-now-ritual = The ritual: { $count ->
        [1] { $one }
        [2] { $one } and { $two }
       *[3] { $one }, { $two } and { $three }
    } at { $time }.
together-now-talk = The weekly talk: { $one } at { $time }.
together-wish-ritual = Your wish: the ritual on { $count ->
        [1] { $one }
        [2] { $one } and { $two }
       *[3] { $one }, { $two } and { $three }
    } at { $time }.
together-wish-talk = Your wish: the weekly talk on { $one } at { $time }.
together-wish-ritual-never = Your wish: no ritual.
together-wish-talk-never = Your wish: no weekly talk.
together-drop-ritual = Drop my wish: the ritual
together-drop-talk = Drop my wish: the talk

## Turn by turn
talk-title-ritual = <b>Your honesty ritual.</b>
talk-title-talk = <b>Your weekly talk.</b>
talk-both-open-ritual =
    Sit where you can hear each other. It takes about a quarter of an hour. The turns go on by the clock, and I keep nothing of it.

    If { $name } is not here, that can have many reasons. If it feels unsafe, put it away. You need no reason.
talk-both-open-talk =
    Sit where you can hear each other. It takes less than an hour, and you can end it sooner. The turns go on by the clock, and I keep nothing of it.

    If { $name } is not here, that can have many reasons. If it feels unsafe, put it away. You need no reason.
talk-both-quiet = Three minutes of quiet, for you both. Feel your feet. Let each breath out be long. Nothing has to be said.
talk-mine = You speak now. { $name } listens and does not comment.
talk-mine-asks = You speak now. { $name } listens, then answers.
talk-mine-any = Say one plain thing about today, or sit in quiet. You don't have to find anything good.
talk-mine-question = Ask the one question that you brought. Choose one that helps you understand, not one that feeds the pictures. You may also have none.
talk-mine-week = Say one small thing for the week to come: one that you will do, or one that you would like.
talk-theirs-feeling = { $name } speaks of a feeling.
talk-theirs-good = { $name } speaks of something good.
talk-theirs-any = { $name } speaks, or sits in quiet.
talk-theirs-need = { $name } speaks of a need.
talk-theirs-own = { $name } speaks of something they did, or something they choose.
talk-theirs-struggle = { $name } speaks of something hard.
talk-theirs-question = { $name } may ask one question.
talk-theirs-week = { $name } speaks of the week to come.
talk-listens = You listen, and only that. No answer, no reason, no advice.
talk-answers = Then answer if you can, plain and short. If you can't now, say when you will.
talk-page = Our pages
talk-break = Break
talk-away = Put it away
talk-close = That was the last turn. I kept nothing of it. You could stand up now, and drink some water. What is left can wait for the next time.
