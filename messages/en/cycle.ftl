# The desire cycle: five points of one week, and the wheel.

cycle-intro = Five points of your week with them, one tap each. Wanting can come after feeling close, and it can stay away. No number here asks you to try anything.
cycle-scale = { $n } of 5. From 0, not at all, to 4, a lot. “None” gives no number, and is an answer, too.
cycle-none = None
cycle-words = Safe { $safety }, dared { $risk }, there { $engage }, warm { $pleasure }, close { $bond }
cycle-word-none = none
cycle-kept = Kept, for you alone. A low point is not a task. It only says where you stood this week.
cycle-wheel = See my wheel
cycle-past = My wheels so far
cycle-title = My week, in five points
cycle-note = The middle is 0, the edge is 4. A dotted field has no number.
cycle-caption = Your wheel from { DAY($day) }. It is yours alone.
cycle-page = Your page of the week can carry a line with these points. It is off until you switch it on.
point-safety = Safe
point-risk = Dared
point-engage = There
point-pleasure = Warm
point-bond = Close
cycle-alt = A wheel with five fields, each from 0 to 4. { $said }.
