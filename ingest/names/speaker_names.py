"""Names of those who speak at the United Nations that the country library lacks or spells otherwise."""

from typing import Final

# Territories of ISO 3166 that do not speak at the United Nations in their own name.
TERRITORIES: Final = frozenset(
    "AI AQ AS AW AX BL BM BQ BV CC CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF PF PM "
    "PN PR RE SH SJ SX TC TF TK TW UM VG VI WF YT".split()
)

# UN short form, by ISO 3166 code, where it is not the library's name with its inversion undone.
UN_SHORT_FORMS: Final[dict[str, str]] = {
    "BO": "Bolivia (Plurinational State of)",
    "CD": "Democratic Republic of the Congo",
    "CI": "Côte d’Ivoire",
    "FM": "Micronesia (Federated States of)",
    "GB": "United Kingdom of Great Britain and Northern Ireland",
    "GM": "Gambia",
    "IR": "Iran (Islamic Republic of)",
    "KP": "Democratic People’s Republic of Korea",
    "LA": "Lao People’s Democratic Republic",
    "NL": "Netherlands (Kingdom of the)",
    "US": "United States of America",
    "VA": "Holy See",
    "VE": "Venezuela (Bolivarian Republic of)",
}

# Other names of States, by ISO 3166 code; two-letter names and the like are matched as capitals only.
STATE_ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia",),
    "BN": ("Brunei",),
    "CD": ("DRC", "DR Congo", "Congo-Kinshasa"),
    "CF": ("CAR",),
    "CG": ("Republic of the Congo", "Congo-Brazzaville"),
    "CI": ("Ivory Coast", "Cote d'Ivoire"),
    "CN": ("PRC", "People’s Republic of China"),
    "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",),
    "FM": ("Micronesia",),
    "GB": (
        "UK",
        "U.K.",
        "Great Britain",
        "Britain",
        "United Kingdom",
        "Великобритания",
        "Royaume-Uni",
        "Reino Unido",
    ),
    "IR": ("Iran", "I.R. Iran", "إيران", "ایران", "伊朗", "Иран"),
    "KP": ("DPRK", "North Korea"),
    "KR": ("ROK", "South Korea", "Korea"),
    "LA": ("Laos", "Lao PDR"),
    "MD": ("Moldova",),
    "MK": ("Macedonia", "former Yugoslav Republic of Macedonia"),
    "MM": ("Burma",),
    "NL": (
        "Netherlands",
        "the Netherlands",
        "Kingdom of the Netherlands",
        "Holland",
        "Pays-Bas",
        "Países Bajos",
        "Нидерланды",
        "荷兰",
        "هولندا",
    ),
    "PS": ("Palestine", "State of Palestine"),
    "RU": ("Russia", "Россия", "РФ", "روسيا", "الاتحاد الروسي", "Rusia", "Russie", "俄罗斯"),
    "SA": ("KSA",),
    "SY": ("Syria",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor", "Timor Leste"),
    "TR": ("Turkey", "Turkiye"),
    "TZ": ("Tanzania",),
    "US": (
        "US",
        "U.S.",
        "USA",
        "U.S.A.",
        "United States",
        "États-Unis",
        "Estados Unidos",
        "EE.UU.",
        "США",
        "美国",
        "الولايات المتحدة",
    ),
    "VA": ("Vatican", "Vatican City", "Saint-Siège", "Santa Sede", "Святой Престол"),
    "VE": ("Venezuela",),
    "VN": ("Vietnam",),
}

