"""Fixtures for every test: a PostgreSQL server, and a small workspace on SQLite, when asked for."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.support.postgres", "tests.support.worlds", "tests.support.compiled"]

# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile(
    "busy", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy")
