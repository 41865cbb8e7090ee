"""How something repeats, in words: ``every 2 weeks on Fri, next Fri 11 Dec``."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from core.calendar.repeats import Pattern
from core.kernel.refs import TaskId
from core.recurring.model import Repeating
from core.recurring.policy import next_day
from core.screens.moments import day_words, local_day, now_of, time_words
from core.screens.scene import Scene
from core.screens.views import Reader
from core.screens.words import plain

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_WORKDAYS = (0, 1, 2, 3, 4)
_A_MONDAY = date(2024, 1, 1)


def how_often(pattern: Pattern, reader: Reader) -> str:
    """``every 2 weeks on Fri 17:00, until Fri 18 Dec``."""
    how = _timed(_days(pattern, reader.locale), pattern, reader)
    if pattern.from_completion:
        how = plain("repeat.after_done", reader.locale, how=how)
    if pattern.until is not None:
        day = day_words(pattern.until, local_day(now_of(reader), reader))
        how = plain("repeat.until", reader.locale, how=how, day=day)
    if pattern.count is not None:
        how = plain("repeat.times", reader.locale, how=how, n=pattern.count)
    return how


def how_it_goes_on(known: Repeating, reader: Reader) -> str:
    """How often, and when next; empty for what comes no more."""
    series, now = known.series, now_of(reader)
    if not series.on:
        return ""
    how, today = how_often(series.pattern, reader), local_day(now, reader)
    if series.paused_until is not None and series.paused_until > today:
        day = day_words(series.paused_until, today)
        return plain("repeat.paused", reader.locale, how=how, day=day)
    following = next_day(known, now)
    if following is None:
        return how
    return plain("repeat.next", reader.locale, how=how, day=day_words(following, today))


def how_in_line(known: Repeating, reader: Reader) -> str:
    """How often, for a line of a list; empty for what comes no more."""
    return how_often(known.series.pattern, reader) if known.series.on else ""


def follows(scene: Scene, task: TaskId, known: Repeating) -> str:
    """The handle of the one before it; empty for the first, and for one that is not seen."""
    newest = scene.work.recurrences.newest(known.series.id, 12)
    before = next((each.task for each in newest if each.slot < known.slot), None)
    if before is None or scene.work.tasks(scene.audience).get(before) is None:
        return ""
    return scene.handle(before)


def _timed(how: str, pattern: Pattern, reader: Reader) -> str:
    if pattern.wall is None:
        return how
    time = time_words(datetime.combine(_A_MONDAY, pattern.wall, UTC), _in_utc(reader))
    key = "repeat.at" if pattern.zone == reader.zone else "repeat.at_zone"
    return plain(key, reader.locale, how=how, time=time, zone=pattern.zone)


def _in_utc(reader: Reader) -> Reader:
    """A wall time is said as it stands on the wall."""
    return Reader("UTC", reader.locale, reader.now)


def _days(pattern: Pattern, locale: str) -> str:
    """The days without their hour and end."""
    freq, weekdays = pattern.parts["FREQ"], tuple(day for _, day in pattern.days)
    span = plain(f"repeat.{_UNITS[freq]}", locale, n=pattern.interval)
    single = pattern.interval == 1 and freq != "MONTHLY"
    named = _listed([f"{_weekday(day):%a}" for day in weekdays], locale)
    if weeks := ", ".join(map(str, pattern.numbers("BYWEEKNO"))):
        key = "repeat.weekdays_in_weeks" if single and weekdays else "repeat.in_weeks"
        facts = {"days": named, "weeks": weeks} if weekdays else {"days": weeks, "weeks": weeks}
        return plain(key, locale, span=span, **facts)
    if freq == "WEEKLY" and weekdays:
        if single and weekdays == _WORKDAYS:
            return plain("repeat.workday", locale)
        return plain("repeat.weekdays" if single else "repeat.on", locale, span=span, days=named)
    found = _in_month(pattern, locale)
    key = "repeat.on" if pattern.numbers("BYMONTHDAY") and freq == "YEARLY" else "repeat.on_the"
    return plain(key, locale, span=span, days=found) if found else span


def _weekday(day: int) -> date:
    return date.fromordinal(_A_MONDAY.toordinal() + day)


def _in_month(pattern: Pattern, locale: str) -> str:
    """The 15th and the last day; the last Fri; 29 Feb."""
    months = [f"{date(2024, month, 1):%b}" for month in pattern.numbers("BYMONTH")]
    if pattern.days:
        named = [
            plain("repeat.nth", locale, nth=_nth(nth, locale), day=f"{_weekday(day):%a}")
            for nth, day in pattern.days
        ]
        days = _listed(named, locale)
        month = _listed(months, locale)
        return plain("repeat.nth_in", locale, days=days, month=month) if months else days
    numbers = pattern.numbers("BYMONTHDAY")
    if months:
        return _listed(
            [plain("repeat.dated", locale, day=d, month=m) for m in months for d in numbers], locale
        )
    return _listed([_month_day(day, locale) for day in numbers], locale)


def _month_day(day: int, locale: str) -> str:
    if day == -1:
        return plain("repeat.last_day", locale)
    if day < 0:
        return plain("repeat.last_nth_day", locale, nth=_ordinal(-day, locale))
    return _ordinal(day, locale)


def _nth(number: int, locale: str) -> str:
    if number == -1:
        return plain("repeat.last", locale)
    if number < 0:
        return plain("repeat.last_nth", locale, nth=_ordinal(-number, locale))
    return _ordinal(number, locale)


def _ordinal(number: int, locale: str) -> str:
    ending = "th" if number in {11, 12, 13} else _ENDINGS.get(number % 10, "th")
    return plain(f"repeat.{ending}", locale, n=number)


_ENDINGS: Mapping[int, str] = {1: "st", 2: "nd", 3: "rd"}


def _listed(words: list[str], locale: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return plain("repeat.and", locale, first=", ".join(words[:-1]), last=words[-1])
