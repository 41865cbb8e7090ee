"""A task and what can happen to it: pure transitions that return the new task and its event."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.calendar.working import WorkCalendar, end_of_date
from core.kernel.context import Act
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, PlaceId, ProjectId, TaskId, TextId, WorkspaceId, task_ref
from core.kernel.values import dataclass


class Status(StrEnum):
    """Where a task stands; stored, so names never change."""

    TRIAGE = "triage"
    TODO = "todo"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    IN_REVIEW = "in_review"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def open(self) -> bool:
        """Whether something is still to be done."""
        return self is not Status.DONE and self is not Status.DROPPED


OPEN = tuple(status for status in Status if status.open)


class Priority(StrEnum):
    """How much a task matters; urgent ones pass the bundle, never working hours."""

    URGENT = "urgent"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Text:
    """Free text with its author, stored apart so that one person can be erased."""

    id: TextId
    body: str
    author: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due: an instant in UTC, the zone that gave it its meaning, its precision."""

    at: datetime
    zone: str
    has_time: bool = False

    @classmethod
    def on(cls, calendar: WorkCalendar, day: date) -> "Due":
        """*day* without an hour, for who works by *calendar*; its ``day`` is *day* again."""
        return cls(end_of_date(calendar, day), calendar.zone)

    @property
    def day(self) -> date:
        """The date as the zone's calendar shows it."""
        return self.at.astimezone(ZoneInfo(self.zone)).date()

    def encode(self) -> str:
        """One line for events and forms; ``decode`` reads it."""
        return f"{self.at.astimezone(UTC).isoformat()}|{self.zone}|{int(self.has_time)}"

    @classmethod
    def decode(cls, line: str) -> "Due":
        """The inverse of ``encode``."""
        at, zone, has_time = line.split("|")
        return cls(datetime.fromisoformat(at), zone, has_time == "1")


