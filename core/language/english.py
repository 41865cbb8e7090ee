"""English, as a table."""

from core.language.vocabulary import Unit, Vocabulary, words_of

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = (
    ("mon",), ("tue", "tues"), ("wed", "weds"), ("thu", "thur", "thurs"), ("fri",), ("sat",),
    ("sun",),
)  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_SECOND, _MINUTE, _HOUR = (
    Unit(seconds=1, freq="SECONDLY"), Unit(seconds=60, freq="MINUTELY"), Unit(seconds=3600,
    freq="HOURLY"),
)  # fmt: skip
_DAY, _WEEK = Unit(days=1, freq="DAILY"), Unit(days=7, freq="WEEKLY")
_FORTNIGHT = Unit(days=14, freq="WEEKLY", times=2)
_MONTH, _YEAR = Unit(months=1, freq="MONTHLY"), Unit(months=12, freq="YEARLY")
_QUARTER = Unit(months=3, freq="MONTHLY", times=3)
_UNITS = {
    _SECOND: "s sec secs second seconds",
    _MINUTE: "m min mins minute minutes",
    _HOUR: "h hr hrs hour hours",
    _DAY: "d day days",
    _WEEK: "w wk wks week weeks",
    _FORTNIGHT: "fortnight fortnights",
    _MONTH: "mo mos month months",
    _QUARTER: "quarter quarters qtr qtrs",
    _YEAR: "y yr yrs year years",
}


ENGLISH = Vocabulary(
    weekdays={name: n for n, name in enumerate(_DAYS)}
    | {short: n for n, shorts in enumerate(_SHORT_DAYS) for short in shorts},
    plural_days={name + "s": (n,) for n, name in enumerate(_DAYS)}
    | {"weekdays": (0, 1, 2, 3, 4), "workdays": (0, 1, 2, 3, 4), "weekends": (5, 6)},
    months={name: n for n, name in enumerate(_MONTHS, 1)}
    | {name[:3]: n for n, name in enumerate(_MONTHS, 1)}
    | {"sept": 9},
    long_words=(
        *_DAYS, "january", "february", "september", "october", "november", "december", "tomorrow",
    ),
    relative={
        "today": 0, "tod": 0, "2day": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tmw": 1, "tomoz": 1,
        "tommorow": 1, "tommorrow": 1, "tomorow": 1, "tomorrows": 1, "yesterday": -1,
        "overmorrow": 2,
    },
    units={word: unit for unit, words in _UNITS.items() for word in words.split()},
    numbers={word: n for n, word in enumerate(_NUMBERS, 1)},
    tens={"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90},
    ordinals={word: n for n, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30},
    suffixes=words_of("st nd rd th"),
    dayparts={
        "morning": (9, 0), "mornings": (9, 0), "noon": (12, 0), "midday": (12, 0),
        "lunchtime": (12, 0),
        "lunch": (12, 0), "afternoon": (15, 0), "afternoons": (15, 0), "evening": (18, 0),
        "evenings": (18, 0), "night": (20, 0), "nights": (20, 0), "tonight": (20, 0),
        "tonite": (20, 0),
        "noonish": (12, 0), "afternoonish": (15, 0),
    },
    day_ends=frozenset({
        ("eod",), ("cob",), ("eob",), ("end", "of", "day"), ("end", "of", "the", "day"),
        ("end", "of", "business"), ("end", "of", "business", "day"), ("end", "of", "play"),
        ("close", "of", "business"), ("close", "of", "play"), ("end", "of", "work"),
    }),
    shorts={"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"},
    deadline=words_of("by on before until till due deadline til"),
    blocking=words_of(
        "a an the of after about than since from to under over like per past between and or vs "
        "with "
        "without my our your his her their its these those some any no regarding re as via into "
        "onto plus "
        "against versus it's that's except excluding but unless not & /"
    ),
    counted=words_of(
        "page pages part parts step steps chapter chapters section sections item items room "
        "rooms version "
        "release level phase stage floor row rows column line lines rated score score: ratio "
        "figure table "
        "slide slides question task ticket issue bug pr episode volume unit"
    ),
    function=words_of(
        "about the a an with to for and at in on of re regarding via so because if when but "
        "from my our "
        "your his her their this that these those as into onto before after or by until using "
        "without "
        "what whether how why which since unless while it them him us me"
    ),
    verbs=words_of(
        "add agree announce answer approve archive arrange ask assign audit back book bring "
        "build buy call "
        "cancel chase check clean clear close collect commit compare complete confirm contact "
        "convert "
        "coordinate create decide define delete deliver deploy disable discuss distribute "
        "document draft "
        "drop email enable escalate estimate evaluate export file fill finalise finalize find "
        "finish fix "
        "follow get give go groom hand help hire import inform install interview invite invoice "
        "investigate kick launch let make mail measure meet merge message migrate move notify "
        "onboard open "
        "order organise organize pay phone pick ping plan post prepare present print process "
        "publish pull "
        "push put read rebuild record refactor release remind remove rename renew reopen repair "
        "replace "
        "reply report request reschedule reserve reset resolve respond restart restore return "
        "review "
        "rewrite roll rotate run schedule send set setup share ship show sign sort speak start "
        "stop submit "
        "switch sync take talk tell test tidy train transfer try turn unblock update upgrade "
        "upload verify "
        "visit walk wash watch water write"
    ),
    moves=words_of(
        "move moving shift reschedule rescheduling postpone push pushing change changing delay "
        "swap switch bump extend rebook"
    ),
    priorities={
        "urgent": "urgent", "asap": "urgent", "critical": "urgent", "highest": "urgent",
        "high": "high",
        "medium": "medium", "med": "medium", "normal": "medium", "low": "low", "lowest": "low",
        "hi": "high", "p1": "urgent", "p2": "high", "p3": "medium", "p4": "low",
        "1": "urgent", "2": "high", "3": "medium", "4": "low",
    },
    bare_priorities={
        "urgent": "urgent", "asap": "urgent", "high": "high", "medium": "medium", "low": "low",
    },
    frequencies={
        "daily": ("DAILY", 1), "everyday": ("DAILY", 1), "nightly": ("DAILY", 1),
        "weekly": ("WEEKLY", 1),
        "biweekly": ("WEEKLY", 2), "fortnightly": ("WEEKLY", 2), "monthly": ("MONTHLY", 1),
        "bimonthly": ("MONTHLY", 2), "quarterly": ("MONTHLY", 3), "yearly": ("YEARLY", 1),
        "annually": ("YEARLY", 1), "hourly": ("HOURLY", 1), "semiannually": ("MONTHLY", 6),
    },
)  # fmt: skip
