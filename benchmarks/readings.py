"""Row 10: one typed line, beside dateparser and chrono-node.

The others read no owner, priority or recurrence. chrono-node gets the same lines and looks for the
date in them; dateparser gets the words of the date alone, for searching is another matter there.
"""

import gc
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import process_time, thread_time
from typing import Final

import dateparser

from benchmarks.figures import Figure
from benchmarks.processes import with_bytecode
from core.kernel.errors import BadInput
from core.language import read_line

NOW: Final = datetime(2026, 3, 11, 10, 0, tzinfo=UTC)
LINES: Final = (
    ("Renew the certificate @maria friday 5pm p1 #infra", "friday 5pm"),
    ("send the contract to legal by next wednesday", "next wednesday"),
    ("tomorrow: call the printer about the proofs", "tomorrow"),
    ("water the plants every monday at 9 @lee", "monday at 9"),
    ("Fix the flaky upload test, est 3h, after T-12", ""),
    ("prepare the board deck for the 15th #board", "the 15th"),
    ("book the room in 2 weeks", "in 2 weeks"),
    ("close the books end of month @fin !high", "end of month"),
    ("read chapter 5 of the manual", ""),
    ("deploy on saturday at 02:00 UTC", "saturday at 02:00"),
    ("monday meeting notes", ""),
    ("ask <@U02ABC|jonas> about the invoice on 3 may 2027", "3 may 2027"),
)
"""A line, and the words of its date."""
HOSTILE: Final = (
    "friday ", "1 ", '"', "`", "<@", "@a ", "every ", "in 2 hours ", "a.", "1:", "1-", "1d2h",
    "half past ", "from 1 to ", "after T-1,", "5pm to ", "(", "not ", "am Freitag ", "el 5 de ",
)  # fmt: skip
_LOCALES: Final = ("en-GB", "de-DE", "ja-JP")
_FRESH: Final = """
import sys, time
begun = time.process_time()
from core.language import read_line
loaded = time.process_time()
from datetime import datetime, timezone
now = datetime(2026, 3, 11, 10, tzinfo=timezone.utc)
first = time.process_time()
read_line(sys.argv[1], now=now, zone="Europe/Berlin", locale="en-GB")
print(loaded - begun, time.process_time() - first)
"""
_CHRONO: Final = """
const begun = process.hrtime.bigint();
const chrono = require("chrono-node");
const loaded = process.hrtime.bigint();
const {phrases, now, turns} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ms = [];
for (let turn = 0; turn < turns; turn++) for (const phrase of phrases) {
  const from = process.hrtime.bigint();
  chrono.parseDate(phrase, new Date(now), {forwardDate: true});
  ms.push(Number(process.hrtime.bigint() - from) / 1e6);
}
console.log(JSON.stringify({load: Number(loaded - begun) / 1e6, first: ms[0], ms}));
"""


