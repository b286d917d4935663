# The words on the page’s buttons, and what it says when no story plays.

clock-next-knock = Next knock
clock-week-page = Week’s page
clock-week-close = Week’s close
clock-halt = Stop turning
clock-run = Let it run

hint-next-knock = Until a phone is knocked at, with all that happens on the way.
hint-week-page = Until Saturday at ten, when each sees their own page.
hint-week-close = Until Sunday at four, when both choices are looked at together.
hint-halt = The clock stays where it has come to.
hint-run = A second each second.

trouble-stop = Stop the bot dead
trouble-start = Start the bot again
hint-stop = In the middle of whatever it does, without a goodbye.
hint-start = On the database that it left; nothing is lost.

story-go-on = Go on
story-pause = Pause
story-stop = Stop the story
story-slower = Slower
story-faster = Faster
hint-pause = Everything stays as it is until you go on.
hint-stop-story = The phones stay as they are, and are yours.
hint-speed = Now { $speed } times the ordinary speed.

view-fresh = Begin again
hint-fresh = Three empty phones, and an evening in March.

view-hidden = What stays hidden
view-worlds = Two worlds
hint-hidden = What each chat has held, side by side; what both released stands out.
hint-worlds = The same week with Jon answering and with Jon silent: Ana’s phone, twice.

told-welcome = Three phones, and the real bot behind them. Press Start on one, or let a story play.
told-fresh = Three empty phones. Press Start on one, or let a story play.
told-turning = The clock is turned, with all that happens on the way.
told-arrived = It is { WEEKDAY($now) }, { DAY($now) }, { CLOCK($now) }.
told-no-couple = Nobody is linked yet: the week’s page needs two.
told-no-knock = Nobody is knocked at in the next eight days.
told-dead = The bot is gone, in the middle of whatever it did. Tap something: it waits.
told-back = The bot is back, and does what it was about to do. Nothing is lost.
told-over = That was the story. The phones are yours now.
told-stopped = The story is stopped. The phones are yours now.
told-taken = Something was done by hand, so the story ends here. The phones are yours now.
told-trouble = It went differently: { $what }

worlds-left = Jon answers
worlds-right = Jon stays silent
worlds-opens = Ana opens it.
worlds-differs = On Sunday at four both had said yes: in one world two pages went out. Until then Ana’s phone was the same, to the byte.
