"""Words from the catalogue: a key and its facts become rich text in a language."""

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

from core.kernel.locale import platform_of, renamed
from core.kernel.text import Link, Mention, Part, Quote, Rich, TaskName, When, Words
from core.kernel.values import dataclass
from core.screens.texts_en import TEXTS as ENGLISH

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH}
_PARTS = (Words, Mention, When, Link, TaskName, Quote)


def catalogue(locale: str) -> Mapping[str, str]:
    """The texts of a locale's language; English where there is none yet."""
    return CATALOGUES.get(locale.partition("-")[0].lower(), ENGLISH)


def say(key: str, /, locale: str = "en-US", **facts: object) -> Rich:
    """The text behind *key*; ``{name}`` takes a part, parts or anything with a plain ``str``.

    ``n`` among the facts picks ``<key>.one`` or ``<key>.other``. ``**bold**``,
    ``{*name}`` (a bold fact) and what is to be typed, between backticks, are the catalogue's; what
    comes in through facts is shown as it is.
    """
    parts: list[Part] = []
    for step in _steps(_template(key, locale, facts)):
        if step.code:
            parts += _typed(parts, facts[step.fact] if step.fact else step.words)
        elif step.fact:
            parts += _fact(facts[step.fact], bold=step.bold)
        else:
            parts += step.parts
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class _Step:
    """A piece of a template: words, or the name of the fact that stands there."""

    fact: str = ""
    words: str = ""
    parts: tuple[Part, ...] = ()
    """The words as they are shown, where they are not to be typed."""
    code: bool = False
    bold: bool = False


@lru_cache(maxsize=4096)
def _steps(template: str) -> tuple[_Step, ...]:
    """Taken apart once: the same few are said again and again."""
    steps: list[_Step] = []
    code = False
    for literal, name, _, _ in Formatter().parse(template):
        for n, piece in enumerate(literal.split("`")):
            code ^= n > 0
            if piece:
                steps.append(_Step(words=piece, parts=tuple(_styled(piece)), code=code))
        if name is not None:
            fact, bold = name.strip("*"), name.startswith("*")
            steps.append(_Step(fact=fact, code=code, bold=bold))
    return tuple(steps)


def _typed(before: list[Part], more: object) -> list[Part]:
    """What is to be typed is one part, with what is filled in."""
    text = str(more)
    if before and isinstance(last := before[-1], Words) and last.code:
        text = f"{last.text}{text}"
        before.pop()
    return [Words(text, code=True)] if text else []


def plain(key: str, /, locale: str = "en-US", **facts: object) -> str:
    """A short text without parts: labels, titles, hints."""
    return _template(key, locale, facts).replace("`", "").format(**facts)


def _template(key: str, locale: str, facts: Mapping[str, object]) -> str:
    """The catalogue's words; facts come later, so that nothing that people wrote is renamed.

    ``<key>.discord`` says it for Discord, where what is to be done there is something else.
    """
    texts, platform = catalogue(locale), platform_of(locale)
    if platform and (own := f"{key}.{platform}") in texts:
        key = own
    if "n" in facts and f"{key}.one" in texts:
        key = f"{key}.one" if facts["n"] == 1 else f"{key}.other"
    return renamed(texts[key], locale)


def _styled(literal: str) -> list[Part]:
    parts: list[Part] = []
    for i, piece in enumerate(literal.split("**")):
        if piece:
            parts.append(Words(piece, bold=i % 2 == 1))
    return parts


def _fact(value: object, *, bold: bool) -> list[Part]:
    if isinstance(value, tuple):
        return [part for item in value for part in _fact(item, bold=bold)]
    if isinstance(value, _PARTS):
        return [value]
    return [Words(str(value), bold=bold)]
