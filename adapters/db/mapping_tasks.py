"""Rows of texts, tasks, projects and events to entities, and back.

The texts of a task or project live apart: whoever maps a row brings them along.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Row

from core.kernel.events import Event, Verb
from core.kernel.folding import fold, words_of
from core.kernel.refs import Kind, PlaceId, Ref, TaskId, TextId, WorkspaceId
from core.links.model import Dependency
from core.projects.firmness import read_spelt
from core.projects.model import LadderName, Project
from core.tasks.model import (
    Blocker,
    Criterion,
    Due,
    Priority,
    Source,
    SourceState,
    Status,
    Task,
    Text,
)

Values = dict[str, Any]
Texts = Mapping[TextId, Text]

# An enumeration finds its members in twice the time.
_STATUSES: Final = {status.value: status for status in Status}
_PRIORITIES: Final = {priority.value: priority for priority in Priority}
_VERBS: Final = {verb.value: verb for verb in Verb}
_KINDS: Final = {kind.value: kind for kind in Kind}


def text_values(workspace: WorkspaceId, text: Text) -> Values:
    """A row of ``texts``."""
    return {
        "workspace_id": workspace,
        "id": text.id,
        "body": text.body,
        "folded": fold(text.body),
        "author_id": text.author,
    }


LABELS = TextId(0)
"""Stands for the labels of a task where words name the text that they come from."""


def word_values(workspace: WorkspaceId, task: TaskId, text: Text) -> list[Values]:
    """Rows of ``words``: what *task* is found by because *text* is one of its own."""
    return [_word(workspace, word, task, text.id) for word in words_of(text.body)]


def label_values(task: Task) -> list[Values]:
    """Rows of ``words``, one a label."""
    return [_word(task.workspace, label_word(each), task.id, LABELS) for each in task.labels]


def label_word(label: str) -> str:
    """A label among the words; no word of a text begins so."""
    return f"#{fold(label)[:50]}"


def _word(workspace: WorkspaceId, word: str, task: TaskId, text: TextId) -> Values:
    return {"workspace_id": workspace, "word": word, "task_id": task, "text_id": text}


def to_text(row: Row[Any]) -> Text:
    """A row of ``texts``."""
    return Text(TextId(row.id), row.body, row.author_id)


def task_values(task: Task) -> Values:
    """A row of ``tasks``; its texts are stored by themselves."""
    return {
        "workspace_id": task.workspace,
        "id": task.id,
        "title_id": task.title.id,
        "notes_id": task.notes.id if task.notes else None,
        "status": task.status.value,
        "requester_id": task.requester,
        "owner_id": task.owner,
        "verifier_id": task.verifier,
        "finished_by": task.finished_by,
        "project_id": task.project,
        "parent_id": task.parent,
        "priority": task.priority.value,
        "dateless": task.dateless,
        "start_on": task.start_on,
        "estimate": task.estimate,
        "criteria": [[c.text.id, c.met] for c in task.criteria],
        "labels": list(task.labels),
        "visible_in": task.visible_in,
        "started_at": task.started_at,
        "finished_at": task.finished_at,
        "closed_at": task.closed_at,
        "checked": task.checked,
        "quiet_until": task.quiet_until,
        "declines": task.declines,
        "offered_to": task.offered_to,
        "created_at": task.created_at,
        "touched_at": task.touched_at,
        "version": task.version,
        **_due_values(task.due),
        **_blocker_values(task.blocker),
        **_source_values(task.source),
    }


def _due_values(due: Due | None) -> Values:
    return {
        "due_at": due.at if due else None,
        "due_zone": due.zone if due else None,
        "due_has_time": due.has_time if due else False,
    }


def _blocker_values(blocker: Blocker | None) -> Values:
    return {
        "blocker_reason_id": blocker.reason.id if blocker else None,
        "blocker_since": blocker.since if blocker else None,
        "helper_id": blocker.helper if blocker else None,
        "promised_until": blocker.promised_until if blocker else None,
        "freed_at": blocker.freed_at if blocker else None,
        "outside": blocker.outside if blocker else None,
        "check_on": blocker.check_on if blocker else None,
    }


def _source_values(source: Source | None) -> Values:
    return {
        "source_place_id": source.place if source else None,
        "source_message": source.message if source else None,
        "source_thread": source.thread if source else None,
        "source_permalink": source.permalink if source else None,
        "source_author_id": source.author if source else None,
        "source_state": source.state.value if source else "",
    }


def task_text_ids(rows: Iterable[Row[Any]]) -> set[TextId]:
    """The texts that ``to_task`` needs for these rows."""
    ids = set()
    for row in rows:
        ids |= {row.title_id, row.notes_id, row.blocker_reason_id}
        ids |= {criterion[0] for criterion in row.criteria}
    return ids - {None}


def to_task(row: Row[Any], texts: Texts) -> Task:
    """A row of ``tasks`` with its texts."""
    return Task(
        workspace=WorkspaceId(row.workspace_id),
        id=TaskId(row.id),
        title=texts[row.title_id],
        status=_STATUSES.get(row.status) or Status(row.status),
        requester=row.requester_id,
        created_at=row.created_at,
        touched_at=row.touched_at,
        notes=None if row.notes_id is None else texts[row.notes_id],
        owner=row.owner_id,
        verifier=row.verifier_id,
        finished_by=row.finished_by,
        project=row.project_id,
        parent=row.parent_id,
        priority=_PRIORITIES.get(row.priority) or Priority(row.priority),
        due=None if row.due_at is None else Due(row.due_at, row.due_zone, row.due_has_time),
        dateless=row.dateless,
        start_on=row.start_on,
        estimate=row.estimate,
        criteria=tuple(Criterion(texts[i], met) for i, met in row.criteria),
        labels=tuple(row.labels),
        blocker=_to_blocker(row, texts),
        source=_to_source(row),
        visible_in=row.visible_in,
        started_at=row.started_at,
        finished_at=row.finished_at,
        closed_at=row.closed_at,
        checked=row.checked,
        quiet_until=row.quiet_until,
        declines=row.declines,
        offered_to=row.offered_to,
        version=row.version,
    )


def _to_blocker(row: Row[Any], texts: Texts) -> Blocker | None:
    if row.blocker_reason_id is None:
        return None
    return Blocker(
        reason=texts[row.blocker_reason_id],
        since=row.blocker_since,
        helper=row.helper_id,
        promised_until=row.promised_until,
        freed_at=row.freed_at,
        outside=row.outside,
        check_on=row.check_on,
    )


def _to_source(row: Row[Any]) -> Source | None:
    if row.source_place_id is None:
        return None
    return Source(
        place=row.source_place_id,
        message=row.source_message,
        thread=row.source_thread,
        permalink=row.source_permalink,
        author=row.source_author_id,
        state=SourceState(row.source_state),
    )


def project_values(project: Project) -> Values:
    """A row of ``projects``."""
    return {
        "workspace_id": project.workspace,
        "id": project.id,
        "key": project.key,
        "name": project.name,
        "creator_id": project.creator,
        "created_at": project.created_at,
        "why_id": project.why.id if project.why else None,
        "lead_id": project.lead,
        "home_id": project.home,
        "ladder": project.ladder.value,
        "tuning": project.tuned,
        "speaks": project.speaks,
        "answered": project.answered,
        "strict": project.strict,
        "capture": project.capture,
        "numbers": project.numbers,
        "digest_at": project.digest_at,
        "digest_zone": project.digest_zone,
        "visible_in": project.visible_in,
        "offered_to": project.offered_to,
        "paused_at": project.paused_at,
        "paused_until": project.paused_until,
        "pause_reason_id": project.pause_reason.id if project.pause_reason else None,
        "closed_at": project.closed_at,
        "outcome_id": project.outcome.id if project.outcome else None,
        "usual_gap": project.usual_gap,
        "gap_at": project.gap_at,
        "version": project.version,
    }


def to_project(row: Row[Any], texts: Texts, others: tuple[PlaceId, ...] = ()) -> Project:
    """A row of ``projects`` with its texts, and its homes on other platforms."""
    return Project(
        workspace=WorkspaceId(row.workspace_id),
        id=row.id,
        key=row.key,
        name=row.name,
        creator=row.creator_id,
        created_at=row.created_at,
        why=None if row.why_id is None else texts[row.why_id],
        lead=row.lead_id,
        home=row.home_id,
        others=others,
        ladder=LadderName(row.ladder),
        tuning=read_spelt(f"{row.ladder} {row.tuning}")[1],
        speaks=row.speaks,
        answered=row.answered,
        strict=row.strict,
        capture=row.capture,
        numbers=row.numbers,
        digest_at=row.digest_at,
        digest_zone=row.digest_zone,
        visible_in=row.visible_in,
        offered_to=row.offered_to,
        paused_at=row.paused_at,
        paused_until=row.paused_until,
        pause_reason=None if row.pause_reason_id is None else texts[row.pause_reason_id],
        closed_at=row.closed_at,
        outcome=None if row.outcome_id is None else texts[row.outcome_id],
        usual_gap=row.usual_gap,
        gap_at=row.gap_at,
        version=row.version,
    )


def event_values(workspace: WorkspaceId, number: int, event: Event) -> Values:
    """A row of ``events``."""
    return {
        "workspace_id": workspace,
        "id": number,
        "subject_kind": event.subject.kind.value,
        "subject_id": event.subject.id,
        "verb": event.verb.value,
        "actor_id": event.actor,
        "at": event.at,
        "before": _plain(event.before),
        "after": _plain(event.after),
        "text_id": event.text,
        "cause": event.cause,
        "undoes": event.undoes,
    }


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    # Enumerations of text come as they are in the entity; stored is their text.
    return {name: str(v) if isinstance(v, str) else v for name, v in values.items()}


def to_event(row: Row[Any]) -> Event:
    """A row of ``events``."""
    return Event(
        subject=Ref(_KINDS.get(row.subject_kind) or Kind(row.subject_kind), row.subject_id),
        verb=_VERBS.get(row.verb) or Verb(row.verb),
        actor=row.actor_id,
        at=row.at,
        before=row.before,
        after=row.after,
        text=row.text_id,
        cause=row.cause,
        undoes=row.undoes,
    )


def dependency_values(workspace: WorkspaceId, dependency: Dependency) -> Values:
    """A row of ``dependencies``."""
    return {
        "workspace_id": workspace,
        "earlier_id": dependency.earlier,
        "later_id": dependency.later,
    }


def to_dependency(row: Row[Any]) -> Dependency:
    """A row of ``dependencies``."""
    return Dependency(TaskId(row.earlier_id), TaskId(row.later_id))
