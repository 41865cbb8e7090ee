"""The languages beside English, each a file of data, loaded when somebody types in it."""

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.language.tongues.tongue import Tongue

_FILES = {
    "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "ja": "japanese",
}  # fmt: skip
CODES = frozenset(_FILES)


def tongue_of(locale: str) -> "Tongue | None":
    """The language of *locale*; None for English and for those that are not read."""
    return _loaded(locale[:3].rstrip("-_").lower())


@lru_cache(maxsize=16)
def _loaded(code: str) -> "Tongue | None":
    if code not in _FILES:
        return None
    module = import_module(f"{__name__}.{_FILES[code]}")
    found: Tongue = module.TONGUE
    return found
