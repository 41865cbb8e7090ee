"""What must hold when people have left and projects rest: nobody owns silently, nothing goes on."""

from collections import defaultdict

from core.followup.model import NoticeKind, NoticeState
from core.kernel.refs import PersonId
from core.tasks.model import Status, Task
from tests.machine.cast import PEOPLE
from tests.machine.house import House

HELD = frozenset({Status.TRIAGE, Status.TODO, Status.IN_PROGRESS, Status.BLOCKED})
"""What somebody is to go on with; what is in review waits for somebody else."""


def at_rest(house: House) -> None:
    """After each step."""
    for tenant in house.tenants:
        they_are_known_to_be_gone(house, tenant)
        closed_projects_have_nothing_open(house, tenant)
        what_rests_was_not_said(house, tenant)


def they_are_known_to_be_gone(house: House, tenant: str) -> None:
    """Who is here, and who is not, is known as the platforms have it."""
    known = house.people(tenant)
    for who, number in house.tenants[tenant].people.items():
        active = known[number].active
        assert active is house.presence.here(who), f"{who} is believed to be here: {active}"


def closed_projects_have_nothing_open(house: House, tenant: str) -> None:
    """What was open when a project was closed went on without it, or was dropped."""
    for task in house.tasks(tenant).values():
        if task.project is not None and task.status.open:
            project = house.project(tenant, task.project)
            assert project is None or project.open, f"{task} is open in {project}"


def what_rests_was_not_said(house: House, tenant: str) -> None:
    """No message counts as having said something of a project that was paused when it came."""
    asleep = {(number, post) for name, number, post in house.watch.asleep if name == tenant}
    if asleep:
        for notice in house.records[tenant].notices():
            if notice.said_at is not None and (notice.id, notice.post) in asleep:
                raise AssertionError(f"said of a project that rests: {notice}")


def decided(house: House) -> None:
    """Of whatever somebody holds who has left, somebody who may decide about it was told."""
    for tenant in house.tenants:
        told = defaultdict(set)
        for notice in house.records[tenant].notices():
            said = notice.wanted.kind is NoticeKind.LEFT
            if said and notice.state is not NoticeState.DROPPED:
                gone, reader = notice.wanted.subject.id, notice.wanted.recipient.id
                told[PersonId(gone)].add(house.tenants[tenant].who(PersonId(reader)))
        for task in house.tasks(tenant).values():
            owner = house.tenants[tenant].who(task.owner)
            if owner and task.status in HELD and not house.presence.here(owner):
                may = deciders(house, tenant, task)
                knows = told[task.owner] & may
                assert knows or not may, f"{owner} has left with {task}, and none of {may} knows"


def deciders(house: House, tenant: str, task: Task) -> set[str]:
    """Who may decide: who leads, who asked, an admin, or one of those among whom it stays."""
    people = house.tenants[tenant]
    project = house.project(tenant, task.project)
    asked = {people.who(task.requester)}
    asked |= {people.who(number) for number, one in house.people(tenant).items() if one.admin}
    if project is not None:
        asked.add(people.who(project.in_charge))
    part = {people.who(one) for one in (task.owner, task.requester, task.verifier, task.helper)}
    reads = asked
    if task.visible_in is not None:
        inside = house.work(lambda work: work.people.members(task.visible_in), tenant)
        names = {people.who(number) for number in inside}
        asked |= names
        reads = names | part
    here = {who for who in asked & reads if who and house.presence.here(who)}
    return {who for who in here if not PEOPLE[who].guest or _sees(house, tenant, who, task)}


def _sees(house: House, tenant: str, who: str, task: Task) -> bool:
    tags = house.tags(task.title.body)
    return bool(tags) and all(house.watch.may_read(who, tag) for tag in tags)
