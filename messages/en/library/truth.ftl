# For the partner who broke trust, alone: three questions to tap. Nothing is typed, nothing is kept.
item-truth-contact = Is the contact over? All of it: calls, messages, looking them up.
item-truth-unsaid = Has your partner been told the whole of it? Not each detail: all that they would need to choose freely.
item-truth-health = Could your partner's health be at risk? If so, has there been a health check?
