"""Where people are: the cities of the IANA zones, big cities that have none, and the most common zones."""

from __future__ import annotations

_CITIES = {
    "Africa": (
        "Abidjan Accra Addis_Ababa Algiers Asmara Bamako Bangui Banjul Bissau Blantyre Brazzaville "
        "Bujumbura Cairo Casablanca Ceuta Conakry Dakar Dar_es_Salaam Djibouti Douala El_Aaiun Freetown "
        "Gaborone Harare Johannesburg Juba Kampala Khartoum Kigali Kinshasa Lagos Libreville Lome Luanda "
        "Lubumbashi Lusaka Malabo Maputo Maseru Mbabane Mogadishu Monrovia Nairobi Ndjamena Niamey "
        "Nouakchott Ouagadougou Porto-Novo Sao_Tome Tripoli Tunis Windhoek"
    ),
    "America": (
        "Adak Anchorage Anguilla Antigua Araguaina Argentina/Buenos_Aires Argentina/Catamarca "
        "Argentina/Cordoba Argentina/Jujuy Argentina/La_Rioja Argentina/Mendoza Argentina/Rio_Gallegos "
        "Argentina/Salta Argentina/San_Juan Argentina/San_Luis Argentina/Tucuman Argentina/Ushuaia Aruba "
        "Asuncion Atikokan Bahia Bahia_Banderas Barbados Belem Belize Blanc-Sablon Boa_Vista Bogota Boise "
        "Cambridge_Bay Campo_Grande Cancun Caracas Cayenne Cayman Chicago Chihuahua Ciudad_Juarez "
        "Costa_Rica Coyhaique Creston Cuiaba Curacao Danmarkshavn Dawson Dawson_Creek Denver Detroit "
        "Dominica Edmonton Eirunepe El_Salvador Fort_Nelson Fortaleza Glace_Bay Goose_Bay Grand_Turk "
        "Grenada Guadeloupe Guatemala Guayaquil Guyana Halifax Havana Hermosillo Indiana/Indianapolis "
        "Indiana/Knox Indiana/Marengo Indiana/Petersburg Indiana/Tell_City Indiana/Vevay "
        "Indiana/Vincennes Indiana/Winamac Inuvik Iqaluit Jamaica Juneau Kentucky/Louisville "
        "Kentucky/Monticello Kralendijk La_Paz Lima Los_Angeles Lower_Princes Maceio Managua Manaus "
        "Marigot Martinique Matamoros Mazatlan Menominee Merida Metlakatla Mexico_City Miquelon Moncton "
        "Monterrey Montevideo Montserrat Nassau New_York Nome Noronha North_Dakota/Beulah "
        "North_Dakota/Center North_Dakota/New_Salem Nuuk Ojinaga Panama Paramaribo Phoenix Port-au-Prince "
        "Port_of_Spain Porto_Velho Puerto_Rico Punta_Arenas Rankin_Inlet Recife Regina Resolute "
        "Rio_Branco Santarem Santiago Santo_Domingo Sao_Paulo Scoresbysund Sitka St_Barthelemy St_Johns "
        "St_Kitts St_Lucia St_Thomas St_Vincent Swift_Current Tegucigalpa Thule Tijuana Toronto Tortola "
        "Vancouver Whitehorse Winnipeg Yakutat"
    ),
    "Antarctica": "Casey Davis DumontDUrville Macquarie Mawson McMurdo Palmer Rothera Syowa Troll Vostok",
    "Arctic": "Longyearbyen",
    "Asia": (
        "Aden Almaty Amman Anadyr Aqtau Aqtobe Ashgabat Atyrau Baghdad Bahrain Baku Bangkok Barnaul "
        "Beirut Bishkek Brunei Chita Colombo Damascus Dhaka Dili Dubai Dushanbe Famagusta Gaza Hebron "
        "Ho_Chi_Minh Hong_Kong Hovd Irkutsk Jakarta Jayapura Jerusalem Kabul Kamchatka Karachi Kathmandu "
        "Khandyga Kolkata Krasnoyarsk Kuala_Lumpur Kuching Kuwait Macau Magadan Makassar Manila Muscat "
        "Nicosia Novokuznetsk Novosibirsk Omsk Oral Phnom_Penh Pontianak Pyongyang Qatar Qostanay "
        "Qyzylorda Riyadh Sakhalin Samarkand Seoul Shanghai Singapore Srednekolymsk Taipei Tashkent "
        "Tbilisi Tehran Thimphu Tokyo Tomsk Ulaanbaatar Urumqi Ust-Nera Vientiane Vladivostok Yakutsk "
        "Yangon Yekaterinburg Yerevan"
    ),
    "Atlantic": ("Azores Bermuda Canary Cape_Verde Faroe Madeira Reykjavik South_Georgia St_Helena Stanley"),
    "Australia": (
        "Adelaide Brisbane Broken_Hill Darwin Eucla Hobart Lindeman Lord_Howe Melbourne Perth Sydney"
    ),
    "Europe": (
        "Amsterdam Andorra Astrakhan Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest "
        "Busingen Chisinau Copenhagen Dublin Gibraltar Guernsey Helsinki Isle_of_Man Istanbul Jersey "
        "Kaliningrad Kirov Kyiv Lisbon Ljubljana London Luxembourg Madrid Malta Mariehamn Minsk Monaco "
        "Moscow Oslo Paris Podgorica Prague Riga Rome Samara San_Marino Sarajevo Saratov Simferopol "
        "Skopje Sofia Stockholm Tallinn Tirane Ulyanovsk Vaduz Vatican Vienna Vilnius Volgograd Warsaw "
        "Zagreb Zurich"
    ),
    "Indian": (
        "Antananarivo Chagos Christmas Cocos Comoro Kerguelen Mahe Maldives Mauritius Mayotte Reunion"
    ),
    "Pacific": (
        "Apia Auckland Bougainville Chatham Chuuk Easter Efate Fakaofo Fiji Funafuti Galapagos Gambier "
        "Guadalcanal Guam Honolulu Kanton Kiritimati Kosrae Kwajalein Majuro Marquesas Midway Nauru Niue "
        "Norfolk Noumea Pago_Pago Palau Pitcairn Pohnpei Port_Moresby Rarotonga Saipan Tahiti Tarawa "
        "Tongatapu Wake Wallis"
    ),
}

