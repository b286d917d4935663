# What two people set together.

together-alone = This is for two people who are linked.
together-now =
    <b>What you set together.</b> Your week opens on { $opens_day } at { $opens } and ends on { $closes_day } at { $closes }, by the clock of { $city }. A page that went out stays with its reader for { $weeks ->
        [one] one week
       *[other] { $weeks } weeks
    }.
together-wish-times = Your wish: it opens on { $opens_day } at { $opens } and ends on { $closes_day } at { $closes }.
together-wish-zone = Your wish: the clock of { $city }.
together-wish-keep = Your wish: { $weeks ->
        [one] one week
       *[other] { $weeks } weeks
    } for each page.
together-how = It changes when you both choose the same, on { WEEKDAY($closes) }, { CLOCK($closes) }. Then you both read it, and it holds for the week after. Until then you can change your wish, or drop it. After that it is gone, and you can choose anew. You can talk about it.
together-limit = I never say what the other chose, or if they did. But if you wish for something and nothing changes, you may start to guess.
together-times = Day and hour
together-zone = Which clock
together-keep = How long pages stay
together-drop-times = Drop my wish: day and hour
together-drop-zone = Drop my wish: which clock
together-drop-keep = Drop my wish: how long
together-saved = Your wish is saved, for you alone. It changes if you both choose the same by { WEEKDAY($closes) }, { CLOCK($closes) }. You can talk about it.
together-same = That is how it is now. You have no wish to change it.
together-opens-day = On which day shall your week open? You each see your own page from then on.
together-opens-hour = At what hour?
together-closes-day = On which day shall it end? Then both pages go out, or none. Leave at least six hours to think.
together-closes-hour = At what hour?
together-zone-ask = Which place has the clock that your week shall follow? Type a city.
together-keep-ask = For how many weeks shall a page stay with its reader? Tap, or type a number from 1 to 52. If it gets shorter, older pages end sooner, too.
together-weeks = { $weeks ->
        [one] 1 week
       *[other] { $weeks } weeks
    }
together-odd = A whole number from 1 to 52 fits here.
