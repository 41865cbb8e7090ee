"""Whether two phrases speak of the same thing: their content words, crudely stemmed."""

import re

from core.language.vocabulary import words_of

_WORD = re.compile(r"[^\W_]{2,40}")
_STOP = words_of(
    "an and the of to for in on at by with from it its is be do we they me us my our your "
    "this that up out please can could would will need needs you he she them his her their as "
    "so if or but then also just some any all now later today tomorrow tonight morning "
    "afternoon evening week monday tuesday wednesday thursday friday saturday sunday have has "
    "had get got ll ve re am are was were not don there here one thing thanks thx sure ok yes "
    "again still what who when how before after until into over about off eod asap"
)
_ENDS = ("ing", "ed", "es", "s", "e")


def stems(text: str) -> frozenset[str]:
    """The content words of *text*."""
    return frozenset(stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP)


def stem(word: str) -> str:
    """*word* without its ending, crudely."""
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Which part of the shorter is in the longer."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
