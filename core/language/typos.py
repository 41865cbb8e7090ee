"""Slips of the keyboard: bounded edit distance, and the nearest of known words."""

from collections.abc import Iterable


def distance(a: str, b: str, limit: int = 2) -> int:
    """Damerau-Levenshtein distance (adjacent letters may swap), at most ``limit + 1``."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    older: list[int] = []
    above = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        older, above = above, row
    return min(above[-1], limit + 1)


def nearest(word: str, words: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """The known words that *word* was probably meant to be, the nearest first."""
    word = word.lower()[:40]
    limit = 1 if len(word) <= 4 else 2
    found: list[tuple[int, str]] = []
    for known in words:
        low = known.lower()
        if len(word) >= 2 and (low.startswith(word) or (len(low) >= 4 and word.startswith(low))):
            found.append((0 if low == word else 1, known))
        elif (far := distance(word, low, limit)) <= limit:
            found.append((far, known))
    return tuple(known for _, known in sorted(found, key=lambda pair: pair[0])[:n])


def slip_of(word: str, known: Iterable[str]) -> str | None:
    """The long word that *word* is one slip away from; None when it is none, or one of them.

    Same first and last letter, so that Augusta and Sundry stay themselves; short words must have
    the same letters apart from one that is swapped, doubled or missing.
    """
    for target in known:
        if word == target:
            return None
        if word[0] != target[0] or word[-1] not in target[-2:]:
            continue
        if distance(word, target, 1) == 1 and (
            len(target) >= 7 or len(word) != len(target) or sorted(word) == sorted(target)
        ):
            return target
    return None
