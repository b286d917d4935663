# Words beside a rating.

feelings = A word for it
feelings-ask = Which words fit? Tap as many as you like, or none.
feelings-often = Words you gave most: { $words }.
felt-on = ✓ { $what }
felt-off = { $what }
feeling-calm = calm
feeling-warm = warm
feeling-hopeful = hopeful
feeling-sad = sad
feeling-angry = angry
feeling-afraid = afraid
feeling-ashamed = ashamed
feeling-lonely = lonely
feeling-tense = tense
feeling-tired = tired
feeling-numb = numb
feeling-mixed = mixed
