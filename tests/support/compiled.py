"""What SQLAlchemy has compiled is shared by all engines of the process.

Each test has engines of its own, and each of them would compile every statement anew, which was a
good part of the time of most tests. A bot in production compiles each once.
"""

from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event

Key = tuple[Any, ...]


class Shared(dict[Key, Any]):
    """Takes the dialects of all engines of one kind for one, for they are set up alike."""

    def get(self, key: Key, default: object = None) -> Any:  # noqa: ANN401 - as SQLAlchemy has it
        return super().get(_shared(key), default)

    def __setitem__(self, key: Key, compiled: object) -> None:
        super().__setitem__(_shared(key), compiled)


def _shared(key: Key) -> Key:
    dialect: Dialect = key[0]
    return (type(dialect), *key[1:])


SHARED = Shared()


@event.listens_for(Engine, "engine_connect")
def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=SHARED)
