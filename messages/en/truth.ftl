# For the partner who broke trust, alone. No answer is kept; each leads to one plain line of what helps.

truth-alone = Three questions, for you alone. You only tap. Your answers are not kept, and no one is told.
truth-tap-yes = Yes
truth-no-need = Done, or no need
truth-tap-later = Not yet
truth-tap-closed = Rather not say
truth-contact-yes = <b>The contact:</b> if a message comes, leave it without an answer. Tell your partner the same day, before they have to ask.
truth-contact-later = <b>The contact:</b> as long as it goes on, nothing else stands on firm ground. One short, clear message can end it. A therapist can help you to end it, and to tell it.
truth-unsaid-yes = <b>What happened:</b> the same question may come many times. A calm answer, the same each time, gives them ground to stand on.
truth-unsaid-later = <b>What is not told yet:</b> please don't type it here. Tell it whole, soon, with a therapist in the room. Told bit by bit, it hurts anew each time.
truth-health-yes = <b>The health check:</b> that is clear then. If it changes, your partner needs to know it soon.
truth-health-later = <b>The health check:</b> a doctor or a clinic can do it, often without your name. Until it is done, your partner needs to know there is a risk.
truth-kept-back = What you would rather not say stays with you. A therapist is a good place for it.
