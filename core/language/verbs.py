"""The verb that a command begins with, and what was probably meant by an unknown one."""

import re

from core.language.handles import find_task
from core.language.lists import split_lines
from core.language.typos import nearest

__all__ = ["find_task", "nearest", "split_lines", "split_verb"]

_VERB = re.compile(r"\s*([A-Za-z][A-Za-z\-]{0,30})(?![\w@#'\u2019])[:,]?\s*")


def split_verb(text: str) -> tuple[str | None, str]:
    """The first word in lower case and the rest; (None, text) when there is no word."""
    found = _VERB.match(text)
    if found is None:
        return None, text.strip()
    return found.group(1).lower(), text[found.end() :].strip()
