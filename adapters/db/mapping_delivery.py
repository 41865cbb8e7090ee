"""Rows of watches, routines, notices, posts and arrivals to entities, and back."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row

from core.followup.model import (
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    Routine,
    RoutineKind,
    Wanted,
    Watch,
)
from core.kernel.refs import Kind, NoticeId, Ref, WorkspaceId
from core.screens.delivery import Post, PostKind, PostState
from core.unit import Arrival

Values = dict[str, Any]

_KINDS: Final = {kind.value: kind for kind in Kind}
_POST_KINDS: Final = {kind.value: kind for kind in PostKind}
_POST_STATES: Final = {state.value: state for state in PostState}


def to_watch(row: Row[Any]) -> Watch:
    """A row of ``watches``."""
    subject = Ref(_KINDS.get(row.kind) or Kind(row.kind), row.subject_id)
    return Watch(WorkspaceId(row.workspace_id), subject, row.check_at)


def routine_values(routine: Routine) -> Values:
    """A row of ``routines``."""
    return {
        "workspace_id": routine.workspace,
        "kind": routine.kind.value,
        "subject_kind": routine.subject.kind.value,
        "subject_id": routine.subject.id,
        "wall": routine.wall,
        "zone": routine.zone,
        "next_at": routine.next_at,
        "last_hash": routine.last_hash,
    }


def to_routine(row: Row[Any]) -> Routine:
    """A row of ``routines``."""
    return Routine(
        workspace=WorkspaceId(row.workspace_id),
        kind=RoutineKind(row.kind),
        subject=Ref(Kind(row.subject_kind), row.subject_id),
        wall=row.wall,
        zone=row.zone,
        next_at=row.next_at,
        last_hash=row.last_hash,
    )


def notice_values(workspace: WorkspaceId, notice: Notice) -> Values:
    """A row of ``notices``."""
    wanted = notice.wanted
    return {
        "workspace_id": workspace,
        "id": notice.id,
        "subject_kind": wanted.subject.kind.value,
        "subject_id": wanted.subject.id,
        "kind": wanted.kind.value,
        "slot": wanted.slot,
        "recipient_kind": wanted.recipient.kind.value,
        "recipient_id": wanted.recipient.id,
        "manner": wanted.manner.value,
        "not_before": wanted.not_before,
        "ladder": wanted.ladder,
        "state": notice.state.value,
        "created_at": notice.created_at,
        "said_at": notice.said_at,
        "answered_at": notice.answered_at,
        "post_id": notice.post,
    }


def to_notice(row: Row[Any]) -> Notice:
    """A row of ``notices``."""
    wanted = Wanted(
        subject=Ref(Kind(row.subject_kind), row.subject_id),
        kind=NoticeKind(row.kind),
        slot=row.slot,
        recipient=Ref(Kind(row.recipient_kind), row.recipient_id),
        manner=Manner(row.manner),
        not_before=row.not_before,
        ladder=row.ladder,
    )
    return Notice(
        id=NoticeId(row.id),
        wanted=wanted,
        state=NoticeState(row.state),
        created_at=row.created_at,
        said_at=row.said_at,
        answered_at=row.answered_at,
        post=row.post_id,
    )


def post_values(post: Post) -> Values:
    """A row of ``posts``; its lane is the destination, in which one at a time is sent."""
    return {
        "workspace_id": post.workspace,
        "id": post.id,
        "key": post.key,
        "kind": post.kind.value,
        "installation_id": post.installation,
        "created_at": post.created_at,
        "not_before": post.not_before,
        "state": post.state.value,
        "subject_kind": post.subject.kind.value if post.subject else None,
        "subject_id": post.subject.id if post.subject else None,
        "place_id": post.place,
        "person_id": post.person,
        "lane": post.lane,
        "thread": post.thread,
        "parent_id": post.parent,
        "dirty": post.dirty,
        "retired": post.retired,
        "shown": post.shown,
        "remote_place": post.remote_place,
        "remote_id": post.remote_id,
        "attempts": post.attempts,
        "epoch": post.epoch,
        "lease": post.lease,
        "sending_at": post.sending_at,
        "sent_at": post.sent_at,
        "error": post.error,
        "day": post.day,
        "rehearsed": post.rehearsed,
    }


def to_post(row: Sequence[Any]) -> Post:
    """A row of ``posts``, whole and in the order of its columns: claims map many at once."""
    (
        workspace, number, key, kind, installation, created_at, not_before, state, subject_kind,
        subject, place, person, _, thread, parent, dirty, retired, shown, remote_place, remote_id,
        attempts, epoch, lease, sending_at, sent_at, error, day, rehearsed,
    ) = row  # fmt: skip
    return Post(
        workspace=workspace,
        id=number,
        key=key,
        kind=_POST_KINDS[kind],
        installation=installation,
        created_at=created_at,
        not_before=not_before,
        state=_POST_STATES[state],
        subject=None if subject is None else Ref(_KINDS[subject_kind], subject),
        place=place,
        person=person,
        thread=thread,
        parent=parent,
        dirty=dirty,
        retired=retired,
        shown=shown,
        remote_place=remote_place,
        remote_id=remote_id,
        attempts=attempts,
        epoch=epoch,
        lease=lease,
        sending_at=sending_at,
        sent_at=sent_at,
        error=error,
        day=day,
        rehearsed=rehearsed,
    )


def arrival_values(arrival: Arrival) -> Values:
    """A row of ``arrivals``."""
    return {
        "key": arrival.key,
        "platform": arrival.platform,
        "body": arrival.body,
        "received_at": arrival.received_at,
        "lane": arrival.lane,
        "attempts": arrival.attempts,
    }


def to_arrival(row: Row[Any]) -> Arrival:
    """A row of ``arrivals``."""
    return Arrival(row.key, row.platform, row.body, row.received_at, row.lane, row.attempts)
