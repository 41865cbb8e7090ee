"""A task goes into another project, through the real Slack adapter."""

from collections.abc import Mapping
from typing import Any

from tests.scenario.cast import (
    ANA,
    BOT,
    CLIENT,
    HIRING,
    INFRA,
    JONAS,
    MARIA,
    MONDAY,
    SAM,
    in_attention,
    november,
)
from tests.support.team import Team, team_at_work


async def _projects(team: Team) -> None:
    """Infra lives in #infra, and the shop in #client-a."""
    for where, name in ((INFRA, "Infra"), (CLIENT, "Web shop")):
        await team.types(ANA, where, f"/project new {name}")
        assert (await team.submits(ANA, why="It is asked for", speaks="yes"))["ok"]
    await team.settled()


async def test_typed_it_goes_and_comes_back() -> None:
    """By key, by name, out of all; its owner hears of it, and Undo takes it back."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday #infra")
        await team.settled()
        said = await team.types(ANA, INFRA, "/task move T-1 to #web-shop")
        assert "is in #web-shop now" in said.text and "Maria" in said.text
        await team.settled()
        await team.hears(MARIA, "moved T-1 Order disks to #web-shop")
        assert "#web-shop" in (await team.types(MARIA, INFRA, "/task show T-1")).text
        told = await team.types(MARIA, INFRA, "/task history T-1")
        assert "moved it from #infra to #web-shop" in told.text
        await team.presses(ANA, said, "Undo")
        await team.finds(ANA, INFRA, "Taken back", "in #infra")
        said = await team.types(ANA, INFRA, "/task move T-1 into the project Web shop")
        assert "is in #web-shop now" in said.text
        again = await team.types(ANA, INFRA, "/task move T-1 #web-shop")
        assert "already" in again.text and "Undo" not in again.buttons
        said = await team.types(ANA, INFRA, "/task move T-1 to no project")
        assert "is in no project now" in said.text


async def test_what_was_told_and_taken_back_says_so() -> None:
    """The line keeps where it was moved to, and who took that back; then that it is not theirs."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday #infra")
        await team.later(minutes=3)
        said = await team.types(ANA, INFRA, "/task move T-1 #web-shop")
        await team.settled()
        await team.hears(MARIA, "moved T-1 Order disks to #web-shop")
        await team.presses(ANA, said, "Undo")
        await team.settled()
        told = await team.hears(MARIA, "moved T-1 Order disks to #web-shop")
        assert "Ana Ruiz took that back: it is in #infra." in told.text
        await team.types(ANA, INFRA, "/task assign T-1 @jonas")
        await team.settled()
        told = await team.hears(MARIA, "moved T-1 Order disks to #web-shop")
        assert "T-1 Order disks is with Jonas Weber now." in told.text


async def test_words_that_name_no_project_get_an_answer() -> None:
    """A slip, a date, a person, nothing of the kind: each with what to type instead."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        for typed, said in {
            "to #web-shpo": "/task move T-1 #web-shop",
            "to friday 17:00": "/task due T-1 friday 17:00",
            "to @jonas": "/task assign T-1 @jonas",
            "#nowhere": "/project list",
        }.items():
            answer = await team.types(ANA, INFRA, f"/task move T-1 {typed}")
            assert said in answer.text, answer.text
            assert f"move T-1 {typed}" in answer.text
        turned = await team.types(ANA, INFRA, "/task T-1 project web-shop")
        assert "/task move T-1 web-shop" in turned.text
        await team.types(ANA, CLIENT, "/project close #web-shop")
        await team.submits(ANA, outcome="It sells")
        closed = await team.types(ANA, INFRA, "/task move T-1 #web-shop")
        assert "/project reopen #web-shop" in closed.text


async def test_by_forms() -> None:
    """The number alone opens a form; *Edit* has the field, preset."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        await team.types(ANA, INFRA, "/task move T-1")
        form = await team.form(ANA)
        assert _chosen(form) == _option(form, "#infra")
        web = _option(form, "#web-shop")
        assert (await team.submits(ANA, project=web))["ok"]
        await team.finds(ANA, INFRA, "is in #web-shop now")
        shown = await team.types(ANA, INFRA, "/task show T-1")
        await team.presses(ANA, shown, "Edit")
        form = await team.form(ANA)
        assert _chosen(form) == web
        assert (await team.submits(ANA, title="Order more disks", project="0"))["ok"]
        shown = await team.types(ANA, INFRA, "/task show T-1")
        assert "Order more disks" in shown.text and "moved it out of #web-shop" in shown.text


