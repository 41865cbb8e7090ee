"""The world in which briefs and digests are tested: real units of work on SQLite."""

from tests.support.worlds import empty_database, engine, world

__all__ = ["empty_database", "engine", "world"]
