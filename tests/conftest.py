"""Fixtures for every test: a PostgreSQL server that starts when it is first asked for."""

pytest_plugins = ["tests.support.postgres"]