ZONES = tuple(f"{region}/{city}" for region, cities in _CITIES.items() for city in cities.split())
"""Every zone that the IANA data names for a place; a test holds this list to the data."""

COMMON = tuple(
    """
    Europe/London America/New_York Europe/Berlin America/Los_Angeles America/Chicago Europe/Madrid
    Europe/Paris America/Sao_Paulo Asia/Kolkata Europe/Rome Australia/Sydney America/Mexico_City
    America/Toronto Europe/Lisbon Europe/Dublin Europe/Kyiv Europe/Istanbul Europe/Amsterdam Europe/Warsaw
    America/Argentina/Buenos_Aires America/Bogota Europe/Moscow Asia/Dubai Asia/Jakarta Asia/Singapore
    Asia/Tokyo Asia/Shanghai Asia/Manila America/Denver Africa/Johannesburg Africa/Lagos Africa/Cairo
    Africa/Nairobi Asia/Jerusalem Asia/Karachi Asia/Dhaka Asia/Bangkok Asia/Ho_Chi_Minh Asia/Seoul
    Asia/Hong_Kong Asia/Kuala_Lumpur Asia/Taipei Asia/Tehran Asia/Riyadh Asia/Baghdad Europe/Vienna
    Europe/Zurich Europe/Brussels Europe/Stockholm Europe/Athens Europe/Bucharest Europe/Prague
    Europe/Budapest Europe/Copenhagen Europe/Oslo Europe/Helsinki Europe/Belgrade Europe/Sofia Europe/Minsk
    Australia/Melbourne Australia/Brisbane Australia/Perth Australia/Adelaide Australia/Darwin
    Pacific/Auckland America/Vancouver America/Phoenix America/Lima America/Caracas America/Santiago
    America/Halifax America/Edmonton America/Winnipeg America/St_Johns America/Anchorage Pacific/Honolulu
    America/Puerto_Rico America/Panama America/Guatemala America/Costa_Rica America/Montevideo
    America/La_Paz America/Asuncion America/Manaus America/Havana America/Santo_Domingo America/Jamaica
    Africa/Casablanca Africa/Algiers Africa/Accra Africa/Addis_Ababa Africa/Kinshasa Africa/Luanda
    Africa/Khartoum Asia/Kathmandu Asia/Colombo Asia/Yangon Asia/Kabul Asia/Tashkent Asia/Almaty
    Asia/Tbilisi Asia/Yerevan Asia/Baku Asia/Beirut Asia/Amman Asia/Yekaterinburg Asia/Novosibirsk
    Asia/Krasnoyarsk Asia/Vladivostok Asia/Omsk Asia/Irkutsk Asia/Yakutsk Asia/Magadan Asia/Kamchatka
    Europe/Samara Atlantic/Reykjavik Atlantic/Azores Atlantic/Canary Atlantic/Cape_Verde
    Atlantic/South_Georgia America/Noronha America/Nuuk America/Adak Indian/Mauritius Indian/Maldives
    Australia/Hobart Australia/Eucla Australia/Lord_Howe Pacific/Fiji Pacific/Port_Moresby
    Pacific/Guadalcanal Pacific/Noumea Pacific/Guam Pacific/Tongatapu Pacific/Apia Pacific/Chatham
    Pacific/Norfolk Pacific/Kiritimati Pacific/Pago_Pago Pacific/Tahiti Pacific/Marquesas Pacific/Gambier
    """.split()  # noqa: SIM905
)
"""Where people of a given clock most likely are; every clock that people live by is among these."""

