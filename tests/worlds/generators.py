"""Everything the bot knows how to do, as things that people do: which of them reaches which action."""

from __future__ import annotations

WORDS = "a canary sang at four"
PARKS = (
    "/delete",
    "tap delete-yes",
    "code",
    "tap begin",
    "tap agree",
    "tap name-tg",
    "tap hour now",
    "tap rate",
    "tap go-on",
    "tap enough",
    "/today",
)
"""Following a link as somebody new, whose first evening comes first."""

LEAF = ("/practice", "tap practice more")  # the second one, where there are two

DOINGS: dict[str, tuple[str, ...]] = {
    # the first evening
    "onboard": (
        "/start", "tap who-reads", "tap begin", "tap decline", "tap begin", "tap agree", "say Robin",
        "tap hour evening", "tap clock", "tap rate",
    ),
    "start": ("/start", "tap begin", "tap agree", "tap name-tg", "tap hour now", "tap rate", "tap enough"),
    # the day
    "today": ("/today", "any", "any"),
    "open": ("tap open", "any"),
    "today-alone": ("/today",),
    "week": ("/week",),
    "rate": ("/today", "tap rate"),
    "rate-low": ("/today", "tap rate 1", "any"),
    "rate-typed": ("/today", "say 7"),
    "rate-badly": ("/today", "say maybe", "tap rate"),
    "rate-in-words": ("/today", "say maybe", "edit maybe not", "edit 6"),
    "rate-edited": ("/today", "say 7", "edit 2"),
    "skip": ("/today", "tap skip"),
    "fear": ("/practice", "tap practise fear", f"say {WORDS}", "edit mended words"),
    "opener": ("/practice", "tap practise fear", "tap opener", "tap just-note"),
    "opener-words": ("/practice", "tap practise fear", "tap opener", f"say {WORDS}"),
    "plan": ("/practice", "tap plan", "tap plan-day", "tap plan-put"),
    "plan-empty": ("/practice", "tap plan", "tap plan-day", "tap plan-put 3"),
    "plan-tiny": ("/practice", "tap plan", "tap plan-tiny"),
    "plan-parts": ("/practice", "tap plan", "tap plan-parts", "tap plan-parts"),
    "stage-ready": (*LEAF, "tap practise stage", "tap stage ready"),
    "stage-not": (*LEAF, "tap practise stage", "tap stage wait", *LEAF, "tap practise stage"),
    "stage-back": (*LEAF, "tap practise stage", "tap stage steady"),
    "stage-parting": (
        *LEAF, "tap practise stage", "tap stage parting", "tap parting", "tap parting", "tap parting",
    ),
    "standstill": (
        *LEAF, "tap practise dance", "tap dance", "tap dance", "tap dance-yes",
        *LEAF, "tap practise dance", "tap dance-map", "tap dance-picture",
    ),
    "standstill-own": (*LEAF, "tap practise dance", "tap dance", "tap dance-keep"),
    "choosing": (*LEAF, "tap practise choose", "tap opener", f"say {WORDS}"),
    "own-part": ("/practice", "tap practise own", f"say {WORDS}"),
    "owns-out": ("/practice", "tap practise own", "say I lied. I only did it for us", "tap owns-out"),
    "owns-leave": ("/practice", "tap practise own", "say I lied, but you knew", "tap owns-leave"),
    "owns-later": (
        "/practice", "tap practise own", "say At least I told you", "tap owns-later", "/today", "tap rate",
        "tap owns-out",
    ),
    "grief": (
        "/practice", "tap practise grief", "tap grief-write", f"say {WORDS}", "edit mended words",
        "say i want to die", "tap grief-write", "tap grief-end", "tap grief-line", f"say {WORDS}",
        "tap grief-line", "say you never listen",
    ),
    "grief-left": ("/practice", "tap practise grief", "tap grief-write", f"say {WORDS}"),
    "grief-unused": ("/practice", "tap practise grief", "tap grief-write", "tap grief-end"),
    "question": ("/practice", "tap practise question", f"say {WORDS}"),
    "question-tapped": ("/practice", "tap practise question", "tap opener"),
    "question-list": (
        "/practice", "tap practise question", "tap questions", "tap questions", "tap question-drop",
    ),
    "sort": (
        "/practice", "tap practise question", "tap questions", "tap sort-open", "tap sort", "tap sort-to",
    ),
    "sort-today": ("/today", "tap sort", "tap sort-to"),
    "truth": ("/practice", "tap practise truth", "tap truth", "tap truth", "tap truth"),
    "turn": ("/practice", "tap practise turn", "tap opener", "tap just-note"),
    "smaller": ("/today", "tap smaller"),
    "feelings": ("/today", "tap rate", "tap feelings", "tap feelings", "tap enough"),
    "pour": (
        "say Calm", "tap calm 1", "tap calm after", "tap calm same", "tap pour", f"say {WORDS}",
        "tap grief-end",
    ),
    "card": (*LEAF, "tap practise words", "tap word", "tap our-words"),
    "card-yes": (
        *LEAF, "tap practise words", "tap our-words", "tap words-all", "tap words-pick words-stop",
        "tap word words-stop~yes",
    ),
    "card-second": (
        *LEAF, "tap practise words", "tap our-words", "tap words-all", "tap words-pick words-ask",
        "tap word words-ask~yes",
    ),
    "cards-taken-back": (*LEAF, "tap practise words", "tap our-words", "tap words-none"),
    "play": (*LEAF, "tap practise play", "tap play-keep"),
    "play-words": (*LEAF, "tap practise play", f"say {WORDS}", "edit mended words"),
    "cycle": ("/practice", "tap practise cycle", *("tap cycle",) * 5, "tap wheel", "tap wheel"),
    "touch": (*LEAF, "tap practise touch", "tap touch"),
    "touch-high": (*LEAF, "tap practise touch", "tap touch 10"),
    "touch-floor": (*LEAF, "tap practise touch", "tap touch-floor", "tap touch-floor"),
    "note": (f"say {WORDS}", "edit other words", "tap enough"),
    "note-heavy": ("say i want to die", "edit i feel better"),
    "note-dropped": (f"say {WORDS}", "tap drop-note"),
    "notes": ("/notes", "tap notes", "tap note-drop"),
    "history": ("/history",),
    "more": ("/more", "any"),
    "through": ("/today", *("onward",) * 6),
    "later": ("tap later", "tap later-today"),
    "enough": ("tap enough",),
    # the week
    "keep": ("/week", "tap choose keep"),
    "share": ("/week", "tap choose partner"),
    "share-both": ("/week", "tap choose both", "tap enough"),
    "change-mind": (
        "/week", "tap choose partner", "tap week", "tap page-lines", "tap switch", "tap week",
        "tap choose keep",
    ),
    "share-edited": ("/week", "tap page-lines", "tap switch", "tap week", "tap choose partner"),
    "share-written": (
        "/week", "tap page-lines", "tap add-line", f"say {WORDS}", "tap week", "tap choose partner",
    ),
    "add-line": ("/week", "tap page-lines", "tap add-line", f"say {WORDS}"),
    "write-much": (
        "/week", "tap page-lines", *("tap add-line", f"say {WORDS * 22}") * 3,
        "/week", "tap page-leaf",
    ),
    "owns-page": (
        "/week", "tap page-lines", "tap add-line understand", "say You always lie. I only said it once",
        "tap owns-out", "/week", "tap page-lines", "tap soften", "say At least I told you", "tap owns-later",
        "/today", "tap owns-leave",
    ),
    "soften": (
        "/week", "tap page-lines", "tap add-line", f"say {WORDS}", "tap soften", "say a softer word",
    ),
    "heavy-line": (
        "/week", "tap page-lines", "tap add-line", "say i want to die", "tap put-on", "tap switch",
        "tap leave-off",
    ),
    "heavy-left": ("/week", "tap page-lines", "tap soften", "say i want to die", "tap leave-off"),
    "switch-only": ("/week", "tap page-lines", "tap switch"),
    "plain": ("/week", "tap plain", "tap choose partner"),
    "plain-before": ("/week", "tap plain-before"),
    "plain-always": ("/week", "tap plain-always", "tap enough"),
    "plain-ends": ("/settings", "tap set page", "tap plain-ends"),
    "read": ("/today", "tap open", "tap noticed", "tap go-on-today"),
    "reread": ("/week", "tap shared", "tap joint-picture", "tap shared"),
    "say-back": ("/week", "tap shared", "tap say-back", f"say {WORDS}"),
    "witness": (*LEAF, "tap practise witness", f"say {WORDS}"),
    "heard": ("/week", "tap shared", "tap heard", "tap heard-rate"),
    "take-back": ("/week", "tap shared", "tap take-back", "tap take-back-go"),
    "glances": (
        "/invite", "/therapist", "/history", "/notes", "/settings", "/safety", "/week", "/leave", "/break",
        "/practice", f"say {WORDS}",
    ),
    # breaks and rest
    "break": ("/break", "tap pause-go"),
    "break-long": ("/break", "tap pause more", "tap pause-go"),
    "rest": ("/rest", "tap rest-go"),
    "rest-ends": ("/rest", "tap rest-go", "/rest", "tap rest-end"),
    # settings
    "rename": ("/settings", "tap set name", "say Robin"),
    "rename-telegram": ("/settings", "tap set name", "tap name-tg"),
    "hour": ("/settings", "tap set hour", "tap hour", "tap clock"),
    "window": ("/settings", "tap set hour", "tap window", "tap hour", "tap clock"),
    "window-own": ("/settings", "tap set hour", "tap window", "tap window own", "tap window", "tap hour"),
    "window-typed": ("/settings", "tap set hour", "tap window", "say 18:00 to 21:30"),
    "onboard-typed": ("/start", "tap begin", "tap agree", "say Kim", "tap hour morning", "say 21"),
    "zone-hour": ("/settings", "tap set zone", "tap zone-hour", "tap zone"),
    "zone-offset": ("/settings", "tap set zone", "tap zone-hour", "tap zone-offset"),
    "zone-city": ("/settings", "tap set zone", "say Lisbon", "tap zone"),
    "keep-longer": ("/settings", "tap set keep", "tap keep"),
    "role": ("/settings", "tap set role", "tap role"),
    "country": ("/settings", "tap set country", "tap country"),
    "quiet": ("/settings", "tap set quiet", "tap quiet"),
    "days": ("/settings", "tap set days", "tap days", "tap days"),
    "remind": ("/settings", "tap set remind", "tap remind"),
    "clearing": ("/settings", "tap set clearing", "tap clearing"),
    "set-skip": ("/settings", "tap set role", "tap set-skip"),
    # what is set together
    "together": ("/settings", "tap together"),
    "wish-times": ("/settings", "tap together", *("tap together-times",) * 5),
    "wish-keep": ("/settings", "tap together", "tap together-keep", "tap together-keep"),
    "wish-typed": ("/settings", "tap together", "tap together-keep", "say 4"),
    "wish-zone": ("/settings", "tap together", "tap together-zone", "say Lisbon", "tap together-zone Europe"),
    "wish-same": (
        "/settings", "tap together", "tap together-times", "tap together-times 4", "tap together-times 418",
        "tap together-times 4185", "tap together-times 418512",
    ),
    "wish-ritual": (
        "/settings", "tap together", "tap together-ritual", "tap together-ritual 3", "tap together-ritual 3h",
        "tap together-ritual 3h19",
    ),
    "wish-ritual-often": (
        "/practice", "tap talks", *("tap together-ritual",) * 3, "tap together-ritual h",
        "tap together-ritual",
    ),
    "wish-talk": (
        "/settings", "tap together", "tap together-talk", "tap together-talk 2h", "tap together-talk 2h18",
    ),
    "wish-no-talk": ("/settings", "tap together", "tap together-talk", "tap together-talk -"),
    "talks": ("/practice", "tap talks"),
    "talks-off": ("/practice", "tap talks", "tap talks-off"),
    "talk-along": ("tap open",),
    "talk-away": ("tap open", "tap talk-away", "/today"),
    "shelf": ("/practice", "tap shelf", "tap shelf"),
    "wish-drop": ("/settings", "tap together", "tap together-drop"),
    # linking and leaving
    "invite": ("/invite", "tap invite-make"),
    "invite-back": ("/invite", "tap invite-make", "tap invite-back"),
    "follow": ("code",),
    "follow-early": ("code", "tap begin", "tap agree", "tap name-tg", "tap hour", "tap rate", "tap enough"),
    "begin-again": (
        "/delete", "tap delete-yes", "/start", "tap begin", "tap agree", "tap name-tg", "tap hour evening",
        "tap clock", "tap rate", "tap enough",
    ),
    "parked": (*PARKS, "tap parked"),
    "parked-no": (*PARKS, "tap parked-no"),
    "guess": ("/start abcdefghijklmnopqrstuv", "/start bcdefghijklmnopqrstuvw", "/start a"),
    "confirm": ("/today", "tap confirm", "tap month"),
    "screens": ("/today", *("tap screen",) * 5, "tap screened"),
    "agree": ("/today", "tap link-agree"),
    "noticed": ("/today", "tap noticed"),
    "leave": ("/leave", "tap leave-go quiet"),
    "leave-told": ("/leave", "tap leave-go now"),
    "leave-sunday": ("/leave", "tap leave-go sunday"),
    "go-on": ("/today", *("onward",) * 6, "tap rate", *("onward",) * 4, "tap go-on"),
    "delete": ("/delete", "tap delete-yes"),
    # the therapist
    "therapist": ("/therapist", "any"),
    "propose": ("/therapist", "tap care-make"),
    "digits": ("/therapist", "tap digits"),
    "digits-open": ("tap open", "tap digits yes"),
    "care-end": ("/therapist", "tap care-end", "tap care-end-go"),
    "end-and-ask": ("/therapist", "tap care-end", "tap care-end-go", "code 33", "/therapist", "tap care-ask"),
    "came-by": ("code 33", "tap enough", "/therapist"),
    "came-drop": ("code 33", "tap came-drop"),
    "ask-for": ("code 33", "/therapist", "tap care-ask"),
    "ask-back": ("/therapist", "tap care-ask-back"),
    "asked": ("/therapist", "tap care-asked"),
    "asked-yes": ("/therapist", "tap care-asked yes"),
    "terms": ("code", "tap begin", "tap agree", "tap name-tg", "code", "tap terms", "tap care-day"),
    "terms-no": ("code", "tap terms-no"),
    "for-me": (
        "/more", "tap for-me", "tap hour now", "/today", "tap noticed", "/today", "tap rate", "tap enough",
    ),
    "renew": ("/therapist", "tap care-again", "tap care-renew", "/today", "tap care-renew"),
    "caseload": ("/therapist", "tap client", "tap client-pic", "tap client", "tap caseload"),
    "client-since": (
        "/therapist", "tap client", "tap client-paper", "/therapist", "tap client-more", "tap client-since",
        "tap client", "tap client-paper",
    ),
    "client-record": ("/therapist", "tap client-more", "tap client-record", "tap export-away"),
    "client-rename": (
        "/therapist", "tap client-more", "tap client-rename", "say our two", "/therapist", "tap client-more",
        "tap client-rename", "tap client-rename",
    ),
    "client-named": ("/therapist", "tap client-more", "tap client-rename", "say our two"),
    "same-page": ("/therapist", "tap session", "tap session-paper"),
    "same-page-shared": ("/week", "tap shared", "tap session", "tap therapist"),
    "same-page-before": ("/week", "tap session-preview", "tap week", "tap choose both"),
    "care-sets": (
        "/therapist", "tap care-hand", "/therapist", "tap care-policy", f"say {WORDS}", "tap away",
        "tap away-go 2", "tap client-more",
        "tap client-rename", "say our two", "tap care-hours", "tap care-day", "tap care-hour",
    ),
    "care-sets-heavy": ("/therapist", "tap care-policy", "say he hit me again", "tap care-policy-on"),
    "hand": ("/today", "tap care-hand"),
    "hand-anew": ("/today", "tap care-hand", "tap care-hand-new", "tap care-hand-new"),
    "hand-ends": ("/today", "tap care-hand", "tap care-hand-end", "tap care-hand-end"),
    "away": ("/therapist", "tap away", "tap away-go"),
    "away-short": ("/therapist", "tap away", "tap away-go 1", "tap away-go 0"),
    "bring": ("/therapist", "tap bring", f"say {WORDS}", "edit mended words"),
    "bring-shared": ("/therapist", "tap bring", f"say {WORDS}", "/week", "tap choose both"),
    "bring-heavy": ("/therapist", "tap bring", "say he hit me again", "tap put-on"),
    "care-hours": ("/therapist", "tap care-hours", "tap care-day", "tap care-hour"),
    "client-end": ("/therapist", "tap client-more", "tap client-end", "tap client-end"),
    # safety
    "hold": ("/safety", "tap hold-set", "tap enough"),
    "hold-ends": ("/safety", "tap hold-end"),
    "questions": ("/safety", "tap screen s", *("tap screen",) * 4, "tap screened"),
    "help": ("/help", "any", "tap hide"),
    "calm": ("say Calm", "any", "any"),
    "privacy": ("/privacy",),
    "export": ("/export", "tap export-make", "tap export-away"),
    "export-kept": ("/privacy", "tap export", "tap export-make"),
    "clear": ("/clear",),
    # what does not fit
    "voice": ("send voice",),
    "sticker": ("send sticker",),
    "edit": ("edit something else",),
    "old": ("old",),
    "any": ("any", "any"),
    "forge": ("/today", "forge ²", "/settings", "forge 999", "/week", "forge x~²"),
    "foreign": ("foreign", "foreign"),
    "nonsense": ("/nonsense", "/notes ²", "say   ", "/break more"),
    "group": ("group", "group"),
    "speak": ("speak de", "/today", "speak en"),
    "flood-of-taps": ("/today", *("any",) * 4, *("old",) * 8),
    "flood": tuple(f"say {n} {WORDS}" for n in range(12)),
    "block": ("block",),
    "unblock": ("unblock",),
    "block-a-while": ("block", "unblock", "/today"),
}  # fmt: skip
"""What people do, step by step; a step that is not possible just then is left out."""

