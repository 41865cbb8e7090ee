"""Emoji by their names, as platforms call them."""

import re

_NAME = re.compile(r":?([a-z0-9_+'-]{1,80})(?:::skin-tone-\d)?:?")
_SHAPES = {"📌": "pushpin", "✅": "white_check_mark", "👀": "eyes", "📝": "memo", "👍": "+1"}
_SAME = {"thumbsup": "+1", "thumbsdown": "-1"}


def name_of(typed: str) -> str | None:
    """``pushpin`` for ``:pushpin:``, its skin tones and its sign; None for what is no emoji."""
    word = typed.strip().removesuffix("\ufe0f")
    found = _NAME.fullmatch(_SHAPES.get(word, word).casefold())
    return _SAME.get(found[1], found[1]) if found else None
