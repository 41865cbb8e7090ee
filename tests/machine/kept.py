"""What is stored, as the database has it, on either database."""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any

import psycopg

from adapters.db.engines import parse, sqlite_file
from adapters.db.schema import metadata
from tests.machine.ledger import BESIDES

TABLES = sorted(metadata.tables.keys() - BESIDES)

WATCH = "watch"
"""What those who look on are called by PostgreSQL."""


def watching(url: str) -> str:
    """The address for somebody who outlives every process."""
    return url if url.startswith("sqlite") else f"{url}&application_name={WATCH}"


class Kept:
    """A reader of its own, which sees what is committed."""

    def __init__(self, url: str) -> None:
        file = sqlite_file(parse(url))
        self._raw: Any
        if file is None:
            self._raw = psycopg.connect(watching(url), autocommit=True)
        else:
            self._raw = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
            self._raw.execute("PRAGMA query_only = 1")
        self._is_file = file is not None

    def rows(self, question: str, **values: object) -> Sequence[tuple[Any, ...]]:
        """Rows as the driver has them; what is asked for by name is ``:name``."""
        if not self._is_file:
            question = re.sub(r":(\w+)", r"%(\1)s", question)
        found: Sequence[tuple[Any, ...]] = self._raw.execute(question, values).fetchall()
        return found

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        count = 'SELECT count(*) FROM "{}"'
        return {name: self.rows(count.format(name))[0][0] for name in TABLES}

    def zone(self, team: str, place: str) -> str:
        """In which zone the digest of the project that lives in a place is said; empty where there
        is none."""
        found = self.rows(
            "SELECT projects.digest_zone FROM places"
            " JOIN installations ON installations.workspace_id = places.workspace_id"
            " AND installations.id = places.installation_id"
            " JOIN projects ON projects.workspace_id = places.workspace_id"
            " AND (projects.home_id = places.id OR projects.id = places.project_id)"
            " WHERE installations.external_id = :team AND places.external_id = :place"
            " AND projects.digest_at IS NOT NULL",
            team=team, place=place,
        )  # fmt: skip
        return str(found[0][0]) if found else ""

    def cut_off(self) -> None:
        """Whoever else is connected loses the connection, with what was not committed."""
        if not self._is_file:
            self.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND application_name <> :watch",
                watch=WATCH,
            )

    def close(self) -> None:
        """Lets the database go."""
        self._raw.close()
