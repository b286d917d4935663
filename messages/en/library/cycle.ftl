# The desire cycle: five points of one week. Nothing here asks anyone to try anything.
item-cycle-safety = Safe. How safe did it feel to be near them this week?
item-cycle-risk = Dared. How much did you dare to be open with them this week?
item-cycle-engage = There. When you were in one room with them, how much were you really there?
item-cycle-pleasure = Warm. How much warmth was there this week? A laugh or a cup of tea counts.
item-cycle-bond = Close. How close did you feel to them, in any way at all?
