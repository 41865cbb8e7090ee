"""What was recorded ends the same with the code as it is now."""

import json
import logging
from pathlib import Path

import pytest

from tests.machine.histories import ALL, KEPT, WRITTEN_OUT, played
from tests.support.soak import counted, soak

SEEDS = range(1, WRITTEN_OUT + 1)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_history_ends_as_it_was_recorded(furnished: Path, seed: int) -> None:
    """The same requests at the same moments: the same answers, tasks and messages.

    Where it is meant to end otherwise: ``make histories``, and the difference says how.
    """
    kept = json.loads((KEPT / f"{seed:03}.json").read_text(encoding="utf-8"))
    end = await played(kept["steps"], furnished)
    assert vars(end) == {name: kept[name] for name in vars(end)}


@soak
async def test_longer_histories_end_as_they_were_recorded(furnished: Path) -> None:
    """Their steps are kept, and of their ends the hashes."""
    logging.disable(logging.ERROR)
    longer = json.loads((KEPT / "longer.json").read_text(encoding="utf-8"))
    tried = list(longer.items())[: counted(2, ALL)]
    try:
        ended = {
            seed: (await played(json.loads(kept["steps"]), furnished)).hash()
            for seed, kept in tried
        }
    finally:
        logging.disable(logging.NOTSET)
    assert ended == {seed: kept["end"] for seed, kept in tried}