async def test_several_are_shown_first_and_go_together() -> None:
    """From four on; parts go with their whole, and are left alone by themselves."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        for title in ("Order disks", "Copy the data", "Move the mail"):
            await team.types(ANA, INFRA, f"/task add {title} @maria friday")
        await team.types(ANA, INFRA, "/task sub T-1 book a van @jonas")
        shown = await team.types(ANA, INFRA, "/task move T-2 T-3 T-4 T-1 #web-shop")
        assert "Move 3 tasks to #web-shop?" in shown.text
        assert "is a part of T-1" in shown.text
        await team.presses(ANA, shown, "Apply")
        await team.finds(ANA, INFRA, "3 tasks are in #web-shop now")
        assert "T-4" in (await team.types(ANA, INFRA, "/task list #web-shop")).text


async def test_several_are_ticked_and_go_together() -> None:
    """Chosen on a list; what can't go is left alone, Back keeps the project, one Undo for all."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        for title in ("Order disks", "Copy the data"):
            await team.types(ANA, INFRA, f"/task add {title} @maria friday")
        await team.types(ANA, INFRA, "/task sub T-1 book a van @maria")
        listed = await team.types(ANA, INFRA, "/task list @maria")
        await team.presses(ANA, listed, "Choose several")
        web = _option(await team.form(ANA), "#web-shop")
        missing = await team.submits(ANA, tasks=["1", "2"], act="move")
        assert "project" in missing["errors"]
        assert (await team.submits(ANA, tasks=["1", "2", "3"], act="move", project=web))["ok"]
        shown = await team.finds(ANA, INFRA, "Move 2 tasks to #web-shop?")
        assert "is a part of T-1" in shown.text
        await team.presses(ANA, shown, "Back")
        assert _chosen(await team.form(ANA)) == web
        await team.submits(ANA, tasks=["1", "2"])
        shown = await team.finds(ANA, INFRA, "Move 2 tasks to #web-shop?")
        await team.presses(ANA, shown, "Apply")
        said = await team.finds(ANA, INFRA, "2 tasks are in #web-shop now")
        assert "T-2" in (await team.types(ANA, INFRA, "/task list #web-shop")).text
        await team.presses(ANA, said, "Undo")
        assert "T-2" not in (await team.types(ANA, INFRA, "/task list #web-shop")).text
        assert "T-3" in (await team.types(ANA, INFRA, "/task list #infra")).text


async def test_several_without_a_project_open_the_form() -> None:
    """Typed without where to: the form has the tasks ticked and the act chosen."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        for title in ("Order disks", "Copy the data"):
            await team.types(ANA, INFRA, f"/task add {title} @maria friday")
        await team.types(ANA, INFRA, "/task move T-1 T-2")
        assert (await team.submits(ANA, project="0"))["ok"]
        shown = await team.finds(ANA, INFRA, "Move 2 tasks out of their projects?")
        await team.presses(ANA, shown, "Apply")
        await team.finds(ANA, INFRA, "2 tasks are in no project now")


async def test_private_work_is_shown_after_a_question_only() -> None:
    """Its requester is asked; seen as now it stays unseen; nobody outside learns of it before."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await _projects(team)
        await team.types(ANA, HIRING, "/task add Call the Quetzal candidate @sam friday")
        asked = await team.types(ANA, HIRING, "/task move T-1 #infra")
        assert "everybody in the workspace would see it" in asked.text
        kept = await team.presses(ANA, asked, "Move, seen as now")
        assert kept is not None and "by nobody else there" in kept.text
        assert "Quetzal" not in (await team.types(MARIA, INFRA, "/task list #infra")).text
        hidden = await team.types(MARIA, INFRA, "/task move T-1 #web-shop")
        unknown = await team.types(MARIA, INFRA, "/task move T-99 #web-shop")
        assert hidden.text.replace("T-1", "T-?") == unknown.text.replace("T-99", "T-?")
        asked = await team.types(SAM, HIRING, "/task move T-1 #web-shop")
        shown = await team.presses(SAM, asked, "Move and show it")
        assert shown is not None and "Everybody in the workspace can see it now" in shown.text
        assert "Quetzal" in (await team.types(MARIA, INFRA, "/task list #web-shop")).text


