# Something appreciated, said aloud at one's own turn. In the first two stages only who broke trust is asked.

item-appreciate-saw = Say one thing they did this week that you saw and valued. Say only that. Ask for nothing back.
item-appreciate-told = Say one hard thing they told you, and thank them for it. You could start: “Thank you for telling me …” If there was none, sit in quiet.
item-appreciate-carried = Say one thing they took care of this week, and that you saw it. Start with: “I saw that you …”
item-appreciate-way = Say one thing you value in the way they are: how they cook, or sing, or mend a thing. Keep it plain. If nothing comes, say how today was.
item-appreciate-small = Say one small thing they did that made a day lighter. If there was none, say how today was.
item-appreciate-words = Say a line of theirs that stayed with you in a good way. If none did, sit in quiet.
item-appreciate-kept = Say one thing they said they would do, and did. If there was none, say how today was.
item-appreciate-hands = Say one thing they did that was good for you: a meal, a call, a note. If nothing comes, say how today was.
item-appreciate-listened = Say one time when they stayed and listened, and what that was like. If there was none, say how today was.
item-appreciate-smile = Say one time this week when you smiled with them, or nearly did. If you did not, say how today was.
item-appreciate-tried = Say one thing they tried this week, even if it did not work. If you saw none, say how today was.
item-appreciate-near = Say one thing that is good about being near them now. If there is none, say how today was.