OFTEN = ("rate", "rate", "today", "glances")
"""What is done a lot in every pair."""

RARE = (
    "soften", "soften", "care-end", "rest-ends", "begin-again", "parked", "parked-no", "write-much",
    "question", "sort", "question-list",
    "stage-ready", "stage-ready", "standstill",
)  # fmt: skip
"""What has to come together before it can happen, and would hardly ever be drawn."""

RITUALS = (
    "share", "share", "share", "share-both", "share-both", "share-both", "share-edited", "share-written",
    "plain", "keep", "change-mind", "",
)  # fmt: skip
"""What someone does with the page of a week."""

ASKING = ("came-by", "ask-for", "ask-for", "asked-yes", "asked-yes", "asked", "ask-back", "came-drop")
"""What they do about the link that a therapist hands out, and about what the other asks."""

CLINICAL = ("share-both", "share-both", "share-both", "share", "keep", "")
"""What they do with it who have a therapist."""

CLOSED = ("keep", "", "plain-before", "plain-always", "switch-only")
"""What they do with it who do not share."""

CARING = (
    "client-named", "for-me",
    "terms", "terms-no", "caseload", "client-end", "care-hours", "client-since", "client-record",
    "client-rename", "care-sets", "care-sets", "away", "away-short", "hand", "hand", "hand-anew", "hand-ends",
    "care-sets-heavy",
)  # fmt: skip
AGAIN = ("care-end", "end-and-ask", "propose", "export-kept", "therapist")
"""What is often done where somebody who ends a therapist's link soon wants a next one."""

