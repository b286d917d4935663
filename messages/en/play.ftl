# Play: what is said with every invitation.

play-how = It is only an invitation, and any time will do. You can keep the idea, or write here how it went.
play-keep = Keep the idea