ALIASES = {
    zone: tuple(name.strip() for name in names.split(","))
    for zone, names in {
        "Europe/Berlin": "Munich, München, Hamburg, Cologne, Köln, Frankfurt, Stuttgart, Düsseldorf, Leipzig",
        "Europe/Madrid": "Barcelona, Valencia, Seville, Sevilla, Bilbao, Málaga, Zaragoza",
        "Europe/London": "Manchester, Birmingham, Edinburgh, Glasgow, Leeds, Liverpool, Bristol, Cardiff, "
        "Belfast",
        "Europe/Dublin": "Cork, Galway",
        "Europe/Paris": "Lyon, Marseille, Toulouse, Bordeaux, Nice, Lille, Nantes",
        "Europe/Rome": "Milan, Milano, Naples, Napoli, Turin, Torino, Roma, Florence, Bologna",
        "Europe/Lisbon": "Porto, Lisboa, Braga",
        "Europe/Zurich": "Geneva, Genève, Basel, Bern",
        "Europe/Vienna": "Wien, Graz, Salzburg",
        "Europe/Amsterdam": "Rotterdam, The Hague, Utrecht",
        "Europe/Brussels": "Antwerp, Bruxelles, Ghent",
        "Europe/Warsaw": "Kraków, Warszawa, Gdańsk, Wrocław, Łódź, Poznań",
        "Europe/Prague": "Praha, Brno",
        "Europe/Kyiv": "Kiev, Kharkiv, Odesa, Lviv, Dnipro, Uzhgorod, Zaporozhye",
        "Europe/Moscow": "Saint Petersburg, St Petersburg, Kazan, Sochi, Rostov",
        "Asia/Yekaterinburg": "Chelyabinsk, Ufa, Perm",
        "Europe/Stockholm": "Gothenburg, Malmö",
        "Europe/Copenhagen": "Aarhus, København",
        "Europe/Athens": "Thessaloniki",
        "Europe/Istanbul": "Ankara, Izmir, Antalya",
        "America/New_York": "Boston, Philadelphia, Washington, Miami, Atlanta, Baltimore, Pittsburgh, "
        "Orlando, Charlotte, Cleveland",
        "America/Chicago": "Houston, Dallas, Austin, San Antonio, Minneapolis, New Orleans, Nashville, "
        "St Louis, Milwaukee",
        "America/Denver": "Salt Lake City, Albuquerque, El Paso",
        "America/Phoenix": "Tucson",
        "America/Los_Angeles": "San Francisco, Seattle, San Diego, Portland, Las Vegas, Sacramento, San Jose",
        "America/Toronto": "Montreal, Ottawa, Quebec, Thunder Bay, Nipigon",
        "America/Edmonton": "Calgary, Yellowknife",
        "America/Winnipeg": "Rainy River",
        "America/Iqaluit": "Pangnirtung",
        "America/Puerto_Rico": "San Juan",
        "America/Nuuk": "Godthab",
        "America/Mexico_City": "Guadalajara, Puebla",
        "America/Sao_Paulo": "Rio de Janeiro, Brasília, Belo Horizonte, Curitiba, Porto Alegre",
        "America/Bahia": "Salvador",
        "America/Bogota": "Medellín, Cali",
        "America/Guayaquil": "Quito",
        "America/Argentina/Cordoba": "Rosario",
        "Africa/Johannesburg": "Cape Town, Durban, Pretoria",
        "Africa/Lagos": "Abuja, Kano, Ibadan",
        "Africa/Casablanca": "Rabat, Marrakesh",
        "Africa/Cairo": "Alexandria, Giza",
        "Asia/Kolkata": "Mumbai, Bombay, Delhi, New Delhi, Bangalore, Bengaluru, Chennai, Madras, Hyderabad, "
        "Pune, Ahmedabad, Calcutta",
        "Asia/Karachi": "Lahore, Islamabad",
        "Asia/Jerusalem": "Tel Aviv, Haifa",
        "Asia/Dubai": "Abu Dhabi",
        "Asia/Riyadh": "Jeddah, Mecca",
        "Asia/Kathmandu": "Katmandu",
        "Asia/Yangon": "Rangoon",
        "Asia/Ho_Chi_Minh": "Hanoi, Saigon",
        "Asia/Shanghai": "Beijing, Guangzhou, Shenzhen, Chongqing, Chengdu, Harbin",
        "Asia/Urumqi": "Kashgar",
        "Asia/Tokyo": "Osaka, Kyoto, Nagoya, Yokohama",
        "Asia/Seoul": "Busan",
        "Asia/Ulaanbaatar": "Choibalsan",
        "Asia/Jakarta": "Bandung, Surabaya",
        "Asia/Makassar": "Bali, Denpasar",
        "Australia/Sydney": "Canberra, Newcastle",
        "Australia/Brisbane": "Gold Coast",
        "Australia/Hobart": "Currie",
        "Pacific/Auckland": "Wellington, Christchurch",
        "Pacific/Kanton": "Enderbury",
    }.items()
}
"""Big cities, and older names, that are not the name of a zone."""