COUPLE = tuple(name for name in DOINGS if name not in (*CARING, "end-and-ask"))
QUIET = (
    "caseload", "client-since", "client-record", "client-rename", "client-named", "client-named",
    "away", "away", "away-short", "care-hours",
    "note", "help", "today",
)  # fmt: skip
"""What a therapist does that no couple reads anything of."""

THERAPIST = (
    *CARING, "caseload", "caseload", "today",
    "open", "any", "voice",
    "therapist", "block-a-while", "delete", "note", "help", "rate", "follow", "export", "export-kept",
)  # fmt: skip

STRANGER = (
    "guess", "guess", "follow", "follow", "follow-early", "onboard", "start", "invite", "invite-back",
    "propose", "week", "leave", "break", "note", "rate", "foreign", "forge", "nonsense", "flood", "voice",
    "group", "privacy",
    "block-a-while", "delete", "rename", "glances", "today-alone", "hold", "terms-no", "parked", "parked-no",
)  # fmt: skip
"""What someone does who is not linked: all but what would link them."""

ENDS = (
    "leave", "leave", "delete", "delete", "hold", "hold", "questions", "rest", "block", "block", "flood",
    "zone-city", "rename", "speak", "flood-of-taps", "wish-same", "wish-typed",
)  # fmt: skip
"""What changes a lot: one of these is done often in every pair."""

LINKING = ((), ("invite", "follow", "follow", "confirm", "screens", "agree") * 2)
"""What is done often where two are not linked yet."""
