"""One database of each kind with the product's schema; every test is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, Engine

from adapters.db.engines import parse, writer_engine
from adapters.db.tables import metadata
from tests.storage.repositories.world import World
from tests.support.postgres import PostgresServer


@contextmanager
def _with_schema(url: str) -> Iterator[Engine]:
    engine = writer_engine(parse(url), threads=2)
    with engine.begin() as connection:
        metadata.create_all(connection)
    yield engine
    engine.dispose()


def _url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('repositories') / 'chivvy.db'}"
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.fresh()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Shared by all tests that leave nothing behind."""
    with _with_schema(_url(request, tmp_path_factory)) as engine:
        yield engine


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """In a transaction that is rolled back."""
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def world(connection: Connection) -> World:
    """A workspace with people and places."""
    return World(connection)


@pytest.fixture
def two(database_url: str) -> Iterator[tuple[Engine, Engine]]:
    """Two processes' engines on a database of their own."""
    with _with_schema(database_url) as first:
        second = writer_engine(parse(database_url), threads=2)
        yield first, second
        second.dispose()
