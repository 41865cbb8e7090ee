"""Several pasted lines to items: bullets, numbers and checkboxes go."""

import re

ITEM_LIMIT = 50
_BULLET = re.compile(
    r"\s{0,40}(?:(?:[-*+•‣◦▪\u2013\u2014]|\(?\d{1,3}[.)]|[a-zA-Z][.)])(?=\s)\s{0,10})?"
    r"(?:\[[ xX✓]?\]\s{0,10}|[☐☑✅]\s{0,10})?"
)


def split_lines(text: str) -> tuple[str, ...]:
    """The items of *text*, one per line that says something; at most 50."""
    return all_lines(text)[:ITEM_LIMIT]


def headed(text: str) -> bool:
    """Whether a title stands over a list: the first line has no bullet, and every other has one."""
    lines = [line for line in text.splitlines() if line.strip()]
    marked = [bool(match.group().strip()) for line in lines if (match := _BULLET.match(line))]
    return len(lines) > 2 and not marked[0] and all(marked[1:])


def all_lines(text: str) -> tuple[str, ...]:
    """As ``split_lines``, however many there are."""
    items = (
        line[match.end() :] if (match := _BULLET.match(line)) else line
        for line in text.splitlines()
    )
    return tuple([item.strip() for item in items if item.strip()])
