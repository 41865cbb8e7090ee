"""The second door: what time brings. Decide, compose, draw; a unit each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core import compose as composing
from core import drawing
from core.drawing import Drawing
from core.followup import routines, ticking
from core.followup.model import Routine
from core.keeping import Keeping, Sweep
from core.kernel.context import Act, Context
from core.kernel.refs import PersonId, Ref, WorkspaceId
from core.reactions import react
from core.recurring.coming import come
from core.recurring.model import Series
from core.screens.delivery import Post
from core.trial import FREE, Trial
from core.unit import Unit, WorkUnit

NOBODY = PersonId(0)
"""Who acts when time does."""
PUT_OFF = timedelta(hours=1)
"""How long what cannot be decided waits, so that it stops nothing else."""
Due = Ref | Routine | Series
"""A watched subject, a brief or digest, or what repeats, whose time has come."""


def tick(unit: Unit, workspace: WorkspaceId, now: datetime, limit: int) -> int:
    """Decides what is due in a workspace, at most *limit* subjects; says how many."""
    work = unit.of(workspace)
    ctx = _context(workspace, now)
    count = ticking.tick(work, now, limit, lambda events: react(work, events, ctx))
    for routine in work.routines.due(now, limit):
        _play(work, routine, now)
        count += 1
    for series in work.recurrences.due(now, limit):
        _come(work, series, ctx)
        count += 1
    return count


def outlook(unit: Unit, now: datetime, until: datetime) -> tuple[bool, datetime | None]:
    """Whether there may be anything to decide, to compose or to send; and when after *now* the
    first thing is to be decided, if that is by *until*. Reads only."""
    moments = [moment for its in unit.directory.coming(until).values() for moment in its]
    is_due = (
        any(moment <= now for moment in moments)
        or bool(unit.outbox.recipients_due(now, 1))
        or unit.outbox.waiting(now)
    )
    return is_due, min((m for m in moments if now < m <= until), default=None)


def due(unit: Unit, workspace: WorkspaceId, now: datetime, limit: int) -> tuple[Due, ...]:
    """What ``tick`` would decide, for doing it one by one."""
    work = unit.of(workspace)
    watches = tuple(watch.subject for watch in work.watches.due(now, limit))
    return (*watches, *work.routines.due(now, limit), *work.recurrences.due(now, limit))


def tick_one(unit: Unit, workspace: WorkspaceId, one: Due, now: datetime) -> None:
    """Decides one thing that is due."""
    work = unit.of(workspace)
    if isinstance(one, Routine):
        _play(work, one, now)
    elif isinstance(one, Series):
        _come(work, one, _context(workspace, now))
    else:
        events = ticking.look(work, one, now)
        react(work, events, _context(workspace, now))


def put_off(unit: Unit, workspace: WorkspaceId, one: Due, now: datetime) -> None:
    """What cannot be decided is tried again later; everything else goes on."""
    work = unit.of(workspace)
    if isinstance(one, Routine):
        work.routines.put(replace(one, next_at=now + PUT_OFF))
    elif isinstance(one, Series):
        work.recurrences.put(replace(one, next_at=now + PUT_OFF))
    else:
        work.watches.set(one, now + PUT_OFF)


def _play(work: WorkUnit, routine: Routine, now: datetime) -> None:
    """What falls on a day off moves on, unsaid."""
    said = not routines.rests(work, routine, now) and composing.play(work, routine, now)
    routines.advance(work, routine, now, said=said)


def _come(work: WorkUnit, series: Series, ctx: Context) -> None:
    """What repeats comes on its day, whether the one before has ended or not."""
    react(work, come(work, series.id, Act(None, ctx.now, ctx.key)), ctx)


def _context(workspace: WorkspaceId, now: datetime) -> Context:
    return Context(workspace, NOBODY, "", now, f"tick:{now.isoformat()}")


def compose(unit: Unit, workspace: WorkspaceId, recipient: Ref, now: datetime) -> int:
    """Freezes what is owed to *recipient* now into posts."""
    return composing.compose(unit.of(workspace), recipient, now)


def hold(unit: Unit, workspace: WorkspaceId, recipient: Ref, now: datetime) -> None:
    """What cannot be composed for *recipient* is tried again later."""
    notices = unit.of(workspace).notices
    owed = [n.id for n in notices.owed_to(recipient) if n.wanted.not_before <= now]
    notices.hold(owed, now + PUT_OFF)


def draw(
    unit: Unit, post: Post, now: datetime, commands: Mapping[str, str] | None = None,
    trial: Trial = FREE,
) -> Drawing:  # fmt: skip
    """What *post* shows now. *commands*: what ours are called here."""
    return drawing.draw(unit.of(post.workspace), post, now, commands, trial)


def forgettable(unit: Unit, keeping: Keeping, now: datetime) -> bool:
    """Whether ``forget`` would find something; reads only."""
    return unit.inbox.is_old(*_long_ago(keeping, now))


def forget(unit: Unit, keeping: Keeping, now: datetime, limit: int) -> int:
    """Keys, kept texts and events of long ago are no longer needed; says how many went."""
    return unit.inbox.purge(*_long_ago(keeping, now), limit)


def _long_ago(keeping: Keeping, now: datetime) -> tuple[datetime, datetime]:
    return now - timedelta(days=keeping.requests), now - timedelta(days=keeping.arrivals)


def sweepable(unit: Unit, workspace: WorkspaceId, keeping: Keeping, now: datetime) -> bool:
    """Whether ``sweep`` would find something; reads only."""
    rows = unit.of(workspace).retention
    due = ((each, keeping.before(each, now)) for each in Sweep)
    return any(before is not None and rows.waits(each, before) for each, before in due)


def sweep(unit: Unit, workspace: WorkspaceId, keeping: Keeping, now: datetime, limit: int) -> int:
    """Forgets what is about tasks that were closed long ago, and messages of long ago; says how
    many it went through."""
    most = 0
    for each in Sweep:
        before = keeping.before(each, now)
        if before is not None:
            most = max(most, unit.of(workspace).retention.sweep(each, before, limit))
    return most


def earliest(unit: Unit) -> datetime | None:
    """When the next thing is due, over all workspaces."""
    moments = [unit.outbox.earliest()]
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        if work.people.workspace().paused_at is not None:
            continue
        moments += [work.watches.earliest(), work.routines.earliest()]
        moments.append(work.recurrences.earliest())
    return min((m for m in moments if m is not None), default=None)
