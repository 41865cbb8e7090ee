"""A line that names nobody in particular: kept, and read again once it is known who is meant."""

import json
import re

from core.kernel.errors import BadInput, ChivvyError
from core.kernel.refs import PlaceId
from core.kernel.values import dataclass
from core.screens.problems import NAMES


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


def worth_keeping(error: ChivvyError, typed: str, place: PlaceId | None, home: str) -> str:
    """What is kept of a refused line: who is away, or nobody in particular, can be replaced."""
    if error.code == "person_away":
        return str(error.fields.get("held", typed))
    if error.code == "takes_none" and typed:
        return encode(Misnamed(f"{home} {typed}".strip(), "", place))
    named = error.fields.get("typed") if error.code in NAMES else None
    if not typed or not named:
        return ""
    return encode(Misnamed(f"{home} {typed}".strip(), str(named), place))


def with_kept(error: ChivvyError, name: str) -> ChivvyError:
    """The refusal, knowing under which *name* its line is kept."""
    field = getattr(error, "field", None)
    return BadInput(error.code, field=field, **{**error.fields, "kept": name})


def spelt_out(line: Misnamed, mention: str) -> str | None:
    """The words with *mention* in the place of the name; None where there is none."""
    name = re.escape(line.name)
    mentioned = rf"<[@!](?:subteam\^)?{name}(?:\|[^<>]*)?>|<[@!][^<>|]*\|@?{name}>"
    found = re.compile(rf"{mentioned}|@?(?<!\w){name}(?!\w)", re.IGNORECASE)
    said, count = found.subn(lambda _: mention, line.words, count=1)
    return said if count and line.name else None
