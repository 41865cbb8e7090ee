"""Who may do what: the permission table, as data. Asked only by ``core.authority``.

People stand in relations to a task; an act lists the relations that may do it. *Lead* is who is
in charge of the task's project; a task without a project is led by its requester and the admins.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Protocol

from core.kernel.errors import NotAllowed
from core.kernel.refs import PersonId
from core.people.model import Person, Role


class ActName(StrEnum):
    """What people can do, as the table names it."""

    ADD = "add"
    CAPTURE = "capture"
    SEVERAL = "several"
    """Do with several tasks at once, or make one by a reaction, where not everybody may."""
    NOTE = "note"
    CLAIM = "claim"
    ANSWER_OFFER = "answer_offer"
    """Whether one takes a task; who was asked is known by the task."""
    SHARE = "share"
    FOLLOW = "follow"
    NUDGE = "nudge"
    """Ask after it."""
    START = "start"
    FINISH = "finish"
    BLOCK = "block"
    UNBLOCK = "unblock"
    HELP = "help"
    """Promise, decline or give the help that a blocked task waits for."""
    DECLINE = "decline"
    SNOOZE = "snooze"
    ANSWER = "answer"
    """Say to a follow-up that all is well."""
    DUE = "due"
    MOVE = "move"
    """Into another project; who may show it to more people is known by the task."""
    PRIORITY = "priority"
    CRITERIA = "criteria"
    TICK = "tick"
    ASSIGN = "assign"
    EDIT = "edit"
    LINK = "link"
    REPEAT = "repeat"
    """How it comes again, and whether this time."""
    CHECK = "check"
    """Accept, or send back."""
    CHECK_BY = "check_by"
    """Say who checks it."""
    ERASE = "erase"
    """Words of a task, for good: those who wrote them, and who steers it."""
    DROP = "drop"
    DROP_ALL = "drop_all"
    """Everything that somebody made; asked for each task of it."""
    REOPEN = "reopen"
    UNDO = "undo"
    OPEN_PROJECT = "open_project"
    SET_PROJECT = "set_project"
    ANSWER_LEAD = "answer_lead"
    """Whether one leads a project; who was asked is known by the project."""
    SET_OWN = "set_own"
    SET_LEAVE = "set_leave"
    ADMINISTER = "administer"
    """Defaults of the workspace, admins, dead letters, export, erase, pause all."""
    CLAIM_ADMIN = "claim_admin"
    """Become the first admin, by a code."""
    JOIN_ADMINS = "join_admins"
    HAND_OVER = "hand_over"
    """Say what becomes of all that somebody who has left had; who was asked knows by a message."""


class Relation(StrEnum):
    """How a person stands to a task, a project or the workspace."""

    OWNER = "owner"
    REQUESTER = "requester"
    LEAD = "lead"
    VERIFIER = "verifier"
    CHECKER = "checker"
    """Who is to check it, see ``checkers``."""
    HELPER = "helper"
    ASKED = "asked"
    """A message with the very button was addressed to them."""
    ACTOR = "actor"
    """Whose own command it was."""
    MEMBER = "member"
    GUEST = "guest"
    """In a place of their own."""
    TRUSTED = "trusted"
    """Has the role that the workspace asks for, or leads a project where it asks for that."""
    ADMIN = "admin"
    PLATFORM_OWNER = "platform_owner"
    """Owner of the workspace on the platform."""


_ANYBODY = (Relation.MEMBER, Relation.GUEST)
_STEERING = (Relation.OWNER, Relation.REQUESTER, Relation.LEAD)

TABLE: Mapping[ActName, tuple[Relation, ...]] = {
    ActName.ADD: _ANYBODY,
    ActName.CAPTURE: _ANYBODY,
    ActName.SEVERAL: (Relation.TRUSTED, Relation.ADMIN),
    ActName.NOTE: _ANYBODY,
    ActName.CLAIM: _ANYBODY,
    ActName.ANSWER_OFFER: _ANYBODY,
    ActName.SHARE: _ANYBODY,
    ActName.FOLLOW: _ANYBODY,
    ActName.NUDGE: _ANYBODY,
    ActName.START: (Relation.OWNER, Relation.LEAD),
    ActName.FINISH: (Relation.OWNER, Relation.LEAD),
    ActName.BLOCK: _STEERING,
    ActName.UNBLOCK: (Relation.OWNER, Relation.LEAD),
    ActName.HELP: (Relation.HELPER, Relation.ASKED),
    ActName.DECLINE: (Relation.OWNER,),
    ActName.SNOOZE: (Relation.ASKED,),
    ActName.ANSWER: (Relation.OWNER, Relation.LEAD),
    ActName.DUE: _STEERING,
    ActName.MOVE: _STEERING,
    ActName.PRIORITY: _STEERING,
    ActName.CRITERIA: _STEERING,
    ActName.TICK: (*_STEERING, Relation.VERIFIER, Relation.CHECKER, Relation.ASKED),
    ActName.ASSIGN: (*_STEERING, Relation.ASKED),
    ActName.EDIT: _STEERING,
    ActName.LINK: _STEERING,
    ActName.REPEAT: _STEERING,
    ActName.CHECK: (Relation.CHECKER, Relation.ASKED),
    ActName.CHECK_BY: (*_STEERING, Relation.VERIFIER, Relation.CHECKER, Relation.ASKED),
    ActName.ERASE: (Relation.REQUESTER, Relation.LEAD, Relation.ADMIN, Relation.ACTOR),
    ActName.DROP: (Relation.REQUESTER, Relation.LEAD, Relation.OWNER),
    ActName.DROP_ALL: (Relation.ADMIN, Relation.LEAD, Relation.REQUESTER),
    ActName.REOPEN: (Relation.VERIFIER, Relation.REQUESTER, Relation.LEAD),
    ActName.UNDO: (Relation.ACTOR, Relation.LEAD),
    ActName.OPEN_PROJECT: (Relation.MEMBER,),
    ActName.SET_PROJECT: (Relation.LEAD, Relation.ADMIN),
    ActName.ANSWER_LEAD: (Relation.MEMBER,),
    ActName.SET_OWN: (Relation.ACTOR,),
    ActName.SET_LEAVE: (Relation.ACTOR, Relation.LEAD, Relation.ADMIN),
    ActName.ADMINISTER: (Relation.ADMIN,),
    ActName.CLAIM_ADMIN: (Relation.MEMBER,),
    ActName.JOIN_ADMINS: (Relation.PLATFORM_OWNER, Relation.ADMIN),
    ActName.HAND_OVER: (Relation.ASKED,),
}

_WITHOUT_SUBJECT = frozenset({ActName.ADD, ActName.CAPTURE, ActName.OPEN_PROJECT})
"""Acts that nobody in particular is asked to do instead."""
EXTERNAL_ACTS = frozenset({
    ActName.START, ActName.FINISH, ActName.BLOCK, ActName.UNBLOCK, ActName.HELP, ActName.DECLINE,
    ActName.SNOOZE, ActName.ANSWER, ActName.DUE, ActName.TICK, ActName.CHECK, ActName.DROP,
    ActName.UNDO, ActName.SET_OWN,
})  # fmt: skip
"""What buttons ask of people outside; they may do it where they take part, and nothing else."""
COVERED = frozenset({
    ActName.START, ActName.FINISH, ActName.BLOCK, ActName.UNBLOCK, ActName.ANSWER, ActName.DUE,
    ActName.TICK, ActName.ASSIGN, ActName.DROP,
})  # fmt: skip
"""What questions to an owner, or to who decides, are answered by: who covers for them meanwhile may
answer so. Not *Not mine*, for the task is not theirs."""


class Followed(Protocol):
    """What the table needs to know of a task; ``Task`` satisfies it by shape."""

    @property
    def owner(self) -> PersonId | None: ...
    @property
    def requester(self) -> PersonId: ...
    @property
    def verifier(self) -> PersonId | None: ...
    @property
    def finished_by(self) -> PersonId | None: ...
    @property
    def helper(self) -> PersonId | None: ...


class Led(Protocol):
    """What the table needs to know of a project; ``Project`` satisfies it by shape."""

    @property
    def in_charge(self) -> PersonId: ...


def may(
    act: ActName,
    person: Person,
    task: Followed | None = None,
    project: Led | None = None,
    *,
    asked: bool = False,
    own: bool = False,
    own_place: bool = True,
    trusted: bool = False,
    leads: bool = False,
    covers: Collection[PersonId] = (),
) -> bool:
    """Whether *person* may do *act*.

    *asked*: a message with this button was addressed to them. *own*: the command to be undone is
    theirs. *own_place*: where a guest acts is a place of theirs. *trusted*: they have the role, or
    lead what they must lead, to do with several tasks at once. *leads*: a role makes them a lead.
    *covers*: for whom of those who take part they answer now.
    """
    if not person.active or person.role is Role.BOT:
        return False
    if person.role is Role.EXTERNAL and act not in EXTERNAL_ACTS:
        return False
    stands = relations(person, task, project)
    if covers and act in COVERED:
        stands |= _held_by(covers, task, project)
    held = (
        (Relation.ASKED, asked), (Relation.ACTOR, own), (Relation.TRUSTED, trusted),
        (Relation.LEAD, leads),
    )  # fmt: skip
    stands |= {relation for relation, holds in held if holds}
    if not own_place:
        stands -= {Relation.GUEST}
    if act is ActName.CHECK and task is not None and person.id == task.finished_by:
        return False
    return not stands.isdisjoint(TABLE[act])


def require(
    act: ActName,
    person: Person,
    task: Followed | None = None,
    project: Led | None = None,
    *,
    asked: bool = False,
    own: bool = False,
    own_place: bool = True,
    leads: bool = False,
    covers: Collection[PersonId] = (),
    admins: Sequence[PersonId] = (),
    handle: str = "",
) -> None:
    """NotAllowed("not_allowed", act, who, ids, task) unless ``may``; *ids* are those who may.

    *handle* names the task in the example of what can be typed instead.
    """
    stands = {"asked": asked, "own": own, "own_place": own_place, "leads": leads}
    if may(act, person, task, project, covers=covers, **stands):
        return
    who = tuple(str(r) for r in TABLE[act] if r not in {Relation.ASKED, Relation.ACTOR})
    ids = who_may(act, task, project, admins)
    code = _refusal(act, person)
    raise NotAllowed(code, act=str(act), who=who, ids=ids, **({"task": handle} if handle else {}))


def _refusal(act: ActName, person: Person) -> str:
    """What is refused, as the words that explain it know it."""
    if act in _WITHOUT_SUBJECT and person.active and person.role in {Role.GUEST, Role.EXTERNAL}:
        return f"not_allowed_{person.role}_{act}"
    return _REFUSALS.get(act, "not_allowed")


_REFUSALS = {
    ActName.DROP_ALL: "not_allowed_drop_all",
    ActName.SNOOZE: "not_allowed_snooze",
    ActName.SET_PROJECT: "not_allowed_project",
    ActName.SET_LEAVE: "not_allowed_leave",
    ActName.ADMINISTER: "not_allowed_workspace",
    ActName.CLAIM_ADMIN: "not_allowed_workspace",
    ActName.JOIN_ADMINS: "not_allowed_join",
    ActName.HAND_OVER: "not_allowed_hand_over",
}


def relations(person: Person, task: Followed | None, project: Led | None) -> set[Relation]:
    """Everything that *person* is to the task, the project and the workspace."""
    found = {_BY_ROLE[person.role]} if person.role in _BY_ROLE else set()
    if person.admin:
        found.add(Relation.ADMIN)
    if person.owner and person.role is Role.MEMBER:
        found.add(Relation.PLATFORM_OWNER)
    found |= _held_by((person.id,), task, project)
    if project is None and person.admin:
        found.add(Relation.LEAD)
    if task is not None and _may_check(person, task, project):
        found.add(Relation.CHECKER)
    return found


def _held_by(
    people: Collection[PersonId], task: Followed | None, project: Led | None
) -> set[Relation]:
    """What *people* are to the task and the project by name."""
    found = {Relation.LEAD for lead in _leads(task, project) if lead in people}
    if task is None:
        return found
    held = {
        Relation.OWNER: task.owner,
        Relation.REQUESTER: task.requester,
        Relation.VERIFIER: task.verifier,
        Relation.HELPER: task.helper,
    }
    return found | {relation for relation, holder in held.items() if holder in people}


def checkers(task: Followed, project: Led | None) -> tuple[PersonId, ...]:
    """Who is to check, in this order: verifier, else requester, else lead; never the finisher.

    Empty where all of them finished it themselves: then any other member may.
    """
    order = (task.verifier, task.requester, project.in_charge if project else None)
    return tuple(dict.fromkeys(p for p in order if p is not None and p != task.finished_by))


def who_may(
    act: ActName,
    task: Followed | None,
    project: Led | None,
    admins: Sequence[PersonId] = (),
) -> tuple[PersonId, ...]:
    """The people who may do *act* because of what they are to the task or the project."""
    if act is ActName.CHECK and task is not None:
        return checkers(task, project)[:1] or tuple(a for a in admins if a != task.finished_by)
    holders: dict[Relation, Sequence[PersonId | None]] = {
        Relation.LEAD: _leads(task, project) or admins,
        Relation.ADMIN: admins,
    }
    if task is not None:
        holders |= {
            Relation.OWNER: (task.owner,),
            Relation.REQUESTER: (task.requester,),
            Relation.VERIFIER: (task.verifier,),
            Relation.HELPER: (task.helper,),
        }
    ids = (p for relation in TABLE[act] for p in holders.get(relation, ()))
    return tuple(dict.fromkeys(p for p in ids if p is not None))


_BY_ROLE = {Role.MEMBER: Relation.MEMBER, Role.GUEST: Relation.GUEST}


def _leads(task: Followed | None, project: Led | None) -> tuple[PersonId, ...]:
    if project is not None:
        return (project.in_charge,)
    return (task.requester,) if task is not None else ()


def _may_check(person: Person, task: Followed, project: Led | None) -> bool:
    order = checkers(task, project)
    if order:
        return person.id == order[0]
    return person.role is Role.MEMBER and person.id != task.finished_by