def figures(*, quick: bool) -> list[Figure]:
    """The figures of row 10, in milliseconds, and what hostile lines cost."""
    turns = 20 if quick else 100
    ours = _timed(turns, [line for line, _ in LINES], _read)
    phrases = [phrase for _, phrase in LINES if phrase]
    theirs = _timed(max(turns // 10, 2), phrases, _dateparser)
    load, first = _fresh(3 if quick else 9)
    beside = f"dateparser {_middle(theirs):.2f}, {_chrono([line for line, _ in LINES], turns)}"
    worst, growth = _hostile()
    fuzzed, longest = _fuzz(500 if quick else 10_000)
    return [
        _figure("median of a line", _middle(ours), 0.2, beside),
        _figure("99th percentile", _high(ours), 2, f"dateparser {_high(theirs):.2f}"),
        _figure("first call of a fresh interpreter", first, 20, "CPU, median of starts"),
        _figure("import of core.language", load, 80, "CPU, median of starts"),
        _figure("worst hostile line of 2,000 characters, CPU", worst, 10, f"{len(HOSTILE)} kinds"),
        Figure("10", "hostile 4,000 of 1,000 characters", growth, 8, 5, more=False, measured="CPU"),
        _figure(
            f"longest of {fuzzed:,} fuzzed lines up to 100 KB, CPU", longest, 30, "none failed"
        ),
    ]


def _figure(name: str, ms: float, limit: float, measured: str) -> Figure:
    return Figure("10", name, ms, limit, limit, more=False, measured=measured, unit=" ms")


def _read(line: str, locale: str = "en-GB") -> None:
    read_line(line, now=NOW, zone="Europe/Berlin", locale=locale)


def _dateparser(phrase: str) -> None:
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "future"}
    dateparser.parse(phrase, languages=["en"], settings=settings)


def _timed(turns: int, texts: Sequence[str], read: Callable[[str], None]) -> list[float]:
    for text in texts:
        read(text)
    taken = []
    for _ in range(turns):
        for text in texts:
            begun = thread_time()  # What other processes do meanwhile is not the line's cost.
            read(text)
            taken.append((thread_time() - begun) * 1000)
    return sorted(taken)


def _middle(taken: Sequence[float]) -> float:
    return statistics.median(taken)


def _high(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


def _fresh(starts: int) -> tuple[float, float]:
    """Import and first call in interpreters of their own; a first one writes the bytecode."""
    found = []
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(starts + 1):
            done = subprocess.run(
                [sys.executable, "-c", _FRESH, LINES[0][0]], capture_output=True, text=True,
                check=True, env=with_bytecode() | {"PYTHONPYCACHEPREFIX": cache},
            )  # fmt: skip
            found.append([float(part) * 1000 for part in done.stdout.split()])
    return _middle([load for load, _ in found[1:]]), _middle([first for _, first in found[1:]])


def _chrono(texts: Sequence[str], turns: int) -> str:
    """The median of chrono-node, put into a temporary folder by npm; else why there is none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return "chrono-node not measured: no node"
    with tempfile.TemporaryDirectory() as where:
        try:
            subprocess.run(
                [npm, "install", "--silent", "--no-audit", "--prefix", where, "chrono-node@2"],
                capture_output=True, check=True, timeout=90,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return "chrono-node not measured: npm could not install it"
        script = Path(where, "measure.js")
        script.write_text(_CHRONO)
        asked = json.dumps({"phrases": texts, "now": NOW.isoformat(), "turns": turns})
        done = subprocess.run(
            [node, str(script)], input=asked, capture_output=True, text=True, check=True, cwd=where
        )
    found = json.loads(done.stdout)
    return f"chrono-node {_middle(found['ms']):.2f} (first {found['first']:.1f})"


def _hostile() -> tuple[float, float]:
    """The dearest kind at 2,000 characters, and what 4,000 cost of 1,000 on the whole."""
    cost = {
        size: [_cpu((unit * size)[:size], "de-DE") for unit in HOSTILE]
        for size in (1000, 2000, 4000)
    }
    return max(cost[2000]), sum(cost[4000]) / sum(cost[1000])


def _cpu(text: str, locale: str) -> float:
    least = float("inf")
    for _ in range(5):
        begun = process_time()
        _read(text, locale)
        least = min(least, (process_time() - begun) * 1000)
    return least


def _fuzz(count: int) -> tuple[int, float]:
    """Random lines of pieces and of any characters; those over the limit are refused at once."""
    dice, longest = random.Random(10), 0.0
    for locale in _LOCALES:
        _read(LINES[0][0], locale)
    gc.collect()
    gc.freeze()  # What was made before is not a line's to look through.
    pieces = [*HOSTILE, *(word for line, _ in LINES for word in line.split()), "\u200b", "日", "\n"]
    for _ in range(count):
        size = int(10 ** dice.uniform(0, 5))
        if dice.random() < 0.5:
            text = "".join(dice.choices(pieces, k=size // 4 + 1))
        else:
            text = "".join(chr(dice.randrange(32, 0x2FFF)) for _ in range(min(size, 5000)))
        begun = process_time()
        try:
            _read(text[:size], dice.choice(_LOCALES))
        except BadInput as refused:
            assert refused.code == "line_too_long"
        longest = max(longest, (process_time() - begun) * 1000)
    return count, longest
