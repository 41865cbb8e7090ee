"""The permission table, act by act."""

from dataclasses import dataclass, replace

import pytest

from core.kernel.errors import NotAllowed
from core.kernel.refs import PersonId, WorkspaceId
from core.people.access import (
    COVERED,
    EXTERNAL_ACTS,
    TABLE,
    ActName,
    Relation,
    checkers,
    may,
    require,
    who_may,
)
from core.people.model import Person, Role

OWNER, REQUESTER, VERIFIER, HELPER, LEAD, ADMIN, OTHER = map(PersonId, range(1, 8))


@dataclass(frozen=True)
class ATask:
    owner: PersonId | None = OWNER
    requester: PersonId = REQUESTER
    verifier: PersonId | None = VERIFIER
    finished_by: PersonId | None = OWNER
    helper: PersonId | None = HELPER


@dataclass(frozen=True)
class AProject:
    in_charge: PersonId = LEAD


def person(number: PersonId, role: Role = Role.MEMBER) -> Person:
    return Person(WorkspaceId(1), number, f"P{number}", role=role, admin=number == ADMIN)


# Section 9 of the design, written out: o owner, r requester, v verifier, h helper, l lead,
# a admin, m any other member. Written by hand, not derived from the table.
EXPECTED = {
    ActName.ADD: "orvhlam",
    ActName.CAPTURE: "orvhlam",
    ActName.SEVERAL: "a",
    ActName.NOTE: "orvhlam",
    ActName.CLAIM: "orvhlam",
    ActName.FOLLOW: "orvhlam",
    ActName.NUDGE: "orvhlam",
    ActName.ANSWER_OFFER: "orvhlam",
    ActName.SHARE: "orvhlam",
    ActName.START: "ol",
    ActName.FINISH: "ol",
    ActName.BLOCK: "orl",
    ActName.UNBLOCK: "ol",
    ActName.HELP: "h",
    ActName.DECLINE: "o",
    ActName.SNOOZE: "",
    ActName.ANSWER: "ol",
    ActName.DUE: "orl",
    ActName.MOVE: "orl",
    ActName.PRIORITY: "orl",
    ActName.CRITERIA: "orl",
    ActName.TICK: "orvl",
    ActName.ASSIGN: "orl",
    ActName.EDIT: "orl",
    ActName.LINK: "orl",
    ActName.REPEAT: "orl",
    ActName.CHECK: "v",
    ActName.CHECK_BY: "orvl",
    ActName.ERASE: "rla",
    ActName.DROP: "orl",
    ActName.DROP_ALL: "rla",
    ActName.REOPEN: "rvl",
    ActName.UNDO: "l",
    ActName.OPEN_PROJECT: "orvhlam",
    ActName.SET_PROJECT: "la",
    ActName.ANSWER_LEAD: "orvhlam",
    ActName.SET_OWN: "",
    ActName.SET_LEAVE: "la",
    ActName.ADMINISTER: "a",
    ActName.CLAIM_ADMIN: "orvhlam",
    ActName.JOIN_ADMINS: "a",
    ActName.HAND_OVER: "",
}
LETTERS = {
    "o": OWNER,
    "r": REQUESTER,
    "v": VERIFIER,
    "h": HELPER,
    "l": LEAD,
    "a": ADMIN,
    "m": OTHER,
}


def test_every_act_is_expected() -> None:
    """Every act has a row, here and in the table."""
    assert set(EXPECTED) == set(TABLE) == set(ActName)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("act", list(ActName))
def test_who_may_do_what(act: ActName, letter: str) -> None:
    """Each relation may do exactly what the design says."""
    who = person(LETTERS[letter])
    assert may(act, who, ATask(), AProject()) is (letter in EXPECTED[act])


@pytest.mark.parametrize("act", list(ActName))
def test_who_covers_answers_and_does_no_more(act: ActName) -> None:
    """What questions to the owner, the lead and the requester are answered by; no other act."""
    cover = person(OTHER)
    for meant, letter in ((OWNER, "o"), (REQUESTER, "r"), (LEAD, "l")):
        theirs = letter in EXPECTED[act] and act in COVERED
        anyway = "m" in EXPECTED[act]
        assert may(act, cover, ATask(), AProject(), covers=(meant,)) is (theirs or anyway)


