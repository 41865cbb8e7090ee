"""What whoever sits at the machine may do: stop all messages, and offer the first admin a code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from core.followup import departing
from core.kernel.context import Act, Context
from core.kernel.errors import NotAllowed, NotFound
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, PersonId, Ref, WorkspaceId, task_ref
from core.kernel.values import dataclass
from core.people import administering, founding
from core.people.at_work import require_at_work
from core.people.model import Capabilities, Person, Role
from core.trial import Trial
from core.unit import Unit

T = TypeVar("T")


def pause_all(unit: Unit, reason: str, now: datetime) -> int:
    """No message of any workspace goes out from now on; says how many workspaces there are."""
    workspaces = unit.directory.workspaces()
    for workspace in workspaces:
        administering.stop_messages(unit.of(workspace), reason, Act(None, now, "cli"))
    return len(workspaces)


def resume_all(unit: Unit, now: datetime) -> int:
    """Messages go out again; says in how many workspaces they had been paused."""
    resumed = 0
    for workspace in unit.directory.workspaces():
        events = administering.let_messages_go(unit.of(workspace), Act(None, now, "cli"))
        resumed += bool(events)
    return resumed


def offer_admin(unit: Unit, platform: str, team: str, code: str) -> bool:
    """*code* makes the first admin of the installation's workspace; False where there is one."""
    found = founding.at_home(unit, platform, team)
    return administering.offer_code(unit.of(found.workspace), code)


def only_here(
    read: Callable[[Unit, Context], T], trial: Trial, *, apart: bool
) -> Callable[[Unit, Context], T]:
    """*read*, refused where we are not at work."""

    def here(unit: Unit, ctx: Context) -> T:
        _require_here(unit, ctx, trial, apart=apart)
        return read(unit, ctx)

    return here


def _require_here(unit: Unit, ctx: Context, trial: Trial, *, apart: bool) -> None:
    """NotAllowed ``not_here_yet`` outside the channels of a pilot, ``not_in_channel`` outside those
    that an admin chose. *apart*: in a conversation of its own, which nobody chooses."""
    people = unit.of(ctx.workspace).people
    place = people.place(ctx.place) if ctx.place is not None else None
    if not trial.takes(place):
        raise NotAllowed("not_here_yet", places=", ".join(trial.channels))
    if not apart:
        require_at_work(people, place, ctx.actor, ctx.platform)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure took out."""

    texts: int
    tasks: int


def erase(unit: Unit, workspace: WorkspaceId, number: PersonId, now: datetime) -> Erased:
    """One person's words, names and accounts go; events keep ids, and messages are drawn anew.

    What they have open is treated as of somebody who has left.
    """
    work = unit.of(workspace)
    person = work.people.person(number)
    if person is None:
        raise NotFound("unknown_person")
    touched = work.erasure.tasks_of(number)
    blanked = work.erasure.erase(number)
    work.people.save_person(_nobody(person))
    home = work.people.workspace()
    if home.paused_by == number:
        work.people.save_workspace(replace(home, paused_by=None, pause_reason=""))
    for task in touched:
        work.posts.soil(task_ref(task))
        work.watches.sooner(task_ref(task), now)
    work.posts.soil(Ref(Kind.PERSON, number))
    if person.active:
        departing.left(work, number, now)
    work.log.append([Event(Ref(Kind.PERSON, number), Verb.ERASED, None, now, cause="cli")])
    return Erased(blanked, len(touched))


def _nobody(person: Person) -> Person:
    blank = Person(person.workspace, person.id, "", zone=person.zone)
    return replace(blank, role=Role.GUEST, active=False)


def capabilities(unit: Unit, platform: str, team: str) -> Capabilities:
    """What was measured of an installation's platform; nothing, where nothing was."""
    found = unit.directory.find(platform, team)
    return found.capabilities if found is not None else Capabilities()


def measured(unit: Unit, platform: str, team: str, found: Capabilities) -> bool:
    """Keeps what was measured; False where the installation is not known yet."""
    known = unit.directory.find(platform, team)
    if known is None:
        return False
    unit.of(known.workspace).people.save_installation(replace(known, capabilities=found))
    return True
