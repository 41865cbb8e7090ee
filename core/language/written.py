"""A pattern as words that can be typed: what ``read_repeat`` reads back as the same pattern."""

from core.calendar.repeats import Pattern

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NTH = {
    1: "first", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last", -2: "2nd last",
    -3: "3rd last", -4: "4th last", -5: "5th last",
}  # fmt: skip
_WORKDAYS = (0, 1, 2, 3, 4)


def written(pattern: Pattern) -> str:
    """``every 2 weeks on friday 17:00``; with its end, and what it counts from."""
    words = ["every!" if pattern.from_completion else "every", *_often(pattern)]
    if pattern.wall is not None:
        words.append(f"at {pattern.wall:%H:%M}")
    if pattern.until is not None:
        words.append(f"until {pattern.until.isoformat()}")
    if pattern.count is not None:
        words.append(f"{pattern.count} times")
    return " ".join(word for word in words if word)


def _often(pattern: Pattern) -> tuple[str, ...]:
    """Every friday rather than every week on friday."""
    days = tuple(day for _, day in pattern.days)
    if pattern.interval > 1 or not days or pattern.parts["FREQ"] in {"DAILY", "MONTHLY"}:
        return _span(pattern), _on(pattern)
    named = "weekday" if days == _WORKDAYS else _listed([_DAYS[day] for day in days])
    if pattern.parts["FREQ"] == "WEEKLY":
        return (named,)
    weeks = pattern.numbers("BYWEEKNO")
    return (f"{named} {_weeks(weeks)}",) if weeks else (_span(pattern), _on(pattern))


def _weeks(numbers: tuple[int, ...]) -> str:
    return f"in week {', '.join(map(str, numbers))}"


def _span(pattern: Pattern) -> str:
    unit, number = _UNITS[pattern.parts["FREQ"]], pattern.interval
    return unit if number == 1 else f"{number} {unit}s"


def _on(pattern: Pattern) -> str:
    if weeks := pattern.numbers("BYWEEKNO"):
        return _weeks(weeks)
    if pattern.parts["FREQ"] == "WEEKLY":
        days = _listed([_DAYS[day] for _, day in pattern.days])
        return f"on {days}" if days else ""
    if pattern.days:
        where = _listed([f"{_NTH.get(nth, '')} {_DAYS[day]}" for nth, day in pattern.days])
        months = pattern.numbers("BYMONTH")
        return f"on the {where}" + (f" in {_MONTHS[months[0] - 1]}" if months else "")
    return _days_of_month(pattern)


def _days_of_month(pattern: Pattern) -> str:
    days = pattern.numbers("BYMONTHDAY")
    if not days:
        return ""
    if months := pattern.numbers("BYMONTH"):
        return f"on {_MONTHS[months[0] - 1]} {_listed([str(day) for day in days])}"
    if days == (-1,):
        return "on the last day"
    if all(day < 0 for day in days):
        return f"on the {_listed([_ordinal(-day) for day in days])} last day"
    return f"on the {_listed([_ordinal(day) for day in days])}"


def _ordinal(day: int) -> str:
    return f"{day}{'th' if day in {11, 12, 13} else _SUFFIXES.get(day % 10, 'th')}"


_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
