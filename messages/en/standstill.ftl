# Our standstill: what each does when fear comes up, and the map of both.

dance-ask = What do you do when fear comes up with your partner? Tap up to { $most }. Each of them tries to keep you safe, even where it doesn't help.
dance-how = “For our map” lays your marks beside theirs, if they choose it too. It comes on { WEEKDAY($closes) }, { CLOCK($closes) }, to you both at once, and stays for twelve weeks. It can't be taken back then.
dance-limit = If you choose it and no map comes, one yes was missing or did not count. I never say why.
dance-off = ○ { $what }
dance-both = For our map
dance-own = For me alone
dance-map = Our map
dance-most = { $most } is the most, so that it can be read. Tap a marked one to take it off.
dance-none = A map needs one mark at least. “For me alone” needs none.
dance-no-map = There is no map here now. It needs a yes from you both in the same week, and it fades after twelve weeks.
dance-title = When fear comes up
dance-mine = <b>You</b>: { $moves }
dance-theirs = <b>{ $name }</b>: { $moves }
dance-round =
    What one does can be what scares the other, round and round. This shows what fear does. It does not say who began, and what happened weighs what it weighs.

    Next time, one of you can say: “There it is again.” Then a break can help.
dance-until = This map fades on { DAY($until) }. You can make it anew before.
dance-picture = As a picture
dance-anew = Make it anew
dance-me = You
dance-caption = What one does can be what scares the other. It does not say who began.
dance-alt = Two lists with an arrow each way. You: { $mine }. { $name }: { $theirs }.
