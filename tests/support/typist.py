"""The command line in a process that has imported it already.

To start an interpreter and import what the command line needs takes a second and more; a fork of a
process that has it takes a hundredth. Each command is a process of its own all the same, with its
own environment, folder, output and exit code, and ends as an interpreter does.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def typed(
    words: tuple[str, ...], environment: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """``chivvy`` with these words, in *folder*, with nothing but *environment*."""
    if _typist().poll() is not None:
        _typist.cache_clear()  # Somebody has ended it meanwhile.
    process = _typist()
    assert process.stdin is not None and process.stdout is not None
    with tempfile.TemporaryDirectory(prefix="chivvy-typed-") as name:
        out, err = Path(name, "out"), Path(name, "err")
        order = {
            "words": words, "environment": dict(environment), "folder": str(folder),
            "out": str(out), "err": str(err),
        }  # fmt: skip
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, f"the typist has died: {process.wait()}"
        code = int(answer)
        return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())


@cache
def _typist() -> "subprocess.Popen[str]":
    """It ends with us, for its standard input closes."""
    # Without what a test has set for itself: it serves the others, too.
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], cwd=ROOT, text=True, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    atexit.register(process.communicate)
    return process


def _next_order() -> dict[str, Any] | None:
    """In a child what it shall do; None at the end."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            found: dict[str, Any] = json.loads(line)
            return found
        _, status = os.waitpid(child, 0)
        os.write(1, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    return None


def _become(order: Mapping[str, Any]) -> None:
    """What a shell prepares before it starts a command."""
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(order[name], os.O_WRONLY | os.O_CREAT, 0o600), number)
    sys.argv = ["chivvy", *order["words"]]


if __name__ == "__main__":
    from adapters.db import migrate  # noqa: F401 - what a command imports when it needs it
    from bot import entry

    gc.freeze()
    if (wanted := _next_order()) is not None:
        _become(wanted)
        entry.main()