SPELLED = {
    "America/Argentina/Cordoba": "Córdoba",
    "America/Argentina/Tucuman": "Tucumán",
    "America/Asuncion": "Asunción",
    "America/Belem": "Belém",
    "America/Bogota": "Bogotá",
    "America/Cancun": "Cancún",
    "America/Ciudad_Juarez": "Ciudad Juárez",
    "America/Cuiaba": "Cuiabá",
    "America/Curacao": "Curaçao",
    "America/Maceio": "Maceió",
    "America/Mazatlan": "Mazatlán",
    "America/Merida": "Mérida",
    "America/Santarem": "Santarém",
    "America/Sao_Paulo": "São Paulo",
    "America/St_Johns": "St. John's",
    "Africa/Lome": "Lomé",
    "Africa/Ndjamena": "N'Djamena",
    "Africa/Sao_Tome": "São Tomé",
    "Antarctica/DumontDUrville": "Dumont d'Urville",
    "Asia/Ho_Chi_Minh": "Ho Chi Minh City",
    "Atlantic/St_Helena": "St. Helena",
    "Europe/Busingen": "Büsingen",
    "Europe/Chisinau": "Chișinău",
    "Europe/Tirane": "Tirana",
    "Europe/Zurich": "Zürich",
    "Indian/Reunion": "Réunion",
    "Pacific/Noumea": "Nouméa",
}
"""Cities that are written otherwise than their zone."""
