"""Guests and people of other organisations: every verb of the catalogue, on every surface."""

import re
import sqlite3
from contextlib import closing

import pytest

from core import catalogue
from core.kernel.tokens import Token
from core.people.model import Profile, Role, Sender
from core.reading import buttons
from core.screens.views import Form, View
from tests.scenario.cast import ANA, CLIENT, INFRA
from tests.scenario.test_guests import CANARY, LEE, guest_at_work
from tests.support.team import Team

OUTSIDE = (Role.GUEST, Role.EXTERNAL)
CHANGES: dict[tuple[str, str], frozenset[Role]] = {
    ("task", "add"): frozenset({Role.GUEST}),
    ("task", "claim"): frozenset({Role.GUEST}),
    ("task", "note"): frozenset({Role.GUEST}),
    ("task", "sub"): frozenset({Role.GUEST}),
}
"""What somebody who takes part in nothing may change in a channel of theirs; section 9."""
NOTHING = frozenset({
    ("task", verb) for verb in (
        "show", "list", "search", "assign", "due", "move", "title", "priority", "criteria", "start",
        "block", "unblock", "done", "accept", "verify", "reopen", "drop", "after", "repeat",
        "skip", "capture", "settings", "away", "history", "follow", "unfollow", "nudge", "about",
        "erase", "why", "snooze", "next", "home", "admin", "undo", "help", "link",
    )
} | {
    ("project", verb) for verb in (
        "new", "set", "show", "list", "lead", "ladder", "pause", "resume", "close", "reopen",
        "digest", "home",
    )
})  # fmt: skip
"""What reads, what is about oneself, and what changes nothing of others for them."""
CONTENT = ("tasks", "projects", "events", "dependencies", "recurrences", "occurrences")
"""The tables that hold what others have."""


def test_every_verb_has_an_entry() -> None:
    """A new verb says here what people from outside may do with it."""
    verbs = {(str(verb.command), verb.name) for verb in catalogue.VERBS}
    assert verbs == CHANGES.keys() | NOTHING
    assert not CHANGES.keys() & NOTHING


def about(verb: catalogue.VerbEntry, task: str) -> str:
    """The example of a verb, about this very task and the project of #infra."""
    line = verb.example.replace("@Chivvy", "/task")
    line = re.sub(r"#infra\b", "#infra-migration", line)
    return re.sub(r"T-\d+", task, line)


async def outsider(team: Team, role: Role) -> Sender:
    """Lee in #client-a, as a guest or as somebody of another organisation."""
    there = Sender("slack", team.run.sandbox.workspace.team.id, LEE, "lee", place=CLIENT)
    home = "T0OTHER" if role is Role.EXTERNAL else ""
    profile = Profile(LEE, "Lee Park", "lee", "Europe/Berlin", role=role, home_team=home)
    await team.run.bot.desk.learn(there, (profile,))
    return there


async def standing(team: Team) -> str:
    """How tasks and projects stand, for who sees all of it."""
    seen = [(await team.types(ANA, INFRA, f"/task history T-{n}")).text for n in (1, 2, 3)]
    seen += [(await team.types(ANA, place, "/project show")).text for place in (INFRA, CLIENT)]
    return "\n".join([*seen, (await team.types(ANA, INFRA, "/task admin")).text])


def rows(team: Team) -> dict[str, list[tuple[object, ...]]]:
    """What others have, row by row, and who is what."""
    file = team.run.bot.settings.database.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as database:
        held = {table: f"SELECT * FROM {table}" for table in CONTENT}  # noqa: S608
        held["persons"] = "SELECT id, role, active, admin, owner, appointed FROM persons"
        return {name: sorted(database.execute(query), key=repr) for name, query in held.items()}


def said(view: View | None) -> str:
    """Everything in a view."""
    return repr(view)


@pytest.mark.parametrize("role", OUTSIDE)
async def test_no_verb_shows_or_changes_what_is_elsewhere(role: Role) -> None:
    """About a task and a project of another channel: unseen by title, and left as they are."""
    async with guest_at_work() as team:
        there = await outsider(team, role)
        before = await standing(team)
        for number, verb in enumerate(catalogue.VERBS):
            if (verb.command, verb.name) == ("task", "add"):
                continue
            line = about(verb, "T-1").partition(" ")[2]
            home = str(verb.command)
            view = await team.run.bot.desk.words(there, line, f"elsewhere{number}", home)
            assert CANARY not in said(view), verb
        await team.settled()
        assert await standing(team) == before


@pytest.mark.parametrize("role", OUTSIDE)
async def test_no_verb_changes_what_they_take_no_part_in(role: Role) -> None:
    """In a channel of theirs: what the table lets them do and nothing else."""
    async with guest_at_work() as team:
        there, before = await outsider(team, role), await standing(team)
        held = rows(team)
        for number, verb in enumerate(catalogue.VERBS):
            key = (str(verb.command), verb.name)
            if role in CHANGES.get(key, ()):
                continue
            line = about(verb, "T-2").partition(" ")[2].replace("#infra-migration", "#client")
            await team.run.bot.desk.words(there, line, f"own{number}", key[0])
            await team.settled()
            assert rows(team) == held, key
        assert await standing(team) == before


@pytest.mark.parametrize("role", OUTSIDE)
async def test_no_button_and_no_form_does_more(role: Role) -> None:
    """Every press that is understood and every form, made up for a task and a project unseen."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        before = await standing(team)
        page = await team.types(ANA, INFRA, "/project show")
        tokens = str([press["action_id"] for press in page.buttons.values()])
        project = re.findall(r"\.(j\d+)", tokens)[0]
        verbs = sorted(buttons._PRESSES.keys() | buttons.FORMS | buttons.EITHER)
        for number, verb in enumerate(verbs):
            for subject in ("t1", project):
                token = Token.decode(f"{verb}.{subject}")
                pressed = await desk.press(there, token, f"press{number}{subject}")
                assert CANARY not in said(pressed), verb
                form = await desk.form(there, token)
                assert CANARY not in said(form), verb
                if isinstance(form, Form):
                    view = await desk.submit(there, token, {}, f"form{number}{subject}")
                    assert CANARY not in said(view), verb
        await team.settled()
        assert await standing(team) == before


@pytest.mark.parametrize("role", OUTSIDE)
async def test_home_lists_and_search_hold_nothing_else(role: Role) -> None:
    """App home, lists with every filter, search and the list of projects."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        assert CANARY not in said(await desk.home(there))
        for number, line in enumerate(
            ("", "list open", "list unowned", "list done", "list @ana", f"search {CANARY}", "next")
        ):
            view = await desk.words(there, line, f"list{number}", "task")
            assert f"the {CANARY} racks" not in said(view), line
        listed = await desk.words(there, "list", "projects", "project")
        assert "infra-migration" not in said(listed)
