"""Scores what is found in threads: one JSON line, by the scorer that lies beside the labelled data.

    python -m benchmarks.actions [FOLDER] [--verbose]

FOLDER holds ``score.py`` and ``threads.jsonl``; without one it is looked for in ``../shared``
and in ``shared`` beside the working folder.
"""

import argparse
import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
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
    parser.add_argument("--answer", action="store_true", help="threads on stdin, answers on stdout")
    asked = parser.parse_args()
    if asked.answer:
        return answer_all()
    places = [asked.folder] if asked.folder else PLACES
    folder = next((Path(p) for p in places if (Path(p) / "score.py").exists()), None)
    if folder is None:
        print(f"no labelled threads in {', '.join(places)}: name the folder that holds score.py")
        return 1
    command = [sys.executable, str(folder / "score.py"), *(["-v"] if asked.verbose else []), "--"]
    us = [sys.executable, "-m", "benchmarks.actions", "--answer"]
    return subprocess.run([*command, *us], check=False).returncode


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
    from datetime import UTC

    if isinstance(stamp, str) and not stamp.replace(".", "").isdigit():
        return datetime.fromisoformat(stamp)
    return datetime.fromtimestamp(float(stamp), UTC)


def answer(found: Candidate) -> dict[str, object]:
    """A candidate in the scorer's words."""
    due = due_text(found.due)
    return {"text": found.title, "owner": found.owner} | ({"due": due} if due else {})


if __name__ == "__main__":
    sys.exit(main())
