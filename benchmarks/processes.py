"""Children that end with us: each gets a pipe as its standard input, and stops when it closes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.load import Order
from benchmarks.servers import WEB_API


@dataclass(frozen=True, slots=True)
class Measured:
    """What the load generator saw; times in milliseconds.

    A bad answer is any but a good one: also "working on it", after two seconds, and "not saved".
    """

    answered: int
    bad: int
    complaint: str
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return self.answered / self.seconds


class Load:
    """The load generator's process, told what to send by orders."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self._child = child

    def __call__(self, order: Order) -> Measured:
        """Carries out *order* and returns what it saw; RuntimeError when no answer was good."""
        assert self._child.stdin and self._child.stdout
        self._child.stdin.write(json.dumps(asdict(order)) + "\n")
        self._child.stdin.flush()
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError("the load generator ended; its log is above")
        seen = Measured(**json.loads(line))
        if not seen.answered:
            raise RuntimeError(f"{seen.bad} bad answers, the first: {seen.complaint}")
        return seen


class Servers:
    """Server processes, each on a port of its own, and the Web API that they call."""

    def __init__(self, stack: ExitStack, log: Path) -> None:
        self._pids: dict[int, int] = {}
        self._stack = stack
        self._log = log
        self._api = f"http://127.0.0.1:{self.start(WEB_API, api='-')}/api/"

    def start(self, variant: str, database: str = "-", api: str = "") -> int:
        """The port of a new server, once it answers."""
        arguments = (variant, api or self._api, database)
        started = self._stack.enter_context(child("servers", *arguments, log=self._log))
        assert started.stdout
        line = started.stdout.readline()
        if not line:
            raise RuntimeError(f"{variant} did not start:\n{self._log.read_text()[-3000:]}")
        self._pids[int(line)] = started.pid
        return int(line)

    def cpu(self, port: int) -> float:
        """Seconds of CPU that the server on *port* has used so far; 0 where none can tell."""
        return cpu_of(self.pid(port))

    def pid(self, port: int) -> int:
        """The process of the server on *port*."""
        return self._pids[port]


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has used so far; 0 where none can tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def servers(log: Path) -> Iterator[Servers]:
    """Starts servers; all of them have ended when it is left."""
    with ExitStack() as stack:
        yield Servers(stack, log)


@contextmanager
def load() -> Iterator[Load]:
    """The load generator, for as long as the context lasts."""
    with child("load") as started:
        yield Load(started)


@contextmanager
def child(
    module: str, *arguments: str, log: Path | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """Runs a module of this package; its complaints go to *log*, or to ours."""
    with ExitStack() as stack:
        errors = stack.enter_context(log.open("a")) if log else None
        started = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.{module}", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=with_bytecode(),
        )
        try:
            yield started
        finally:
            _end(started)


def with_bytecode() -> dict[str, str]:
    """Our environment, in which an interpreter keeps what it has compiled, as on a host."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _end(child: "subprocess.Popen[str]") -> None:
    assert child.stdin
    child.stdin.close()
    try:
        child.wait(20)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdout:
        child.stdout.close()
