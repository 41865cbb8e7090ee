"""Words as they are searched: without case and accents, the same on every database."""

import re
import unicodedata
from functools import cache

WORD_LIMIT = 40
"""Longer words are known by their beginning."""
WORDS_LIMIT = 400
"""Of one text; a note that is longer is found by its first words."""
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """*text* without case and accents: "Straße", "STRASSE" and "strasse" are one."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of *text*, each once, in order."""
    found: dict[str, None] = {}
    for word in _WORD.findall(unicodedata.normalize("NFC", fold(text))):
        for part in _parts(word.strip("_")):
            found.setdefault(part[:WORD_LIMIT])
    return tuple(found)[:WORDS_LIMIT]


@cache
def _dense() -> re.Pattern[str]:
    """Letters of languages that are written without blanks; who writes others needs it not."""
    return re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


def _parts(word: str) -> tuple[str, ...]:
    """The word; of one without blanks every pair of letters, so that its middle is found."""
    if not word:
        return ()
    if len(word) < 3 or word.isascii() or not _dense().search(word):
        return (word,)
    return tuple(word[i : i + 2] for i in range(len(word) - 1))
