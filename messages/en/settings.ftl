# Settings, and the same questions one a day at the start.

settings-title = What would you like to change?
set-name = Name
set-hour = Hour of the knock
set-zone = Time zone
set-role = Where I stand
set-country = Country
set-quiet = Quiet hours
set-days = Days to name a fear
set-remind = Reminder
set-page = My page
set-clearing = Clear messages
set-keep = How long answers stay
set-together = What we set together

now = Now: { $what }.
now-window = Now: some time between { $since } and { $until }.
now-quiet = Now: { $since } to { $until }.

window-ask = The knock can come at a new moment each day, within hours that you choose. Which hours suit you?
window-of = { $since } to { $until }
window-own = Other hours
window-since = From which hour on? You can also type both, such as 18:00 to 21:30.
window-until = And until when?
window-odd = I need a first and a last hour, such as 18:00 to 21:30. They are one to twelve hours apart, and end by 04:00.

role-ask = Where do you stand in this? It changes how I ask, and how your rating would read if you ever share it. Apart from that, I show it to no one.
role-hurt = I was hurt
role-broke = I broke trust
role-both = Both at once
role-unsaid = I'd rather not say

zone-ask = So that I never knock at night: what hour does your clock show? You can also type your city.
zone-place = Which place shares your clock? You can also type your city. Then the hour stays right when clocks change.
zone-which = Which place fits? You can also type another city.
zone-name = { $city }, { $time }
zone-none = None of these
zone-unknown = I don't know that place. The name of a large city nearby will do.

country-ask = Which country are you in? It puts the right help lines first. I never guess it.
country-US = United States
country-CA = Canada
country-GB = United Kingdom
country-IE = Ireland
country-DE = Germany
country-AT = Austria
country-CH = Switzerland
country-ES = Spain
country-FR = France
country-BR = Brazil
country-PT = Portugal
country-AU = Australia
country-NZ = New Zealand
country-XX = Elsewhere

quiet-ask = In which hours shall I never knock?
quiet-early = 21:00 to 07:00
quiet-usual = 22:00 to 07:00
quiet-late = 00:00 to 09:00
quiet-none = No quiet hours

days-ask = On these days I ask for one fear. Tap a day to change it.
day-on = ✓ { $day }
day-off = { $day }
weekday = { $day }
weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun

remind-ask = If a knock stays closed, may I knock once more after two hours?
remind-on = Yes, once more
remind-off = No
keep-ask = For how many weeks shall I keep what you write and rate? What is older goes by itself. If you choose fewer, it goes now. You can also type a number from 4 to 104.
keep-now = Now: { $weeks } weeks.
keep-weeks = { $weeks } weeks
keep-odd = A whole number from 4 to 104 fits here.
clearing-ask = How soon after you answer shall the messages clear?
clearing-15 = After 15 seconds
clearing-60 = After one minute
clearing-600 = After ten minutes
clearing-0 = Never
