# The grief and rage page: free writing that nobody else reads, and at its end perhaps one line to be seen.

grief-before = This page is yours alone. No one else reads it, and nothing of it is ever shared. First feel your feet on the floor, and take one long breath out.
grief-begin = I'm ready
grief-calm = Calm first
grief-how = Start there, or anywhere. Write as it comes, in as many messages as you like. After 20 minutes I say so. Nothing is cut off.
grief-stop = Stop here
grief-kept = Kept. Go on, or stop here.
grief-open = Your page is open, and what you wrote is kept. Go on, or stop here.
grief-go-on = Go on writing
grief-over = 20 minutes have gone by. Finish your thought, in peace. Then it is good to stop for today. You can come back to it another day.
grief-kept-over = Kept. More than 20 minutes have gone by. It is good to stop soon. The page is here another day.
grief-after = Your page is closed. All of it is kept, and no one else reads it.
grief-line-ask = Is there one line of it that you want seen? You write it anew, and it stays off your shared page until you put it on.
grief-line = Write one line
grief-line-how = What do you want them to see? One line is plenty. It stands on your next page, and is off until you put it on.
grief-line-kept = Kept for your next page. It is off there until you put it on. No one sees it before.
grief-line-anew = Write it again

pour-how = Pour it out here, as it comes, in as many messages as you like. No one else reads it. After 20 minutes I say so. Nothing is cut off.
