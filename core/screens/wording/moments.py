"""Moments in words, for what cannot show a date of its own: lock screens, labels, lists."""

from dataclasses import replace
from datetime import datetime

from core.kernel.text import WhenStyle
from core.screens.moments import day_words, due_words, local_day, time_words
from core.screens.views import DueFact, Reader


def spoken_moment(at: datetime, style: WhenStyle, reader: Reader) -> str:
    """A moment as *style* says it, in the reader's zone and 12- or 24-hour habit."""
    today = local_day(reader.now, reader) if reader.now else None
    day, hour = day_words(local_day(at, reader), today), time_words(at, reader)
    match style:
        case WhenStyle.DATE:
            return day
        case WhenStyle.TIME:
            return hour
        case WhenStyle.MOMENT | WhenStyle.WEEKDAY:
            return f"{day} {hour}"


def spoken_day(fact: DueFact, reader: Reader) -> str:
    """``Thu 26 Nov``: the date itself, in no zone; with the year when it is another one."""
    return day_words(fact.day, local_day(reader.now, reader) if reader.now else None)


def spoken_due(fact: DueFact, reader: Reader) -> str:
    """``Thu 26 Nov 17:00 (tomorrow)``; without an hour, "end of day"."""
    return due_words(fact, reader if reader.now else replace(reader, now=fact.at))
