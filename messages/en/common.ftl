# What stands on every screen. The knock is the same whatever lies behind it.

knock = Your moment for today.
knock-open = Open
knock-later = Not now

## The four buttons that are always there
keyboard-today = Today
keyboard-calm = Calm
keyboard-break = Break
keyboard-help = Help
standing = Four buttons are below now: Today, Calm, Break, Help. They stay.
one-moment = One moment.
neutral = Put away.

## What remains of a day: the same line, whatever was answered
day-line = { WEEKDAY($day) } is put away.

## Buttons that many screens share
yes = Yes
no = No
skip = Skip
later = Later
not-now = Not now
back = Back
close = Close
fine = I've read it
more = More
agree = I agree
put-away = Put away
go-on = Go on
enough = Enough for now
enough-tonight = Enough for now
calm-offer = Calm
number = { $n }
turn-back = ‹
turn-on = ›
page-quoted = <blockquote>{ $text }</blockquote>
saved = Saved.
all-now = That is all for now.
waits-there = That can wait. You find it under More, in { $where }.

## When something cannot be read or done
slower-minute = That is more than I can keep in one minute. What you send now may not be kept. It stays in this chat. Send it again in a minute. Calm and Help work as always.
slower-hour = That is more than I can keep in one hour. What you send now may not be kept. It stays in this chat. Send it again in an hour. Calm and Help work as always.
slower-day = That is more than I can keep in one day. What you send now may not be kept. It stays in this chat. Send it again tomorrow. Calm and Help work as always.
slower-files-hour = These are the last files for now: each time takes a lot of work. You can ask for more in an hour.
slower-files-day = These are the last files for today: each time takes a lot of work. You can ask for more tomorrow.
cannot-read = I can only read typed words and taps. What you sent is not kept.
empty-words = No words came through. Type a few, or tap a button.
cannot-open = I cannot open what is kept for this just now. Calm and Help still work. You can try again later.
a-number-please = A number from 0 to 10 fits here. You can also tap one.
command-unknown = I don't know that command. Today leads to everything.
moved-on = That button is from before. What you wrote is not lost.
edit-taken = Your edit is kept.
edit-too-late = That stays as you first sent it. It is too late for an edit to change it. You find your words under My notes, in More.
too-long-line = A line on the page has room for { $longest } characters. A shorter one is easier to take in.
only-in-private = I only speak with one person at a time, in a private chat. I am leaving this group now.
code-unknown = This link does not open anything. It may have been used, taken back, or be too old. You can ask for a new one.

## How the bot presents itself in Telegram
bot-name = Evenkeel
bot-short = A quiet notebook for two people after trust was broken. Each alone, once a day, in a private chat.
bot-description =
    A quiet notebook for two people after trust was broken. You can use it alone, too.

    It asks one or two small things a day. What you write is yours. Once a week each may share one page, and a copy goes out only if both say yes.

    It is not a therapist, and nobody watches it.
command-start = Begin, or come back
command-today = What waits today
command-calm = Ease the body
command-break = Call a break
command-help = People to talk to
command-week = Your page of the week
command-practice = Do one thing now
command-notes = What you wrote
command-history = Your own ratings
command-invite = Your partner
command-therapist = A therapist
command-rest = No knocks for a while
command-settings = Change how it works
command-safety = Questions only for you
command-privacy = Who can read what
command-export = Your data as files
command-clear = Clear this chat
command-leave = Leave the link
command-delete = Delete everything
