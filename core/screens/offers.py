"""The offer to do now what somebody wrote while we were away."""

from datetime import datetime

from core.kernel.text import Quote
from core.screens.moments import day_words, local_day, time_words
from core.screens.presses import plain_press
from core.screens.views import Reader, Said
from core.screens.words import say


def offer(text: str, away: tuple[datetime, datetime] | None, name: str, reader: Reader) -> Said:
    """*text* is what was written; *name* the one under which it is kept; *away*: from when to
    when, unless it was for so short a time that nobody noticed."""
    presses = (plain_press("do_missed", "do_it", name), plain_press("leave_missed", "leave_it"))
    if away is None:
        return Said((say("offer.unheard", reader.locale), (Quote(text),)), presses)
    since, until = (_moment(at, away[1], reader) for at in away)
    said = say("offer.away", reader.locale, since=since, until=until)
    return Said((said, (Quote(text),), say("offer.slash", reader.locale)), presses)


def left(reader: Reader) -> Said:
    """Nothing was done, on purpose."""
    return Said((say("offer.left", reader.locale),))


def _moment(at: datetime, until: datetime, reader: Reader) -> str:
    """The time, with the day where the two are of different days."""
    day = local_day(at, reader)
    if day == local_day(until, reader):
        return time_words(at, reader)
    return f"{day_words(day)} {time_words(at, reader)}"
