"""The work on a line is bounded by its length, in every language, whatever it consists of."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from core.kernel.errors import BadInput
from core.language import LINE_LIMIT, read_due, read_line

NOW = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
UNITS = [
    "friday ", "1 ", '"', "`", "\u201c", "<@", "<!", "@a ", "#a ", "every ", "in 2 hours ", "T-1 ",
    "a.", "a@", "+1 ", "~1h ", "a week from friday ", "1, 2, 3 and ", "half past ", "waiting for ",
    "high ", "(", "one ", "last ", "\n", "1:", "1-", "1d2h", "from 1 to ", "after T-1,", "5pm to ",
    "due ", "done when ", "check friday, ", "tomorrow. ", "\u65e5", "\u6bce\u9031", "am Freitag ",
    "tous les ", "el 5 de ", "segunda ", "-> ", ":a:", "mon / ", "fri3pm", "verify @a ",
]  # fmt: skip


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python were called: the same on an idle machine and on a busy one."""
    count = 0

    def seen(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def work_on(text: str, locale: str) -> int:
    """The work on a line."""
    return calls(lambda: read_line(text, now=NOW, zone="Europe/Berlin", locale=locale))


CASES = [
    *((unit, "en-GB") for unit in UNITS),
    *((unit, "de-DE") for unit in UNITS[1::2]),
    *((unit, "ja-JP") for unit in UNITS[2::4]),
]


@pytest.mark.parametrize(("unit", "locale"), CASES)
def test_work_grows_with_the_line(unit: str, locale: str) -> None:
    """Twice the line is about twice the work, and no character costs more than a few calls."""
    short, long = (work_on((unit * size)[:size], locale) for size in (1000, 2000))
    assert long <= 2.6 * short + 2000
    assert long <= 60_000


def test_longer_lines_are_refused() -> None:
    """100 KB are refused before anything reads them."""
    text = "friday " * 15_000
    with pytest.raises(BadInput, match="line_too_long"):
        read_line(text, now=NOW, zone="UTC", locale="en-GB")
    with pytest.raises(BadInput, match="line_too_long"):
        read_due(text[: LINE_LIMIT + 1], now=NOW, zone="UTC", locale="en-GB")
