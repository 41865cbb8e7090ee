"""That we were away, as the first lines of a brief."""

from collections.abc import Iterable
from datetime import date, datetime

from core.kernel.text import Rich
from core.screens.delivery import Outage
from core.screens.moments import day_words, local_day, now_of, time_words
from core.screens.views import Reader
from core.screens.words import say


def lines(outages: Iterable[Outage], reader: Reader) -> tuple[Rich, ...]:
    """One for each: from when to when, and what to do about it."""
    return tuple(_line(outage, reader) for outage in outages)


def _line(outage: Outage, reader: Reader) -> Rich:
    since = _moment(outage.began, local_day(now_of(reader), reader), reader)
    until = _moment(outage.ended, local_day(outage.began, reader), reader)
    if outage.unread:
        return say("outage.unread", reader.locale, since=since, until=until, n=outage.unread)
    return say("outage.away", reader.locale, since=since, until=until)


def _moment(at: datetime, known: date, reader: Reader) -> str:
    """The time, with the day where that is another one than what is *known*."""
    day = local_day(at, reader)
    time = time_words(at, reader)
    return time if day == known else f"{day_words(day, known)} {time}"
