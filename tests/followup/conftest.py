"""The world in which follow-ups are tested: real units of work on SQLite."""

from tests.support.worlds import empty_database, engine, world

__all__ = ["empty_database", "engine", "world"]
