"""What is stored, in one word: so that it can be seen whether a request has changed anything."""

import sqlite3
from hashlib import sha256
from pathlib import Path

BESIDES = frozenset({"requests", "arrivals", "runs", "gateways", "heard", "alembic_version"})
"""Keys of requests and what was typed, events that wait, and who is alive: none of it is a change
of what people have."""


class Kept:
    """A reader of its own, which sees what is committed."""

    def __init__(self, file: Path) -> None:
        self._file = sqlite3.connect(file, isolation_level=None)
        self._file.execute("PRAGMA query_only = 1")
        rows = self._file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        self._tables = sorted(name for (name,) in rows if name not in BESIDES)
        self._seen: tuple[int, dict[str, str]] = (-1, {})

    def version(self) -> int:
        """Another number after each commit."""
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def stand(self) -> dict[str, str]:
        """Each table in one word."""
        version = self.version()
        if version != self._seen[0]:
            self._seen = (version, {name: self._word(name) for name in self._tables})
        return self._seen[1]

    def _word(self, table: str) -> str:
        rows = self._file.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
        return sha256(repr(rows).encode()).hexdigest()

    def changes(self, before: dict[str, str]) -> list[str]:
        """The tables that are not as they were."""
        now = self.stand()
        return [name for name in self._tables if now[name] != before[name]]

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        count = 'SELECT count(*) FROM "{}"'
        tables = self._tables
        return {name: self._file.execute(count.format(name)).fetchone()[0] for name in tables}

    def close(self) -> None:
        """Lets the file go."""
        self._file.close()
