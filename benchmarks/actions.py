"""Scores what is found in threads: one JSON line, by the scorer that lies beside the labelled data.

    python -m benchmarks.actions [FOLDER] [--verbose]

FOLDER holds ``score.py`` and ``threads.jsonl``; without one it is looked for in ``../shared``
and in ``shared`` beside the working folder.
"""

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks.language import due_text
from core.language.threads import Candidate, Said, read_thread

PLACES: Final = (
    "../shared/corpora_actions",
    "../../shared/corpora_actions",
    "shared/corpora_actions",
)


def main() -> int:
    """Asks the scorer to ask us back."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.actions", description=__doc__)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--verbose", action="store_true", help="name the threads that went wrong")
    parser.add_argument("--speed", action="store_true", help="time a thread of 50 messages")
    parser.add_argument("--answer", action="store_true", help="threads on stdin, answers on stdout")
    asked = parser.parse_args()
    if asked.answer:
        return answer_all()
    if asked.speed:
        return speed()
    places = [asked.folder] if asked.folder else PLACES
    folder = next((Path(p) for p in places if (Path(p) / "score.py").exists()), None)
    if folder is None:
        print(f"no labelled threads in {', '.join(places)}: name the folder that holds score.py")
        return 1
    command = [sys.executable, str(folder / "score.py"), *(["-v"] if asked.verbose else []), "--"]
    us = [sys.executable, "-m", "benchmarks.actions", "--answer"]
    return subprocess.run([*command, *us], check=False).returncode


LINES: Final = (
    "can you check page {n} by friday?", "sure, tomorrow", "the build is green again", "nice",
    "I'll fix door {n} and write it down", "we need to call supplier {n}", "done", "thanks!",
)  # fmt: skip


def speed(messages: int = 50, turns: int = 20) -> int:
    """One JSON line: the median time that a thread of *messages* takes."""
    begin = datetime(2026, 11, 30, 9, tzinfo=UTC)
    taken = []
    for turn in range(turns):
        said = [
            Said(f"U{n % 5}", LINES[n % len(LINES)].format(n=100 * turn + n), begin)
            for n in range(messages)
        ]
        began = perf_counter()
        read_thread(said, zone="UTC", locale="en-GB")
        taken.append(perf_counter() - began)
    print(json.dumps({"messages": messages, "milliseconds": round(1000 * median(taken), 1)}))
    return 0


def answer_all() -> int:
    """One line of JSON for each line of JSON."""
    for line in sys.stdin:
        if line.strip():
            given = json.loads(line)
            found = read_thread(thread_of(given["thread"]), zone="UTC", locale="en-GB")
            print(json.dumps({"id": given["id"], "actions": [answer(one) for one in found]}))
    return 0


def thread_of(messages: list[dict[str, Any]]) -> list[Said]:
    """The messages of a labelled thread."""
    return [Said(m["author"], m["text"], _at(m["ts"])) for m in messages]


def _at(stamp: str | float) -> datetime:
    if isinstance(stamp, str) and not stamp.replace(".", "").isdigit():
        return datetime.fromisoformat(stamp)
    return datetime.fromtimestamp(float(stamp), UTC)


def answer(found: Candidate) -> dict[str, object]:
    """A candidate in the scorer's words."""
    due = due_text(found.due)
    return {"text": found.title, "owner": found.owner} | ({"due": due} if due else {})


if __name__ == "__main__":
    sys.exit(main())