@pytest.mark.parametrize("act", list(ActName))
def test_bots_and_the_departed_do_nothing(act: ActName) -> None:
    """Neither bots nor people who have left may do anything."""
    departed = replace(person(OWNER), active=False)
    assert not may(act, person(OWNER, Role.BOT), ATask(), AProject(), asked=True, own=True)
    assert not may(act, departed, ATask(), AProject(), asked=True, own=True)


@pytest.mark.parametrize("act", list(ActName))
def test_people_outside_use_their_buttons(act: ActName) -> None:
    """People outside do what buttons ask of the part they have, never what members may."""
    outside = person(OTHER, Role.EXTERNAL)
    assert not may(act, outside, ATask(), AProject())
    as_owner = may(act, person(OWNER, Role.EXTERNAL), ATask(), AProject())
    assert as_owner is (act in EXTERNAL_ACTS and "o" in EXPECTED[act])


@pytest.mark.parametrize("act", [ActName.ADD, ActName.CAPTURE, ActName.NOTE, ActName.CLAIM])
def test_guests_in_their_own_places(act: ActName) -> None:
    """Guests add, capture, note and claim in their own places, and nowhere else."""
    guest = person(OTHER, Role.GUEST)
    assert may(act, guest, ATask(), AProject())
    assert not may(act, guest, ATask(), AProject(), own_place=False)


def test_guests_open_no_projects() -> None:
    """Opening a project is for members."""
    assert not may(ActName.OPEN_PROJECT, person(OTHER, Role.GUEST))


def test_only_the_person_nagged_snoozes() -> None:
    """Not even the owner snoozes what somebody else was asked."""
    assert not may(ActName.SNOOZE, person(OWNER), ATask(), AProject())
    assert may(ActName.SNOOZE, person(OTHER), ATask(), AProject(), asked=True)


def test_nobody_accepts_their_own_work() -> None:
    """Who owned it at done never accepts it, not even as verifier or lead, nor when asked."""
    mine = ATask(verifier=OWNER, requester=OWNER, finished_by=OWNER)
    assert not may(ActName.CHECK, person(OWNER), mine, AProject(OWNER), asked=True)


@pytest.mark.parametrize(
    ("task", "project", "order"),
    [
        (ATask(), AProject(), (VERIFIER, REQUESTER, LEAD)),
        (ATask(verifier=None), AProject(), (REQUESTER, LEAD)),
        (ATask(verifier=None, requester=OWNER), AProject(), (LEAD,)),
        (ATask(verifier=None, requester=OWNER), None, ()),
        (ATask(verifier=LEAD, finished_by=LEAD), AProject(), (REQUESTER,)),
    ],
)
def test_order_of_checkers(
    task: ATask, project: AProject | None, order: tuple[PersonId, ...]
) -> None:
    """Verifier, else requester, else lead, without who finished it."""
    assert checkers(task, project) == order


def test_any_colleague_checks_where_nobody_else_is_left() -> None:
    """Where verifier, requester and lead are the finisher, any other member may check."""
    task = ATask(verifier=None, requester=OWNER)
    assert may(ActName.CHECK, person(OTHER), task, None)
    assert not may(ActName.CHECK, person(OTHER, Role.GUEST), task, None)


def test_without_a_project_requester_and_admins_lead() -> None:
    """A task without a project is led by its requester and the admins."""
    assert may(ActName.FINISH, person(REQUESTER), ATask(), None)
    assert may(ActName.FINISH, person(ADMIN), ATask(), None)
    assert not may(ActName.FINISH, person(ADMIN), ATask(), AProject())


def test_refusal_names_who_may() -> None:
    """A refusal names relations and people."""
    with pytest.raises(NotAllowed) as refused:
        require(ActName.START, person(OTHER), ATask(), AProject(), admins=(ADMIN,))
    assert refused.value.code == "not_allowed"
    assert refused.value.fields == {"act": "start", "who": ("owner", "lead"), "ids": (OWNER, LEAD)}


@pytest.mark.parametrize("act", [a for a in ActName if a not in {ActName.SNOOZE, ActName.UNDO}])
def test_those_named_may_indeed(act: ActName) -> None:
    """Whom a refusal names, the table lets do it."""
    for number in who_may(act, ATask(), AProject(), (ADMIN,)):
        assert may(act, person(number), ATask(), AProject())


def test_relations_are_words_of_the_catalogue() -> None:
    """Every relation of the table is one that texts can name."""
    used = {relation for row in TABLE.values() for relation in row}
    assert used <= set(Relation)
