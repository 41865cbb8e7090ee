"""The PostgreSQL server of the tests is real and gives each test a database of its own."""

import psycopg

from tests.support.postgres import PostgresServer


def test_two_databases_share_nothing(postgres_server: PostgresServer) -> None:
    """What one test writes, the next does not see."""
    first, second = postgres_server.fresh(), postgres_server.fresh()
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE mine (id int)")
    with psycopg.connect(second) as connection:
        row = connection.execute("SELECT to_regclass('mine')").fetchone()
    assert row == (None,)


def test_a_template_brings_its_tables(postgres_server: PostgresServer) -> None:
    """A database made from another one starts with its content."""
    template = postgres_server.fresh()
    with psycopg.connect(template) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 7 AS id")
    copy = postgres_server.fresh(template.partition("@/")[2].partition("?")[0])
    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT id FROM mine").fetchone() == (7,)