# Groups, organisations and companies that speak in the tracks this program follows, each with its other names.
OTHERS: Final[dict[str, tuple[str, ...]]] = {
    "European Union": (
        "EU",
        "Union européenne",
        "Unión Europea",
        "Европейский союз",
        "الاتحاد الأوروبي",
        "欧洲联盟",
        "欧盟",
    ),
    "African Group": ("المجموعة الأفريقية", "Africa Group", "Group of African States"),
    "African Union": ("AU", "African Union Commission"),
    "Group of 77 and China": ("G77", "G-77", "G77 + China", "G77 and China", "G-77 and China", "Group of 77"),
    "Non-Aligned Movement": ("NAM", "Movement of Non-Aligned Countries"),
    "Association of Southeast Asian Nations": ("ASEAN",),
    "Caribbean Community": ("CARICOM",),
    "Pacific Islands Forum": ("PIF",),
    "Alliance of Small Island States": ("AOSIS",),
    "Arab Group": (
        "المجموعة العربية",
        "Groupe des États arabes",
        "Grupo Árabe",
        "Группа арабских государств",
        "Group of Arab States",
    ),
    "League of Arab States": ("Arab League",),
    "Gulf Cooperation Council": ("GCC", "Cooperation Council for the Arab States of the Gulf"),
    "Organization of Islamic Cooperation": ("OIC",),
    "Nordic countries": ("Nordics",),
    "CANZ": ("Canada, Australia and New Zealand",),
    "Like-minded Group": ("LMG",),
    "Organization of American States": ("OAS",),
    "Organization for Security and Co-operation in Europe": ("OSCE",),
    "Organisation for Economic Co-operation and Development": ("OECD",),
    "Council of Europe": (),
    "North Atlantic Treaty Organization": ("NATO",),
    "Shanghai Cooperation Organization": ("SCO", "Shanghai Cooperation Organisation"),
    "International Committee of the Red Cross": ("ICRC",),
    "International Criminal Police Organization": ("INTERPOL",),
    "International Telecommunication Union": ("ITU",),
    "Internet Corporation for Assigned Names and Numbers": ("ICANN", "ICANN org"),
    "Internet Society": ("ISOC",),
    "Internet Engineering Task Force": ("IETF",),
    "United Nations Office on Drugs and Crime": ("UNODC",),
    "United Nations Conference on Trade and Development": ("UNCTAD",),
    "United Nations Educational, Scientific and Cultural Organization": ("UNESCO",),
    "United Nations Institute for Disarmament Research": ("UNIDIR",),
    "United Nations Development Programme": ("UNDP",),
    "United Nations Environment Programme": ("UNEP",),
    "Office of the United Nations High Commissioner for Human Rights": ("OHCHR",),
    "Microsoft": ("Microsoft Corporation",),
    "Google": (),
    "Kaspersky": (),
    "Cybersecurity Tech Accord": (),
    "Global Partners Digital": ("GPD",),
    "Association for Progressive Communications": ("APC",),
    "Access Now": (),
    "Derechos Digitales": (),
    "International Chamber of Commerce": ("ICC", "International Chamber of Commerce (ICC)"),
    "Global Commission on the Stability of Cyberspace": ("GCSC",),
    "Paris Peace Forum": (),
}

# Phrases that hold a State's name and do not mean the State.
NOT_SPEAKERS: Final[tuple[str, ...]] = (
    "Northern Ireland",
    "South China Sea",
    "East China Sea",
    "Gulf of Mexico",
    "Gulf of Guinea",
    "New Mexico",
    "Jordan Valley",
    "Jordan River",
    "Sea of Japan",
    "Taiwan, Province of China",
    "Georgia Tech",
    "发展中国家",  # developing countries
)

# How a State is named in a sentence, where its UN short form does not read well in one.
SPOKEN: Final[dict[str, str]] = {
    "Bolivia (Plurinational State of)": "Bolivia",
    "Iran (Islamic Republic of)": "Iran",
    "Micronesia (Federated States of)": "Micronesia",
    "Netherlands (Kingdom of the)": "the Netherlands",
    "Venezuela (Bolivarian Republic of)": "Venezuela",
    "United Kingdom of Great Britain and Northern Ireland": "the United Kingdom",
    "United States of America": "the United States",
    "Lao People’s Democratic Republic": "the Lao People’s Democratic Republic",
}

# Names said with the article.
WITH_ARTICLE: Final = frozenset(
    {
        "Russian Federation",
        "Republic of Korea",
        "Republic of Moldova",
        "Democratic People’s Republic of Korea",
        "Democratic Republic of the Congo",
        "United Republic of Tanzania",
        "United Arab Emirates",
        "Syrian Arab Republic",
        "State of Palestine",
        "Holy See",
        "European Union",
        "Philippines",
        "Bahamas",
        "Gambia",
        "Maldives",
        "Comoros",
        "Niger",
        "Sudan",
        "Congo",
        "Marshall Islands",
        "Solomon Islands",
        "Central African Republic",
        "Dominican Republic",
        "African Group",
        "African Union",
        "Internet Society",
        "Group of 77 and China",
        "Arab Group",
        "Caribbean Community",
        "Pacific Islands Forum",
        "Council of Europe",
        "International Committee of the Red Cross",
    }
)

# Names that are ordinary words when written small.
CAPITALS_ONLY: Final = frozenset(
    {"chad", "turkey", "togo", "emirates", "nordics", "car", "oman", "benin", "sco", "google"}
)
