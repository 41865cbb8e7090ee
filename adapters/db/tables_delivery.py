"""Tables of what is owed and said: watches, routines, notices, posts, runs, and the inbox."""

from typing import Final

from sqlalchemy import (
    Column,
    Float,
    Index,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from adapters.db.column_types import Instant
from adapters.db.schema import (
    counter,
    flag,
    flagged_index,
    id_column,
    in_workspace,
    instant,
    key,
    metadata,
    partial_index,
    perhaps,
    refers,
    string,
    workspace_column,
)

watches: Final = Table(
    "watches",
    metadata,
    workspace_column(),
    string("kind", 20),
    id_column("subject_id"),
    instant("check_at"),
    key("kind", "subject_id"),
    in_workspace(),
    Index("ix_watches_check_at", "workspace_id", "check_at"),
    sqlite_with_rowid=False,
)

routines: Final = Table(
    "routines",
    metadata,
    workspace_column(),
    string("kind", 20),
    string("subject_kind", 20),
    id_column("subject_id"),
    Column("wall", Time, nullable=False),
    string("zone", 64),
    instant("next_at"),
    string("last_hash", 64, ""),
    key("kind", "subject_kind", "subject_id"),
    in_workspace(),
    Index("ix_routines_next_at", "workspace_id", "next_at"),
    sqlite_with_rowid=False,
)

notices: Final = Table(
    "notices",
    metadata,
    workspace_column(),
    id_column(),
    string("subject_kind", 20),
    id_column("subject_id"),
    string("kind", 30),
    string("slot", 200),
    string("recipient_kind", 20),
    id_column("recipient_id"),
    string("manner", 20),
    instant("not_before"),
    string("ladder", 1000, ""),
    string("state", 20),
    instant("created_at"),
    perhaps("said_at", Instant),
    perhaps("answered_at", Instant),
    id_column("post_id", optional=True),
    key(),
    in_workspace(),
    UniqueConstraint(
        "workspace_id",
        "subject_kind",
        "subject_id",
        "kind",
        "slot",
        "recipient_kind",
        "recipient_id",
        name="uq_notices_once",
    ),
    Index(
        "ix_notices_recipient", "workspace_id", "recipient_kind", "recipient_id", "state", "said_at"
    ),
    partial_index("ix_notices_owed", "not_before", where="state = 'owed'"),
    partial_index("ix_notices_post", "workspace_id", "post_id", where="post_id IS NOT NULL"),
)

posts: Final = Table(
    "posts",
    metadata,
    workspace_column(),
    id_column(),
    string("key", 25),
    string("kind", 20),
    id_column("installation_id"),
    instant("created_at"),
    instant("not_before"),
    string("state", 20),
    perhaps("subject_kind", String(20)),
    id_column("subject_id", optional=True),
    id_column("place_id", optional=True),
    id_column("person_id", optional=True),
    string("lane", 50),
    perhaps("thread", String(64)),
    id_column("parent_id", optional=True),
    flag("dirty"),
    flag("retired"),
    string("shown", 64, ""),
    perhaps("remote_place", String(64)),
    perhaps("remote_id", String(64)),
    counter("attempts"),
    counter("epoch"),
    perhaps("lease", String(100)),
    perhaps("sending_at", Instant),
    perhaps("sent_at", Instant),
    Column("error", Text, nullable=False, server_default=""),
    string("day", 10, ""),
    flag("rehearsed"),
    key(),
    refers("installation_id", "installations"),
    UniqueConstraint("key", name="uq_posts_key"),
    partial_index("ix_posts_pending", "not_before", "id", where="state = 'pending'"),
    partial_index(
        "ix_posts_lane", "workspace_id", "lane", "not_before", "id", where="state = 'pending'"
    ),
    partial_index(
        "ix_posts_retried",
        "workspace_id",
        "lane",
        "id",
        where="state = 'pending' AND attempts > 0",
    ),
    partial_index("ix_posts_parent", "workspace_id", "parent_id", where="parent_id IS NOT NULL"),
    flagged_index("ix_posts_dirty", "not_before", "id", flag="dirty"),
    flagged_index("ix_posts_dirty_lane", "workspace_id", "lane", "not_before", "id", flag="dirty"),
    partial_index("ix_posts_leased", "lease", where="lease IS NOT NULL"),
    partial_index("ix_posts_leased_lane", "workspace_id", "lane", where="lease IS NOT NULL"),
    partial_index("ix_posts_dead", "workspace_id", where="state = 'dead'"),
    partial_index("ix_posts_day", "workspace_id", "place_id", "kind", "day", where="day <> ''"),
    partial_index(
        "ix_posts_subject",
        "workspace_id",
        "subject_kind",
        "subject_id",
        where="subject_id IS NOT NULL",
    ),
    partial_index(
        "ix_posts_remote",
        "workspace_id",
        "installation_id",
        "remote_place",
        "remote_id",
        where="remote_id IS NOT NULL",
    ),
)

runs: Final = Table(
    "runs",
    metadata,
    Column("run", String(100), primary_key=True),
    Column("beat_at", Float(53), nullable=False),
)

heard: Final = Table(
    "heard",
    metadata,
    workspace_column(),
    id_column("installation_id"),
    instant("at"),
    key("installation_id"),
    refers("installation_id", "installations"),
    sqlite_with_rowid=False,
)

outages: Final = Table(
    "outages",
    metadata,
    workspace_column(),
    id_column("installation_id"),
    instant("began"),
    counter("unread"),
    instant("ended"),
    instant("noted_at"),
    key("installation_id", "began", "unread"),
    refers("installation_id", "installations"),
    sqlite_with_rowid=False,
)

gateways: Final = Table(
    "gateways",
    metadata,
    Column("name", String(200), primary_key=True),
    string("holder", 100),
    counter("epoch"),
)

requests: Final = Table(
    "requests",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("outcome", Text, nullable=False, server_default=""),
    instant("at"),
    Index("ix_requests_at", "at"),
    sqlite_with_rowid=False,
)

arrivals: Final = Table(
    "arrivals",
    metadata,
    Column("key", String(200), primary_key=True),
    string("platform", 20),
    Column("body", Text, nullable=False),
    instant("received_at"),
    Column("lane", String(200), nullable=False, server_default=""),
    string("state", 20),
    counter("attempts"),
    Column("error", Text, nullable=False, server_default=""),
    Index("ix_arrivals_state", "state", "received_at"),
)
