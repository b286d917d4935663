# For the partner who broke trust, alone: three questions to tap. Nothing is typed, nothing is kept.
item-truth-contact = Is the contact over? All of it: calls, messages, looking at profiles.
item-truth-unsaid = Does your partner know the whole of it? Not each detail: all that they need to choose freely.
item-truth-health = If your partner's health could be at risk, has there been a health check?
