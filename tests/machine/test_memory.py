"""Memory stays flat: a process that works for long holds no more than one that has just begun."""

import gc
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import count, islice
from pathlib import Path

from core.screens.messenger import Letter, Remote
from tests.machine.cast import INFRA, ZONES, sender
from tests.machine.far import FarEnd
from tests.machine.house import MONDAY
from tests.machine.life import Clock, Life
from tests.support.soak import SOAK, counted, soak

ROUNDS = counted(15, 16_700)
WARM = counted(10, 500)
TASKS = 10 if SOAK else 1
"""Of a round, each with six commands: a million in a whole soak."""
OURS = ("core", "adapters", "bot", "scheduler")
CACHED = 60
"""Objects of ours that caches of fixed size may still add."""


class Forgetful(FarEnd):
    """It takes everything and keeps nothing, or it would be what grows."""

    def send(self, letter: Letter) -> Remote:
        """Taken."""
        return Remote("anywhere", str(next(self._numbers)))

    def edit(self, remote: Remote, letter: Letter) -> None:
        """Taken."""

    def delete(self, remote: Remote) -> None:
        """Gone."""


@soak
async def test_memory_stays_flat(furnished: Path, tmp_path: Path) -> None:
    """Tasks are added, listed, noted and finished, and ten minutes pass, again and again."""
    file = tmp_path / "house.db"
    shutil.copyfile(furnished, file)
    clock = Clock(MONDAY)
    end = Forgetful(clock.now, lambda letter: None)
    life = Life(f"sqlite:///{file}", {"slack": end}, clock, "long")
    await life.start()
    numbers = count(1)
    for _ in range(WARM):
        await _round(life, clock, numbers)
    before, size = _held(), _resident()
    for _ in range(ROUNDS):
        await _round(life, clock, numbers)
    after, grown = _held() - before, _resident() / size - 1
    await life.end()
    done, warm = 6 * TASKS * ROUNDS, 6 * TASKS * WARM
    told = f"{size / 1e6:.0f} MB, {grown:+.1%}; {after.most_common(3)}"
    print(f"{done} commands after {warm}: {told}")
    assert after.total() <= CACHED, after.most_common(10)
    if SOAK:
        assert grown <= 0.05


async def _round(life: Life, clock: Clock, numbers: Iterator[int]) -> None:
    for number in islice(numbers, TASKS):
        desk, key = life.desk, f"round {number}"
        who = sorted(ZONES)[number % len(ZONES)]
        lines = (f"add Parcel {number} @{who} tomorrow", "list", f"note T-{number} seen",
                 f"show T-{number}", f"done T-{number}", "next")  # fmt: skip
        for line in lines:
            await desk.words(sender(who, INFRA), line, f"{key} {line}")
    await life.play(clock.now() + timedelta(minutes=10))


def _held() -> Counter[str]:
    """How many objects of each type of ours are alive."""
    gc.collect()
    kinds = (type(each) for each in gc.get_objects())
    ours = (kind for kind in kinds if str(kind.__module__).split(".")[0] in OURS)
    return Counter(f"{kind.__module__}.{kind.__qualname__}" for kind in ours)


def _resident() -> float:
    """Bytes of this process in memory now; at most so many where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return float(pages * resource.getpagesize())
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return float(most if sys.platform == "darwin" else most * 1024)
