"""How things are said to one reader: the catalogue's texts, moments, and phrases put together."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from core.kernel.text import Link, Mention, Part, Quote, Rich, TaskName, When, WhenStyle, Words
from core.kernel.values import dataclass
from core.screens.views import Reader
from core.screens.wording.moments import spoken_moment
from core.screens.words import plain, say

TITLE_ROOM = 160


@dataclass(frozen=True, slots=True)
class Ink:
    """How things are said to one reader."""

    reader: Reader

    @property
    def locale(self) -> str:
        """The reader's language and habits."""
        return self.reader.locale

    def say(self, key: str, **facts: object) -> Rich:
        """The catalogue's text in the reader's language."""
        return say(key, self.locale, **facts)

    def plain(self, key: str, **facts: object) -> str:
        """The catalogue's text without parts; the key's own words where it is missing."""
        try:
            return plain(key, self.locale, **facts)
        except KeyError:
            # A label that is not in the catalogue must not keep a follow-up from its reader.
            return key.rpartition(".")[2].replace("_", " ").capitalize()

    def spoken(self, label: str, facts: Mapping[str, str]) -> str:
        """What a screen reader says of a button; its label where nothing else is written."""
        try:
            return plain(f"spoken.{label}", self.locale, **facts)
        except KeyError:
            return self.plain(f"button.{label}", **facts)

    def when(self, at: datetime, style: WhenStyle) -> str:
        """A moment in words, in the reader's zone."""
        return spoken_moment(at, style, self.reader)


def joined(pieces: Iterable[Rich], between: str = " · ") -> Rich:
    """The pieces that say something, in one line."""
    line: list[Part] = []
    for piece in pieces:
        if piece:
            line += [Words(between), *piece] if line else piece
    return tuple(line)


def flat(rich: Rich, ink: Ink, *, titles: bool = True, quotes: bool = True) -> str:
    """*rich* as plain words. A fallback for private things leaves titles and quotations out."""
    return "".join(_flat(part, ink, titles, quotes) for part in rich)


def _flat(part: Part, ink: Ink, titles: bool, quotes: bool) -> str:
    match part:
        case Words(text):
            return text
        case Mention(name=name):
            return name
        case When(at, style):
            return ink.when(at, style)
        case Link(label=label):
            return label
        case TaskName(handle=handle, title=title):
            return f"{handle} {title}" if titles else handle
        case Quote(text):
            return f'"{text}"' if quotes else ""
