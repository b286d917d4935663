# Turning away, and making all this smaller.

turn-shape = If you like, say what you were guarding: “I was guarding …” Or just note it.
smaller-ask = Shall we make this smaller? It would be your rating alone: one tap a day. All else waits under Practices.
smaller-yes = Make it smaller
smaller-no = Leave it as it is
smaller-yes-kept = From now on I ask for your rating alone. Under Practices, “{ plan }” can change it back.
smaller-no-kept = It stays as it is.