async def test_of_several_what_asks_says_what_to_type() -> None:
    """One that would be shown to more people is left alone, with the command that asks."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await _projects(team)
        await team.types(ANA, HIRING, "/task add Call the Quetzal candidate @sam friday")
        await team.types(ANA, INFRA, "/task add Order disks @maria friday")
        said = await team.types(ANA, HIRING, "/task move T-1 T-2 #web-shop")
        assert "1 task is in #web-shop now" in said.text and "Left alone: 1" in said.text
        assert "For that one alone, type: /task move T-1 #web-shop" in said.text.replace("`", "")
        asked = await team.types(ANA, HIRING, "/task move T-1 #web-shop")
        assert "Move and show it" in asked.buttons


async def test_a_form_takes_no_yes() -> None:
    """What is private is not shown by a field: the error leads to the question."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await _projects(team)
        await team.types(ANA, HIRING, "/task add Call the Quetzal candidate @sam friday")
        shown = await team.types(ANA, HIRING, "/task show T-1")
        await team.presses(ANA, shown, "Edit")
        infra = _option(await team.form(ANA), "#infra")
        refused = await team.submits(ANA, project=infra)
        assert "/task move T-1 #infra" in refused["errors"]["project"]


async def test_into_a_private_project_its_card_goes_away() -> None:
    """That followers lose it is said first; then it is seen there only, and no card stays."""
    async with team_at_work(start=MONDAY) as team:
        await team.invites(BOT, HIRING)
        await team.types(ANA, HIRING, "/project new People")
        await team.submits(ANA, why="We grow")
        await team.types(ANA, INFRA, "/task add Call the Quetzal agency @sam friday !share")
        await team.settled()
        await team.finds(MARIA, INFRA, "Quetzal")
        await team.types(MARIA, INFRA, "/task follow T-1")
        asked = await team.types(ANA, INFRA, "/task move T-1 #people")
        assert (
            "Not all who follow it would see it any more" in asked.text
            and "Maria" not in asked.text
        )
        done = await team.presses(ANA, asked, "Move it anyway")
        assert done is not None and "is in #people now" in done.text
        await team.settled()
        posted = [m.text for m in await team.sees(MARIA, INFRA) if not m.private]
        assert posted and "Quetzal" not in " ".join(posted)
        gone = await team.types(MARIA, INFRA, "/task show T-1")
        assert "can't find T-1" in gone.text
        unseen = await team.types(MARIA, INFRA, "/task move T-1 #people")
        unknown = await team.types(MARIA, INFRA, "/task move T-1 #peoples")
        assert unseen.text == unknown.text.replace("peoples", "people")


def _option(form: Mapping[str, Any], label: str) -> str:
    """The value of the project that is offered so."""
    options = _field(form)["options"]
    return next(o["value"] for o in options if o["text"]["text"].startswith(label))


def _chosen(form: Mapping[str, Any]) -> str:
    return str(_field(form)["initial_option"]["value"])


def _field(form: Mapping[str, Any]) -> Any:  # noqa: ANN401
    return next(b["element"] for b in form["blocks"] if b.get("block_id") == "project")


async def test_what_is_posted_later_goes_to_the_new_home() -> None:
    """Moved before the channel is asked: the thread of the new one is."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00 #infra")
        await team.types(JONAS, INFRA, "/task add Cut over @priya 4 dec after T-1 #infra")
        await team.until(november(26, 12))
        await team.types(ANA, INFRA, "/task move T-1 #web-shop")
        await team.until(november(27, 12))
        [line] = await in_attention(team, SAM, CLIENT)
        assert "T-1 Migrate DNS was due" in line.text
        assert not [m for m in await team.sees(SAM, INFRA) if "Needs attention" in m.text]


async def test_what_was_asked_in_the_old_channel_is_not_asked_again() -> None:
    """It stands there with its buttons; the next step comes on its day, as announced."""
    async with team_at_work(start=MONDAY) as team:
        await _projects(team)
        await team.types(ANA, INFRA, "/task add Migrate DNS @maria 24 nov 17:00 #infra")
        await team.types(JONAS, INFRA, "/task add Cut over @priya 4 dec after T-1 #infra")
        await team.until(november(27, 12))
        [line] = await in_attention(team, SAM)
        assert "T-1 Migrate DNS was due" in line.text
        await team.types(ANA, INFRA, "/task move T-1 #web-shop")
        await team.until(november(27, 16))
        [stays] = await in_attention(team, SAM)
        assert (stays.text, stays.buttons) == (line.text, line.buttons)
        assert not [m for m in await team.sees(SAM, CLIENT) if "Needs attention" in m.text]
        await team.until(november(30, 12))
        await team.hears(ANA, "T-1 Migrate DNS was due", "What shall become of it?")
