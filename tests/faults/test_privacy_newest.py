"""The canaries of ``test_privacy_canary`` beside what came last: leavers, offers, nudges, loads,
ladders, and buttons about people and projects, one by one."""

import itertools

import pytest

from core.context import FieldValue
from core.kernel.refs import Kind, Ref, TaskId, task_ref
from core.kernel.tokens import Token
from core.people.model import Sender
from core.reading import buttons
from tests.faults.test_privacy_canary import (
    ANA,
    INFRA,
    JONAS,
    MARIA,
    OUTSIDERS,
    SAM,
    SECRET,
    Private,
    answer_of,
    everything_seen,
    private,
    types,
)
from tests.support.team import Seen

__all__ = ["private"]
PEOPLE, PROJECTS, PLACES = range(1, 9), range(1, 4), range(1, 9)
FILLED: dict[str, FieldValue] = {
    "owner": JONAS, "verifier": JONAS, "to": JONAS, "due": "friday", "until": "friday",
    "reason": "words", "note": "words", "title": "Something", "ladder": "firm",
    "overdue_lead_days": "6", "tasks": ("1", "2", "3", "4", "5"), "part_lines": "A part",
    "helper": JONAS, "criteria": "it answers", "why": "Because.",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("who", OUTSIDERS)
async def test_buttons_about_people_projects_and_places(private: Private, who: str) -> None:
    """Every button and every form there is, with every person, project and place as its subject."""
    desk = private.team.run.bot.desk
    sender = Sender("slack", "T0SANDBOX", who, "", place=INFRA, place_name="infra")
    kinds = ((Kind.PERSON, PEOPLE), (Kind.PROJECT, PROJECTS), (Kind.PLACE, PLACES))
    subjects = [Ref(kind, number) for kind, numbers in kinds for number in numbers]
    verbs = sorted({*buttons._PRESSES, *buttons._SUBMITS, *buttons.FORMS})
    for subject, verb in itertools.product(subjects, verbs):
        token, key = Token(verb, subject), f"{who}{verb}{subject}"
        private.meets(verb, await answer_of(desk.press(sender, token, key)))
    for subject, verb in itertools.product(subjects, sorted(buttons._SUBMITS)):
        token, key = Token(verb, subject), f"form{who}{verb}{subject}"
        private.meets(verb, await answer_of(desk.form(sender, token)))
        private.meets(verb, await answer_of(desk.submit(sender, token, FILLED, key)))
    await private.team.settled()
    await everything_seen(private, who)
    assert private.hits() == []


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_filled_forms_about_private_tasks(private: Private, who: str) -> None:
    """Every form about a private task with every field filled in, and every button with a value."""
    desk = private.team.run.bot.desk
    sender = Sender("slack", "T0SANDBOX", who, "", place=INFRA, place_name="infra")
    verbs = sorted({*buttons._PRESSES, *buttons._SUBMITS, *buttons.FORMS})
    for task, verb in itertools.product(private.tasks, verbs):
        token, key = Token(verb, task_ref(TaskId(task))), f"filled{who}{verb}{task}"
        private.meets(verb, await answer_of(desk.submit(sender, token, FILLED, key)))
        for value in ("1", "3!", "note", "today", "!", "0:1"):
            valued = Token(verb, task_ref(TaskId(task)), value=value)
            private.meets(verb, await answer_of(desk.press(sender, valued, f"{key}{value}")))
    await private.team.settled()
    await everything_seen(private, who)
    assert private.hits() == []


async def presses_all(private: Private, who: str, seen: Seen) -> None:
    """Every button of a message, one after the other, as if it still stood as it was."""
    desk = private.team.run.bot.desk
    sender = Sender("slack", "T0SANDBOX", who, "", place=INFRA, place_name="infra")
    for label, press in seen.buttons.items():
        token = Token.decode(press.get("value") or press["action_id"])
        key = f"{who}{label}{seen.ts}"
        private.meets(label, await answer_of(desk.press(sender, token, key)))
        private.meets(label, await answer_of(desk.form(sender, token)))


async def led_by_jonas(private: Private) -> None:
    """Jonas leads the project, which has a private task that only insiders see; Sam has both."""
    await types(private, ANA, INFRA, "/project lead #infra @jonas")
    offered = await private.team.hears(JONAS, "lead")
    await private.team.presses(JONAS, offered, "I'll lead it")
    await types(private, ANA, SECRET, "/task add Narwhal contract @sam tomorrow 10:00 #infra")
    await types(private, ANA, INFRA, "/task add Order the disks @sam tomorrow #infra")


async def test_the_lead_of_who_has_left(private: Private) -> None:
    """What they had in private is neither counted for nor listed to a lead who does not see it."""
    team = private.team
    await led_by_jonas(private)
    team.run.sandbox.change_person(SAM, deleted=True)
    await team.settled()
    await team.later(days=1)
    card = await team.hears(JONAS, "has left")
    assert "1 open task" in card.text
    assert {"One by one", "Give all to ...", "Needs an owner"} <= card.buttons.keys()
    await team.presses(JONAS, card, "Give all to ...")
    private.meets("form", await team.form(JONAS))
    private.meets("given", await team.submits(JONAS, owner=JONAS))
    await presses_all(private, JONAS, card)
    for line in ("/task list @sam", "/task list Sam", "/task assign T-1 @sam"):
        private.meets(line, (await team.types(JONAS, INFRA, line)).raw)
    await everything_seen(private, JONAS)
    assert private.hits() == []


async def test_a_lead_who_tunes_and_a_week_after_it(private: Private) -> None:
    """Neither the ladder's form nor what the lead hears by it tells of the private task."""
    team = private.team
    await led_by_jonas(private)
    page = await team.types(JONAS, INFRA, "/project ladder #infra")
    private.meets("ladder", page.raw)
    shown = await team.types(JONAS, INFRA, "/project show #infra")
    await team.presses(JONAS, shown, "Fine-tune")
    private.meets("form", await team.form(JONAS))
    private.meets("tuned", await team.submits(JONAS, overdue_lead_days="4"))
    await team.later(days=8)
    await everything_seen(private, JONAS)
    assert private.hits() == []


async def test_offers_and_nudges_that_are_not_theirs(private: Private) -> None:
    """A private task is offered, declined and asked after inside: outside nothing is heard of it,
    and who takes it or nudges it by a button made up by hand is told what unknown ones are."""
    team = private.team
    await types(private, SAM, SECRET, "/task settings incoming ask first")
    await types(private, ANA, SECRET, "/task add Quokka offer letter @sam friday")
    await types(private, ANA, SECRET, "/task nudge T-3")
    await team.later(hours=3)
    desk = team.run.bot.desk
    sender = Sender("slack", "T0SANDBOX", JONAS, "", place=INFRA, place_name="infra")
    for verb in ("take_offer", "decline_offer", "nudge", "ask_after", "claim", "unfit"):
        told = []
        for number in (6, 99):
            token = Token(verb, task_ref(TaskId(number)))
            answer = await answer_of(desk.press(sender, token, f"{verb}{number}"))
            private.meets(verb, answer)
            told.append(str(answer).replace("T-6", "T-99"))
        assert told[0] == told[1], verb
    await team.later(days=2)
    for who in (*OUTSIDERS, MARIA):
        await everything_seen(private, who)
    assert [met for met in private.hits() if "Quokka offer" in met or MARIA not in met] == []


@pytest.mark.parametrize("who", OUTSIDERS)
async def test_what_is_kept_about_oneself(private: Private, who: str) -> None:
    """``about me``, an export of one's own and the load tell nothing of what others have."""
    team = private.team
    await types(private, ANA, SECRET, "/task note T-2 Wombat and @jonas talk")
    for line in ("/task about me", "/task next", "/task home", "/task why T-2", "/task undo"):
        answer = await team.types(who, INFRA, line)
        private.meets(line, answer.raw)
        await presses_all(private, who, answer)
    await everything_seen(private, who)
    assert private.hits() == []
