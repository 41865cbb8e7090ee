"""A real workspace on SQLite, and screens read as plain words."""

from tests.support.worlds import empty_database, engine, world

__all__ = ["empty_database", "engine", "world"]
