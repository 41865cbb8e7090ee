"""Guests and people of other organisations at every door of the desk: nothing of elsewhere."""

import inspect
import re
from dataclasses import replace

import pytest

from core import catalogue
from core.catalogue import Param
from core.context import Desk, MessageRef, ThreadMessage
from core.kernel.tokens import Token
from core.people.model import Role, Sender
from core.reading import buttons
from core.screens.views import Form
from tests.scenario.cast import ANA, INFRA
from tests.scenario.test_guests import CANARY, LEE, guest_at_work
from tests.scenario.test_least_rights import OUTSIDE, about, outsider, said, standing
from tests.support.team import Seen, Team

ELSEWHERE = frozenset({
    "words", "form", "press", "submit", "home",
})  # fmt: skip
"""Doors that ``test_least_rights`` goes through with every verb, button and form."""
HERE = frozenset({
    "capture_form", "own_message", "thread_form", "forwarded", "named", "suggest", "use_text",
    "reacted", "unreacted", "missed",
})  # fmt: skip
"""Doors that are gone through here."""
SHOW_NOTHING = frozenset({
    "reader", "opens_form", "receive", "refuse_thread", "reaction_wanted", "source_changed",
    "spoke", "learn", "disturb", "moved", "place_news", "suspend", "home_of", "keep", "recall",
    "shut_doors", "addressed", "day", "memory", "resume", "role_named",
})  # fmt: skip
"""What a platform says or asks by itself: no view of a task comes back."""


def test_every_door_has_an_entry() -> None:
    """A new way to ask the product says here who goes through it as a guest."""
    doors = {name for name, _ in inspect.getmembers(Desk, inspect.isfunction) if name[0] != "_"}
    assert doors == ELSEWHERE | HERE | SHOW_NOTHING


async def card_elsewhere(team: Team) -> Seen:
    """A card of T-4 in #infra."""
    await team.types(ANA, INFRA, f"/task add Paint the {CANARY} doors !share")
    await team.settled()
    return await team.finds(ANA, INFRA, f"Paint the {CANARY} doors", "No owner yet")


def of_message(message: Seen, text: str = "") -> MessageRef:
    """A message of #infra, as a shortcut hands it over."""
    return MessageRef(message.channel, message.ts, message.ts, None, text, "https://x.example/")


@pytest.mark.parametrize("role", OUTSIDE)
async def test_messages_of_elsewhere_tell_nothing(role: Role) -> None:
    """Shortcuts, forwarding, reactions, and texts read anew, on a card of another channel."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        card = await card_elsewhere(team)
        message = of_message(card)
        infra = replace(there, place=INFRA)
        thread = [ThreadMessage(message, team.run.bot.clock.now())]
        before = await standing(team)
        for sender in (there, infra):
            views = (
                await desk.own_message(sender, message),
                await desk.capture_form(sender, message),
                await desk.thread_form(sender, message, thread),
                await desk.forwarded(sender, message, None),
                await desk.forwarded(sender, message, message),
                await desk.reacted(sender, message, "1", f"react{sender.place}"),
                await desk.unreacted(sender, card.ts, "2", f"unreact{sender.place}"),
                await desk.use_text(sender, Token.decode("use_text.t1"), message, "use"),
            )
            assert [view for view in views if CANARY in said(view)] == []
        assert await standing(team) == before


@pytest.mark.parametrize("role", OUTSIDE)
async def test_numbers_and_links_in_messages_tell_nothing(role: Role) -> None:
    """T-1, and the link of a card, written in a channel of theirs."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        card = await card_elsewhere(team)
        words = ["T-1", "T-4", f"{card.channel}/{card.ts}"]
        assert CANARY not in said(await desk.named(there, words, "named"))


@pytest.mark.parametrize("role", OUTSIDE)
async def test_suggestions_name_nothing_of_elsewhere(role: Role) -> None:
    """Of every parameter of every verb, whatever was typed."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        kinds = {(f"{v.command} {v.name}", p.kind) for v in catalogue.VERBS for p in v.parameters}
        kinds |= {(verb, Param.TASKS) for verb, kind in kinds if kind is Param.TASK}
        for verb, kind in sorted(kinds):
            for typed in ("", "T-1", CANARY[:-2], "infra"):
                offered = str(await desk.suggest(there, verb, kind, typed))
                assert CANARY not in offered and "infra-migration" not in offered, (verb, kind)


@pytest.mark.parametrize("role", OUTSIDE)
async def test_several_tasks_at_once_are_each_for_themselves(role: Role) -> None:
    """Of two, one unseen: the preview does not name it, and pressing its buttons leaves it."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        before = await team.types(ANA, INFRA, "/task history T-1")
        for number, verb in enumerate(v for v in catalogue.VERBS if v.several):
            line = about(verb, "T-1 T-2").partition(" ")[2]
            view = await desk.words(there, line, f"several{number}", "task")
            assert CANARY not in said(view), verb.name
            for press, token in enumerate(re.findall(r"'(many_\w+[^']*)'", said(view))):
                done = await desk.press(there, Token.decode(token), f"many{number}-{press}")
                assert CANARY not in said(done), verb.name
        await team.settled()
        after = await team.types(ANA, INFRA, "/task history T-1")
        assert after.text == before.text


@pytest.mark.parametrize("role", OUTSIDE)
async def test_buttons_about_people_and_nothing_do_no_more(role: Role) -> None:
    """Every press and every form, made up for somebody else, for the workspace, or for nothing."""
    async with guest_at_work() as team:
        there, desk = await outsider(team, role), team.run.bot.desk
        before = await standing(team)
        people = await _numbers(team, there)
        verbs = sorted(buttons._PRESSES.keys() | buttons.FORMS | buttons.EITHER)
        for verb in verbs:
            for subject in (f".p{people[0]}", ""):
                token = Token.decode(f"{verb}{subject}")
                pressed = await desk.press(there, token, f"p{verb}{subject}")
                form = await desk.form(there, token)
                assert CANARY not in said(pressed) + said(form), verb
                if isinstance(form, Form):
                    done = await desk.submit(there, token, {}, f"f{verb}{subject}")
                    assert CANARY not in said(done), verb
        await team.settled()
        assert await standing(team) == before


async def _numbers(team: Team, there: Sender) -> list[int]:
    """Ana, who leads both projects, and Lee, as we number them."""

    def read(unit: object) -> list[int]:
        home = unit.directory.find("slack", there.team)  # type: ignore[attr-defined]
        found = unit.of(home.workspace).people  # type: ignore[attr-defined]
        return [found.by_account("slack", user).id for user in (ANA, LEE)]

    return await team.run.bot.store.read(read)
