# One's own private list of questions, and what becomes of each a night later.

questions = My questions
question-night = Each question waits a night. Then I ask what an answer would do for you. No one else sees the list.
question-slept = A question of yours, from { DAY($day) }:
question-does = What would an answer do?
question-does-understand = Helps me understand
question-does-pictures = Feeds the pictures
question-does-unsure = Not sure
question-where = Noted. What would you like to do with it? Some answers give you ground to stand on. Some only feed the pictures. Those are safer asked with a therapist in the room.
question-session-open = A page for the session is open to your partner, too. They read what you bring.
question-to-page = Put it on my page
question-to-session = For the session
question-to-keep = Keep it here
question-to-rest = Let it rest
question-saved = Saved. You can change it at any time: Questions, under Practices, leads to your list. If it goes on a page, you see it there first.
question-saved-alone = Saved. You can change it at any time: Questions, under Practices, leads to your list.
questions-none = There are no questions here yet.
question-of = A question from { DAY($day) }
question-is-waits = It waits until tomorrow.
question-is-open = It is not sorted yet.
question-is-page = It goes on your page.
question-is-session = It is for the session.
question-is-keep = It stays here, with you.
question-is-rest = It rests.
question-decide = Sort this one
