# For the partner who broke trust, alone: three questions to tap. Nothing is typed, nothing is kept.
item-truth-contact = Is the contact over? All of it: calls, messages, looking them up.
item-truth-unsaid = Has your partner been told what they need to know, all of it, in one piece? Not each detail. What they would need to choose freely.
item-truth-health = Could your partner's health be at risk? If so, has there been a health check?