class SourceState(StrEnum):
    """What became of a message since it was captured; stored, so names never change."""

    SAME = ""
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Source:
    """The message that a task was captured from."""

    place: PlaceId
    message: str
    """The platform's id of the message (Slack: ``ts``)."""
    thread: str
    """The thread that holds it, or that it would open."""
    permalink: str
    author: PersonId | None = None
    state: SourceState = SourceState.SAME


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that must be true for "done"."""

    text: Text
    met: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a task cannot move, since when, and who can remove it."""

    reason: Text
    since: datetime
    helper: PersonId | None = None
    promised_until: datetime | None = None
    freed_at: datetime | None = None
    """The helper said that the way is free; only the owner's yes unblocks."""
    outside: str | None = None
    check_on: date | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A thing to be done, with at most one owner. ``version`` counts people's changes."""

    workspace: WorkspaceId
    id: TaskId
    title: Text
    status: Status
    requester: PersonId
    created_at: datetime
    touched_at: datetime
    """The last activity by a person."""
    notes: Text | None = None
    owner: PersonId | None = None
    offered_to: PersonId | None = None
    """Who is asked whether they take it; nobody has it, or who had it goes on."""
    verifier: PersonId | None = None
    """Named explicitly; otherwise ``checker`` decides."""
    finished_by: PersonId | None = None
    """Who owned it at *done*: never the one to accept it."""
    project: ProjectId | None = None
    parent: TaskId | None = None
    """The task that it is a part of; a part has no parts."""
    priority: Priority = Priority.MEDIUM
    due: Due | None = None
    dateless: bool = False
    """Has no date on purpose."""
    start_on: date | None = None
    estimate: int | None = None
    """Minutes of work."""
    criteria: tuple[Criterion, ...] = ()
    labels: tuple[str, ...] = ()
    blocker: Blocker | None = None
    source: Source | None = None
    visible_in: PlaceId | None = None
    """None: the workspace; else only the people of that place and those who take part."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    """When its owner said done."""
    closed_at: datetime | None = None
    checked: bool = False
    """Somebody else looked and accepted; a closed task without it is "done, not checked"."""
    quiet_until: datetime | None = None
    """"All fine": no stalled question before."""
    declines: int = 0
    """How often *Not mine* or *Not me* was said since the last owner."""
    version: int = 0

    @property
    def checker(self) -> PersonId:
        """Who verifies: the named verifier, else the requester."""
        return self.verifier or self.requester

    @property
    def helper(self) -> PersonId | None:
        """Who can remove what blocks it."""
        return self.blocker.helper if self.blocker else None

    @property
    def needs_check(self) -> bool:
        """Whether *done* waits for somebody else: criteria, a named verifier, or another asker."""
        return bool(self.criteria) or self.verifier is not None or self.requester != self.owner

    @property
    def waits_in_review(self) -> bool:
        """Whether *done* opens a review that stays until somebody accepts."""
        return bool(self.criteria) or self.verifier is not None


SCALARS = (
    "status", "owner", "offered_to", "verifier", "finished_by", "project", "parent", "priority",
    "dateless", "estimate", "visible_in", "checked", "declines",
)  # fmt: skip
MOMENTS = ("started_at", "finished_at", "closed_at", "quiet_until")


def snapshot(task: Task) -> dict[str, Value]:
    """What people can change, as plain values: what events store and undo compares."""
    values: dict[str, Value] = {name: getattr(task, name) for name in SCALARS}
    values |= {n: m.isoformat() if (m := getattr(task, n)) else None for n in MOMENTS}
    values["title"] = task.title.id
    values["notes"] = task.notes.id if task.notes else None
    values["due"] = task.due.encode() if task.due else None
    values["start_on"] = task.start_on.isoformat() if task.start_on else None
    values["criteria"] = ",".join(f"{c.text.id}:{int(c.met)}" for c in task.criteria)
    values["labels"] = ",".join(task.labels)
    values["blocker"] = _encode_blocker(task.blocker)
    return values


def _encode_blocker(blocker: Blocker | None) -> str | None:
    if blocker is None:
        return None
    moments = (blocker.since, blocker.promised_until, blocker.freed_at)
    # UTC, as the store gives them back: one instant has one spelling, or undo sees a change.
    stamps = [m.astimezone(UTC).isoformat() if m else "" for m in moments]
    stamps.append(blocker.check_on.isoformat() if blocker.check_on else "")
    return "|".join(
        [str(blocker.reason.id), str(blocker.helper or ""), *stamps, blocker.outside or ""]
    )


def _decode_blocker(line: str, texts: Mapping[TextId, Text]) -> Blocker:
    reason, helper, since, promised, freed, check_on, outside = line.split("|", 6)
    return Blocker(
        reason=texts[TextId(int(reason))],
        since=datetime.fromisoformat(since),
        helper=PersonId(int(helper)) if helper else None,
        promised_until=datetime.fromisoformat(promised) if promised else None,
        freed_at=datetime.fromisoformat(freed) if freed else None,
        check_on=date.fromisoformat(check_on) if check_on else None,
        outside=outside or None,
    )


def only_ticks(event: Event) -> bool:
    """Whether criteria were ticked, or not after all, and nothing else was changed."""
    before, after = event.before.get("criteria"), event.after.get("criteria")
    if set(event.after) != {"criteria"} or not isinstance(before, str):
        return False
    return isinstance(after, str) and _unticked(before) == _unticked(after)


def _unticked(criteria: str) -> list[str]:
    return [part.partition(":")[0] for part in criteria.split(",")]


def text_ids(values: Mapping[str, Value]) -> set[TextId]:
    """The texts that ``restore`` needs for these values."""
    ids = {TextId(v) for name in ("title", "notes") if isinstance(v := values.get(name), int)}
    if isinstance(criteria := values.get("criteria"), str) and criteria:
        ids |= {TextId(int(part.split(":")[0])) for part in criteria.split(",")}
    if isinstance(blocker := values.get("blocker"), str):
        ids.add(TextId(int(blocker.split("|")[0])))
    return ids


def restore(task: Task, values: Mapping[str, Value], texts: Mapping[TextId, Text]) -> Task:
    """*task* with these values of a ``snapshot`` put back."""
    changes: dict[str, object] = {}
    for name, value in values.items():
        changes[name] = _restored(name, value, texts)
    return replace(task, **changes)  # type: ignore[arg-type]


def _restored(name: str, value: Value, texts: Mapping[TextId, Text]) -> object:
    if name == "criteria":
        parts = (part.split(":") for part in str(value).split(",") if part)
        return tuple(Criterion(texts[TextId(int(i))], met == "1") for i, met in parts)
    if name == "labels":
        return tuple(label for label in str(value or "").split(",") if label)
    if value is None:
        return None
    if name == "status":
        return Status(str(value))
    if name == "priority":
        return Priority(str(value))
    if name in MOMENTS:
        return datetime.fromisoformat(str(value))
    if name == "start_on":
        return date.fromisoformat(str(value))
    if name == "due":
        return Due.decode(str(value))
    if name == "blocker":
        return _decode_blocker(str(value), texts)
    if name in {"title", "notes"}:
        return texts[TextId(int(value))]
    return value


def changed(
    old: Task, new: Task, verb: Verb, act: Act, text: Text | None = None
) -> tuple[Task, Event]:
    """*new*, touched and one version on, with the event that tells the difference."""
    before, after = snapshot(old), snapshot(new)
    names = [name for name in after if before[name] != after[name]]
    event = Event(
        subject=task_ref(old.id), verb=verb, actor=act.actor, at=act.now,
        before={n: before[n] for n in names}, after={n: after[n] for n in names},
        text=text.id if text else None, cause=act.cause,
    )  # fmt: skip
    return replace(new, touched_at=act.now, version=old.version + 1), event
