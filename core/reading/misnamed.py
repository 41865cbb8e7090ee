"""A line that names nobody in particular: kept, and read again once it is known who is meant."""

import json
import re
from dataclasses import dataclass

from core.kernel.errors import BadInput
from core.kernel.refs import PlaceId


@dataclass(frozen=True, slots=True)
class Misnamed:
    """The words with their command, the name in them, and where they were typed."""

    words: str
    name: str
    place: PlaceId | None = None


def encode(line: Misnamed) -> str:
    """As it is kept; ``decode`` reads it."""
    return json.dumps([line.words, line.name, line.place])


def decode(held: str) -> Misnamed:
    """The inverse of ``encode``; BadInput("stale_button") for anything else."""
    try:
        words, name, place = json.loads(held)
    except ValueError:
        raise BadInput("stale_button") from None
    return Misnamed(words, name, PlaceId(place) if place is not None else None)


def spelt_out(line: Misnamed, account: str) -> str | None:
    """The words with a mention of *account* in the place of the name; None where it is not there."""
    name = re.escape(line.name)
    mentioned = rf"<[@!](?:subteam\^)?{name}(?:\|[^<>]*)?>|<[@!][^<>|]*\|@?{name}>"
    found = re.compile(rf"{mentioned}|@?(?<!\w){name}(?!\w)", re.IGNORECASE)
    said, count = found.subn(lambda _: f"<@{account}>", line.words, count=1)
    return said if count and line.name else None
