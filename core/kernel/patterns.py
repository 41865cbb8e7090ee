"""Regular expressions that are compiled when they are first asked.

With many branches that takes half a millisecond each, and a start reads nothing of what few people
write.
"""

import re
from typing import cast


class _Later:
    """Has whatever a compiled pattern has, from the first time on."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._asked = pattern, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(*self._asked), name)
        self.__dict__[name] = found
        return found


def later(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As ``re.compile``, whose errors come with the first question."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
