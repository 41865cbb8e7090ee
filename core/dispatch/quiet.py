"""Do-not-disturb: of whom it is asked, and what a platform tells of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from core.compose import installation_of
from core.dispatch.found import known_sender
from core.dispatch.newest import is_newest
from core.followup.gather import SYSTEM
from core.followup.service import settle_anew
from core.kernel.refs import Kind, PersonId, TaskId, WorkspaceId
from core.people.model import Sender
from core.unit import Unit

AHEAD = timedelta(hours=2)
"""Of whom something is due within it, it is worth knowing."""
Window = tuple[datetime, datetime] | None


def disturb(unit: Unit, sender: Sender, dnd: Window, now: datetime, at: str = "") -> None:
    """The sender's own do-not-disturb on their platform has changed; None: it is off."""
    if not is_newest(unit, sender, f"dnd:{sender.user}", at, now):
        return
    found = known_sender(unit, sender)
    if found is None or found[1].dnd == dnd:
        return
    work, person = found
    work.people.save_person(replace(person, dnd=dnd))
    settle_anew(work, person.id, now)


def to_ask(
    unit: Unit, platforms: Collection[str], now: datetime, limit: int
) -> Mapping[tuple[str, str], Sequence[str]]:
    """By platform and installation, those of whom something is due soon: their external ids."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for workspace, some in groupby(sorted(_due(unit, now + AHEAD, limit)), itemgetter(0)):
        work = unit.of(workspace)
        people = [person for _, person in some]
        work.people.know_people(people)
        for person in people:
            home = installation_of(work, person)
            if home is None or home.platform not in platforms:
                continue
            account = work.people.account(person, home.platform)
            if account is not None:
                found[home.platform, home.external_id].append(account.external_id)
    return found


def _due(unit: Unit, before: datetime, limit: int) -> set[tuple[WorkspaceId, PersonId]]:
    """Who is owed something by then, and who takes part in what will be looked at by then."""
    owed = unit.outbox.recipients_due(before, limit)
    found = {(home, PersonId(to.id)) for home, to in owed if to.kind is Kind.PERSON}
    for home in unit.directory.due(before):
        work = unit.of(home)
        watches = work.watches.due(before, limit)
        numbers = [TaskId(w.subject.id) for w in watches if w.subject.kind is Kind.TASK]
        for task in work.tasks(SYSTEM).many(numbers).values():
            part = (task.owner, task.requester, task.verifier, task.helper)
            found |= {(home, person) for person in part if person is not None}
    return set(sorted(found)[:limit])
