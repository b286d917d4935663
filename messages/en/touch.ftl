# The touch ladder: the choice, what comes of it at the set minute, and one's own floor.

touch-how =
    For { WEEKDAY($at) }, { CLOCK($at) }: choose for yourself, from 0 to 10. Then you both read the lower of your two choices, and one idea for it. 0 is rest, as good as any step. That day's one knock comes at that hour, and all else of the day waits behind it.

    Your choice turns into 0 by itself:
    • if you choose nothing
    • if you gave no rating on that day or the day before, or if the last one is below your floor
    • while all your pages are plain
touch-other-knock = That day has your page or a talk as well, and its knock is the day's one. Your step waits under Today.
touch-steps =
    <b>0</b>  Rest
    <b>1</b>  { $s1 }
    <b>2</b>  { $s2 }
    <b>3</b>  { $s3 }
    <b>4</b>  { $s4 }
    <b>5</b>  { $s5 }
    <b>6</b>  { $s6 }
    <b>7</b>  { $s7 }
    <b>8</b>  { $s8 }
    <b>9</b>  { $s9 }
    <b>10</b>  { $s10 }
touch-saved = Your choice is saved, for you alone. You can change it until { WEEKDAY($at) }, { CLOCK($at) }. Next week it is asked afresh.
touch-again = Change my choice
touch-floor = My floor
touch-floor-ask = Your floor is a rating from 0 to 10. If your last rating before that evening is lower, your choice turns into 0. With 0 as a floor, any rating will do. I don't show here which floor you have now.
touch-rest = This evening rests. That can have many reasons, and I never say which. A rest is not a verdict.
touch-step = For this evening, the lower of your two choices is step { $step }: <b>{ $what }</b>.
touch-idea = An idea: { $idea }
touch-stop = It has no goal. Notice warm and cool, light and firm, rough and smooth. Each of you can say “stop” at any time, or not begin at all. No reason is needed.
touch-closed = The touch ladder is not open now.
