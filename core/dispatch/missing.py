"""Whom a platform is asked about that tells us of nobody's leaving: people with open work."""

from collections.abc import Iterable, Iterator, Sequence

from core.followup.gather import SYSTEM
from core.kernel.refs import PersonId, WorkspaceId
from core.kernel.values import dataclass
from core.people.installed import active_on
from core.people.model import Role
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter
from core.unit import Unit, WorkUnit


@dataclass(frozen=True, slots=True)
class Sought:
    """An account, and the installations where its person may be."""

    platform: str
    user: str
    teams: tuple[str, ...]


def owners_on(unit: Unit, platform: str) -> Sequence[Sought]:
    """Everybody on *platform* who has open tasks."""
    found: list[Sought] = []
    for workspace in unit.directory.workspaces():
        work = unit.of(workspace)
        if active_on(work.people, platform):
            owners = work.tasks(SYSTEM).owners(TaskFilter(statuses=OPEN))
            found += _sought(work, platform, sorted(owners))
    return found


def sought(unit: Unit, workspace: WorkspaceId, person: PersonId, platform: str) -> Sequence[Sought]:
    """One person on *platform*; nobody where they can't be asked about there."""
    return list(_sought(unit.of(workspace), platform, [person]))


def _sought(work: WorkUnit, platform: str, persons: Iterable[PersonId]) -> Iterator[Sought]:
    """Those who are there on *platform*, as far as is known; elsewhere they stay who they are."""
    teams = tuple(each.external_id for each in active_on(work.people, platform))
    known = work.people.persons(list(persons)) if teams else {}
    for number, person in known.items():
        account = work.people.account(number, platform)
        if account is None or not account.active or not person.active:
            continue
        if person.role is Role.BOT:
            continue
        yield Sought(platform, account.external_id, teams)
