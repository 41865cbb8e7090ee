"""Task numbers as people type them: T-42, t42, #42, 42."""

import re
from functools import lru_cache

from core.kernel.refs import TaskId


@lru_cache(maxsize=256)
def _pattern(prefix: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*(?:{re.escape(prefix)}\s?-?\s?|#)?(\d{{1,9}})(?![\w./%-]|:\S)[?,:]?\s*",
        re.IGNORECASE | re.ASCII,
    )


def find_task(text: str, prefix: str = "T") -> tuple[TaskId | None, str]:
    """The task number that *text* begins with, and the rest; (None, text) when there is none."""
    found = _pattern(prefix).match(text)
    if found is None or int(found.group(1)) == 0:
        return None, text.strip()
    return TaskId(int(found.group(1))), text[found.end() :].strip()
