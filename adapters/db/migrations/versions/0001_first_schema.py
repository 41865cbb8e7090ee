"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.String(26).with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """All tables, those that others refer to first."""
    _directory()
    _people()
    _work()
    _task()
    _history()
    _followup()
    _posts()
    _inbox()


def downgrade() -> None:
    """Nothing is left."""
    for table in reversed(_TABLES):
        op.drop_table(table)


def _directory() -> None:
    """The tenants, and what the platforms call them."""
    _table(
        "workspaces",
        sa.Column("id", sa.Integer(), nullable=False), _string("name", 300),
        _string("prefix", 10, "T"), _string("zone", 64, "UTC"), _perhaps("country", sa.String(16)),
        _column("hold", sa.Integer()), _column("interruptions", sa.Integer()),
        _counter("task_counter"), _column("sequence", sa.BigInteger(), "0"),
        _key("workspaces", "id"),
    )  # fmt: skip
    _table(
        "installations",
        _workspace(), _id(), _string("platform", 20), _string("external_id", 64),
        _string("name", 300, ""), _string("bot_user", 64, ""), _string("state", 20),
        _key("installations", "workspace_id", "id"), _in_workspace("installations"),
        _unique("uq_installations_external", "platform", "external_id"),
    )  # fmt: skip


def _people() -> None:
    """Who and where."""
    _table(
        "persons",
        _workspace(), _id(), _string("name", 300), _string("handle", 300, ""),
        _string("name_key", 300), _string("first_name_key", 300), _string("handle_key", 300),
        _string("zone", 64), _string("locale", 20), _string("role", 20), _flag("active", on=True),
        _flag("admin"), _column("hours", _DOCUMENT), _perhaps("country", sa.String(16)),
        _column("brief_at", sa.Time()), _column("leave", _DOCUMENT),
        _perhaps("unreachable_until", _INSTANT), _key("persons", "workspace_id", "id"),
        _in_workspace("persons"),
    )  # fmt: skip
    _table(
        "accounts",
        _workspace(), _string("platform", 20), _string("external_id", 64), _id("person_id"),
        _string("home_team", 64, ""), _perhaps("dm", sa.String(64)),
        _key("accounts", "workspace_id", "platform", "external_id"),
        _refers("accounts", "person_id", "persons"), rowid=False,
    )  # fmt: skip
    _table(
        "places",
        _workspace(), _id(), _id("installation_id"), _string("external_id", 64),
        _string("name", 300), _string("name_key", 300), _string("kind", 20), _flag("archived"),
        _flag("bot_in", on=True), _perhaps("project_id", sa.BigInteger()),
        _perhaps("checked_at", _INSTANT), _key("places", "workspace_id", "id"),
        _refers("places", "installation_id", "installations"),
        _unique("uq_places_external", "workspace_id", "installation_id", "external_id"),
    )  # fmt: skip
    _table(
        "memberships",
        _workspace(), _id("place_id"), _id("person_id"),
        _key("memberships", "workspace_id", "place_id", "person_id"),
        _refers("memberships", "place_id", "places"),
        _refers("memberships", "person_id", "persons"), rowid=False,
    )  # fmt: skip
    _people_indexes()


def _people_indexes() -> None:
    _index("persons", "admins", "workspace_id", flag="admin")
    _index("persons", "first_name", "workspace_id", "first_name_key")
    _index("persons", "handle", "workspace_id", "handle_key")
    _index("persons", "name", "workspace_id", "name_key")
    _index("accounts", "person", "workspace_id", "person_id", "platform")
    _index("places", "name", "workspace_id", "name_key")
    _index("places", "project", "workspace_id", "project_id", where="project_id IS NOT NULL")
    _index("memberships", "person", "workspace_id", "person_id", "place_id")


def _work() -> None:
    """Texts, projects and dependencies hang on these."""
    _table(
        "texts",
        _workspace(), _id(), _column("body", sa.Text()), _column("folded", sa.Text()),
        _perhaps("author_id", sa.BigInteger()), _key("texts", "workspace_id", "id"),
        _in_workspace("texts"), _refers("texts", "author_id", "persons"),
    )  # fmt: skip
    _table(
        "projects",
        _workspace(), _id(), _string("key", 300), _string("name", 300), _id("creator_id"),
        _column("created_at", _INSTANT), _perhaps("why_id", sa.BigInteger()),
        _perhaps("lead_id", sa.BigInteger()), _perhaps("home_id", sa.BigInteger()),
        _string("ladder", 20), _flag("speaks"), _flag("answered", on=True), _flag("strict"),
        _perhaps("digest_at", sa.Time()), _string("digest_zone", 64, "UTC"),
        _perhaps("visible_in", sa.BigInteger()), _counter("version"),
        _key("projects", "workspace_id", "id"), _refers("projects", "creator_id", "persons"),
        _refers("projects", "why_id", "texts"), _refers("projects", "lead_id", "persons"),
        _refers("projects", "home_id", "places"), _refers("projects", "visible_in", "places"),
        _unique("uq_projects_key", "workspace_id", "key"),
    )  # fmt: skip
    _index("texts", "author", "workspace_id", "author_id")
    _index("projects", "home", "workspace_id", "home_id")


def _task() -> None:
    """A task is one row; its texts are rows of their own."""
    _table(
        "tasks",
        _workspace(), _id(), _id("title_id"), _perhaps("notes_id", sa.BigInteger()),
        _string("status", 20), _id("requester_id"), _perhaps("owner_id", sa.BigInteger()),
        _perhaps("verifier_id", sa.BigInteger()), _perhaps("finished_by", sa.BigInteger()),
        _perhaps("project_id", sa.BigInteger()), _string("priority", 20),
        _perhaps("due_at", _INSTANT), _perhaps("due_zone", sa.String(64)), _flag("due_has_time"),
        _flag("dateless"), _perhaps("start_on", sa.Date()), _perhaps("estimate", sa.Integer()),
        _column("criteria", _DOCUMENT), _perhaps("blocker_reason_id", sa.BigInteger()),
        _perhaps("blocker_since", _INSTANT), _perhaps("helper_id", sa.BigInteger()),
        _perhaps("promised_until", _INSTANT), _perhaps("freed_at", _INSTANT),
        _perhaps("outside", sa.String(500)), _perhaps("check_on", sa.Date()),
        _perhaps("source_place_id", sa.BigInteger()), _perhaps("source_message", sa.String(64)),
        _perhaps("source_thread", sa.String(64)), _perhaps("source_permalink", sa.Text()),
        _perhaps("source_author_id", sa.BigInteger()), _perhaps("visible_in", sa.BigInteger()),
        _perhaps("started_at", _INSTANT), _perhaps("finished_at", _INSTANT),
        _perhaps("closed_at", _INSTANT), _flag("checked"), _perhaps("quiet_until", _INSTANT),
        _counter("declines"), _column("created_at", _INSTANT), _column("touched_at", _INSTANT),
        _counter("version"), _key("tasks", "workspace_id", "id"),
        _refers("tasks", "title_id", "texts"), _refers("tasks", "requester_id", "persons"),
        _refers("tasks", "owner_id", "persons"), _refers("tasks", "project_id", "projects"),
        _refers("tasks", "source_place_id", "places"), _refers("tasks", "visible_in", "places"),
    )  # fmt: skip
    _task_indexes()


def _task_indexes() -> None:
    _index("tasks", "helper", "workspace_id", "helper_id", where="helper_id IS NOT NULL")
    _index("tasks", "owner", "workspace_id", "owner_id", "status")
    _index("tasks", "project", "workspace_id", "project_id", "status")
    _index("tasks", "requester", "workspace_id", "requester_id", "status")
    _index(
        "tasks",
        "source",
        "workspace_id",
        "source_place_id",
        "source_message",
        where="source_message IS NOT NULL",
    )
    _index("tasks", "status", "workspace_id", "status", "due_at")
    _index(
        "tasks",
        "thread",
        "workspace_id",
        "source_place_id",
        "source_thread",
        where="source_thread IS NOT NULL",
    )
    _index("tasks", "verifier", "workspace_id", "verifier_id", where="verifier_id IS NOT NULL")


def _history() -> None:
    """What waits for what, and what happened."""
    _table(
        "dependencies",
        _workspace(), _id("earlier_id"), _id("later_id"),
        _key("dependencies", "workspace_id", "earlier_id", "later_id"),
        _refers("dependencies", "earlier_id", "tasks"),
        _refers("dependencies", "later_id", "tasks"), rowid=False,
    )  # fmt: skip
    _table(
        "events",
        _workspace(), _id(), _string("subject_kind", 20), _id("subject_id"), _string("verb", 30),
        _perhaps("actor_id", sa.BigInteger()), _column("at", _INSTANT),
        _column("before", _DOCUMENT), _column("after", _DOCUMENT),
        _perhaps("text_id", sa.BigInteger()), _string("cause", 200, ""),
        _string("undoes", 200, ""), _key("events", "workspace_id", "id"), _in_workspace("events"),
    )  # fmt: skip
    _index("dependencies", "later", "workspace_id", "later_id")
    _index("events", "actor", "workspace_id", "actor_id", "at")
    _index("events", "cause", "workspace_id", "cause")
    _index("events", "subject", "workspace_id", "subject_kind", "subject_id", "id")
    _index("events", "undoes", "workspace_id", "undoes", where="undoes <> ''")


def _followup() -> None:
    """When to look again, and what is owed."""
    _table(
        "watches",
        _workspace(), _string("kind", 20), _id("subject_id"), _column("check_at", _INSTANT),
        _key("watches", "workspace_id", "kind", "subject_id"), _in_workspace("watches"),
        rowid=False,
    )  # fmt: skip
    _table(
        "routines",
        _workspace(), _string("kind", 20), _string("subject_kind", 20), _id("subject_id"),
        _column("wall", sa.Time()), _string("zone", 64), _column("next_at", _INSTANT),
        _string("last_hash", 64, ""),
        _key("routines", "workspace_id", "kind", "subject_kind", "subject_id"),
        _in_workspace("routines"), rowid=False,
    )  # fmt: skip
    _table(
        "notices",
        _workspace(), _id(), _string("subject_kind", 20), _id("subject_id"), _string("kind", 30),
        _string("slot", 200), _string("recipient_kind", 20), _id("recipient_id"),
        _string("manner", 20), _column("not_before", _INSTANT), _string("state", 20),
        _column("created_at", _INSTANT), _perhaps("said_at", _INSTANT),
        _perhaps("answered_at", _INSTANT), _perhaps("post_id", sa.BigInteger()),
        _key("notices", "workspace_id", "id"), _in_workspace("notices"), _unique("uq_notices_once",
        "workspace_id", "subject_kind", "subject_id", "kind", "slot", "recipient_kind",
        "recipient_id"),
    )  # fmt: skip
    _followup_indexes()


def _followup_indexes() -> None:
    _index("watches", "check_at", "workspace_id", "check_at")
    _index("routines", "next_at", "workspace_id", "next_at")
    _index("notices", "owed", "not_before", where="state = 'owed'")
    _index("notices", "post", "workspace_id", "post_id", where="post_id IS NOT NULL")
    _index(
        "notices", "recipient", "workspace_id", "recipient_kind", "recipient_id", "state", "said_at"
    )


def _posts() -> None:
    """What the platforms hold."""
    _table(
        "posts",
        _workspace(), _id(), _string("key", 25), _string("kind", 20), _id("installation_id"),
        _column("created_at", _INSTANT), _column("not_before", _INSTANT), _string("state", 20),
        _perhaps("subject_kind", sa.String(20)), _perhaps("subject_id", sa.BigInteger()),
        _perhaps("place_id", sa.BigInteger()), _perhaps("person_id", sa.BigInteger()),
        _string("lane", 50), _perhaps("thread", sa.String(64)),
        _perhaps("parent_id", sa.BigInteger()), _flag("dirty"), _flag("retired"),
        _string("shown", 64, ""), _perhaps("remote_place", sa.String(64)),
        _perhaps("remote_id", sa.String(64)), _counter("attempts"), _counter("epoch"),
        _perhaps("lease", sa.String(100)), _perhaps("sending_at", _INSTANT),
        _perhaps("sent_at", _INSTANT), _column("error", sa.Text(), "''"), _string("day", 10, ""),
        _key("posts", "workspace_id", "id"), _refers("posts", "installation_id", "installations"),
        _unique("uq_posts_key", "key"),
    )  # fmt: skip
    _table(
        "runs",
        _string("run", 100), _column("beat_at", sa.Float(53)), _key("runs", "run"),
    )  # fmt: skip
    _posts_indexes()


def _posts_indexes() -> None:
    _index("posts", "day", "workspace_id", "place_id", "kind", "day", where="day <> ''")
    _index("posts", "dead", "workspace_id", where="state = 'dead'")
    _index("posts", "dirty", "not_before", "id", flag="dirty")
    _index("posts", "dirty_lane", "workspace_id", "lane", "not_before", "id", flag="dirty")
    _index("posts", "lane", "workspace_id", "lane", "not_before", "id", where="state = 'pending'")
    _index("posts", "leased", "lease", where="lease IS NOT NULL")
    _index("posts", "leased_lane", "workspace_id", "lane", where="lease IS NOT NULL")
    _index("posts", "parent", "workspace_id", "parent_id", where="parent_id IS NOT NULL")
    _index("posts", "pending", "not_before", "id", where="state = 'pending'")
    retried = "state = 'pending' AND attempts > 0"
    _index("posts", "retried", "workspace_id", "lane", "id", where=retried)
    _index(
        "posts",
        "remote",
        "workspace_id",
        "installation_id",
        "remote_place",
        "remote_id",
        where="remote_id IS NOT NULL",
    )
    _index(
        "posts",
        "subject",
        "workspace_id",
        "subject_kind",
        "subject_id",
        where="subject_id IS NOT NULL",
    )


def _inbox() -> None:
    """What came in."""
    _table(
        "requests",
        _string("key", 200), _column("outcome", sa.Text(), "''"), _column("at", _INSTANT),
        _key("requests", "key"), rowid=False,
    )  # fmt: skip
    _table(
        "arrivals",
        _string("key", 200), _string("platform", 20), _column("body", sa.Text()),
        _column("received_at", _INSTANT), _string("state", 20), _counter("attempts"),
        _column("error", sa.Text(), "''"), _key("arrivals", "key"),
    )  # fmt: skip
    _index("requests", "at", "at")
    _index("arrivals", "state", "state", "received_at")


_TABLES = (
    "workspaces", "installations", "persons", "accounts", "places", "memberships", "texts",
    "projects", "tasks", "dependencies", "events", "watches", "routines", "notices",
    "posts", "runs", "requests", "arrivals",
)  # fmt: skip


def _table(name: str, *items: sa.schema.SchemaItem, rowid: bool = True) -> None:
    op.create_table(name, *items, sqlite_with_rowid=rowid)


def _index(table: str, name: str, *columns: str, where: str = "", flag: str = "") -> None:
    op.create_index(
        f"ix_{table}_{name}",
        table,
        list(columns),
        postgresql_where=sa.text(where or flag) if where or flag else None,
        sqlite_where=sa.text(where or f"{flag} = 1") if where or flag else None,
    )


def _column(name: str, type_: Any, default: str | None = None) -> sa.Column[Any]:  # noqa: ANN401
    default_sql = None if default is None else sa.text(default)
    return sa.Column(name, type_, nullable=False, autoincrement=False, server_default=default_sql)


def _perhaps(name: str, type_: Any) -> sa.Column[Any]:  # noqa: ANN401
    return sa.Column(name, type_, nullable=True)


def _id(name: str = "id") -> sa.Column[Any]:
    return _column(name, sa.BigInteger())


def _workspace() -> sa.Column[Any]:
    return _column("workspace_id", sa.Integer())


def _string(name: str, length: int, default: str | None = None) -> sa.Column[Any]:
    return _column(name, sa.String(length), None if default is None else f"'{default}'")


def _flag(name: str, *, on: bool = False) -> sa.Column[Any]:
    default = sa.true() if on else sa.false()
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=default)


def _counter(name: str) -> sa.Column[Any]:
    return _column(name, sa.Integer(), "0")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(name: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(name))


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{to}.workspace_id", f"{to}.id"],
        name=op.f(f"fk_{table}_{column}"),
    )


def _in_workspace(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_workspace_id")
    return sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=name)
