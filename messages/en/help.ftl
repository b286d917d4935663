# Help. Static words: they work when nothing else does. The facts are in messages/help.toml.

help-root =
    If there is danger now, call 112 in Europe, 999 in the UK or Ireland, 911 in the US or Canada, 000 in Australia, 111 in New Zealand, 190 in Brazil.

    For people to talk to, choose your country.
help-elsewhere =
    If there is danger now, call the emergency number where you are. In many countries it is 112.

    For people to talk to, look at findahelpline.com. It lists phone, text and chat lines by country. The page may stay in the browser's history.
help-title = { $code ->
        [AT] Austria
        [AU] Australia
        [BR] Brazil
        [CA] Canada
        [CH] Switzerland
        [DE] Germany
        [ES] Spain
        [FR] France
        [GB] United Kingdom
        [IE] Ireland
        [NZ] New Zealand
        [PT] Portugal
        [US] United States
       *[other] { $name }
    }
# $kind, $serves, $hours, $cost, $trace and $checked are words of help.toml; anything else is shown as it is.
help-line =
    { $number }{ $name ->
        [none] {""}
       *[other] {" "}({ $name })
    }. { $serves ->
        [danger] Danger now: police, ambulance, fire.
        [police] Danger now: police.
        [danger-text] Danger now, without a sound.
        [distress] For anyone in a hard hour.
        [suicide] For anyone who thinks of ending their life.
        [violence] For anyone hurt or scared by someone close.
        [women] For women hurt or scared by someone close.
        [men] For men hurt or scared by someone close.
        [might] For anyone who fears what they might do.
        [men-might] For men who fear what they might do.
        [shelter] For women: finds a shelter near you, with its number.
       *[other] { $serves }.
    } { $hours ->
        [always] Any hour.
        [some] Not at every hour.
        [site] Hours: see there.
        [unknown] Hours not known here.
       *[other] Open { $hours }.
    } { $cost ->
        [free] Free.
        [mobile-free] Free from a mobile phone.
        [unknown] May not be free.
       *[other] { $cost }.
    } { $trace ->
        [call] May stay in the call list.
        [stays] Stays in the call list.
        [no-bill] Not on the bill, may stay in the call list.
        [messages] Stays among your messages.
        [web] May stay in the browser's history.
       *[other] { $trace }.
    }{ $checked ->
        [together] {""}
        [unknown] {" "}Not checked yet.
       *[other] {" "}Checked { $checked }.
    }
help-checked = All of it was checked in { $checked }.
help-notebook = This is a notebook. Nobody watches it.

help-country = { help-title }
help-button-elsewhere = Elsewhere
help-button-countries = Other countries
help-button-hold = A quiet setting
help-button-hide = Hide
