"""What one platform shows, the other shows too: every view, every button, every field of a form."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.db.store import SqlStore
from adapters.db.uow import lock_workspace, make_uow
from adapters.discord import options
from adapters.discord.commands import name_of, options_of
from adapters.discord.render import render_message
from adapters.discord.render.forms import modal, pages
from adapters.discord.render.rows import changed, only_fields, rows_of
from adapters.sandbox.blocks import block_problems, view_problems
from adapters.slack.render import render_message as slack_message
from adapters.slack.render import render_modal as slack_modal
from bot.clocks import MovableClock
from bot.desk import StoreDesk
from core.catalogue import VERBS, Param, VerbEntry
from core.context import Context, Told
from core.dispatch import Found, read_words
from core.kernel.errors import ChivvyError
from core.kernel.tokens import Token
from core.people.model import Profile, Sender
from core.screens import views as v
from core.screens.words import plain
from core.tasks.commands_adding import AddTask
from core.unit import Unit
from tests.discord_adapter.drawn import message_problems, modal_problems, tokens
from tests.support.any_views import READERS, VIEWS
from tests.support.tables import lay_tables

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANA = Sender("discord", "1", "81", "Ana", place="7", place_name="infra")
PEOPLE = (Profile("81", "Ana", "ana"), Profile("82", "Maria", "maria"),
          Profile("83", "Jonas", "jonas"), Profile("84", "Priya", "priya"))  # fmt: skip
FEW = settings(
    max_examples=3, deadline=None, phases=[Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example,
    ],
)  # fmt: skip


def slack_tokens(blocks: list[dict[str, Any]]) -> set[str]:
    """Everything that can be pressed or chosen on Slack."""
    found: set[str] = set()
    for block in blocks:
        pressed = block["elements"] if block["type"] == "actions" else []
        beside = [block["accessory"]] if "accessory" in block else []
        for element in pressed + beside:
            if "options" in element:
                found |= {option["value"] for option in element["options"]}
            elif "url" not in element:
                found.add(element["action_id"])
    return found


def discord_fields(form: v.Form) -> set[str]:
    """The names under which they come back from Discord; of a row also from its own window."""
    whole = {name for page in pages(form) for name in page.names}
    rows = (only_fields(changed(row, None, "", None)) for row in rows_of(form, {}))
    return whole.union(*rows)


def slack_fields(form: v.Form, reader: v.Reader) -> set[str]:
    """The names under which the fields of a form come back from Slack."""
    names: set[str] = set()
    for block in slack_modal(form, reader)["blocks"]:
        if block["type"] == "input":
            names.add(block["block_id"].partition("#")[0])
        elif block["type"] == "actions":
            parts = (element["action_id"].removeprefix("field:") for element in block["elements"])
            names |= {f"{block['block_id']}.{part}" for part in parts}
    return names


def assert_alike(view: v.View, reader: v.Reader) -> None:
    """Both platforms draw *view*, and what can be done on Slack can be done on Discord."""
    slack, discord = slack_message(view, reader), render_message(view, reader)
    assert block_problems(slack.blocks, "message") == []
    assert message_problems(discord.payload()) == {}
    assert slack_tokens(slack.blocks) <= tokens(discord.components)
    if isinstance(view, v.Form):
        assert view_problems(slack_modal(view, reader)) == []
        for page in pages(view):
            assert modal_problems(modal(view, reader, page.number)) == {}
        assert slack_fields(view, reader) == discord_fields(view)


@pytest.mark.parametrize("kind", get_args(v.View), ids=lambda kind: kind.__name__)
@FEW
@given(data=st.data(), reader=READERS)
def test_every_view_is_drawn_on_both(kind: type, data: st.DataObject, reader: v.Reader) -> None:
    """A view that is new in the union needs a strategy and a drawing on each platform."""
    view = data.draw(VIEWS[kind])
    assert slack_message(view, reader).blocks
    assert render_message(view, reader).components


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[StoreDesk]:
    """A desk with four people, a project, and tasks under the numbers of the examples."""
    url = f"sqlite:///{tmp_path / 'chivvy.db'}"
    lay_tables(url)
    async with SqlStore[Unit](url, make_uow, lock_workspace=lock_workspace) as store:
        desk = StoreDesk(store, MovableClock(NOW), lambda: None, admins=frozenset({ANA.user}))
        await desk.words(ANA, "new Infra", "project", "project")
        await desk.learn(ANA, PEOPLE)
        await desk.submit(ANA, Token("project_new"), {"name": "Infra", "speaks": "yes"}, "form")
        for number in range(1, 4):
            line = f"add Task {number} @maria friday done when it works; it is checked"
            await desk.words(ANA, line, f"add{number}")
        yield desk


def line_of(verb: VerbEntry) -> str:
    """The verb's example, about tasks that are there."""
    line = verb.example.partition(" ")[2]
    return line.replace("T-42", "T-1").replace("T-50", "T-2").replace("T-31", "T-3")


def as_typed_options(verb: VerbEntry) -> options.Filled:
    """The verb's example, filled into its options on Discord."""
    rest, values = mentioned(line_of(verb)).partition(" ")[2], {}
    for option in options_of(verb):
        parameter, before = option.parameter, option.before
        if before.strip(" -") and before not in rest:
            continue  # Nothing of the example belongs there.
        rest = rest.replace(before, " ", 1) if before else rest
        pattern = "|".join(parameter.choices) or PATTERNS.get(parameter.kind, r"\S.*?(?= - |$)")
        if found := re.search(pattern, rest):
            rest = rest.replace(found.group(), "", 1)
            person = parameter.kind is Param.PERSON
            values[name_of(parameter)] = found.group().strip("<@> " if person else " ")
    return options.of_values(verb, values)


PATTERNS = {
    Param.LINE: r"\S.*", Param.TASK: r"T-\d+", Param.TASKS: r"T-\d+", Param.PERSON: r"<@\d+>",
    Param.NAME: r"(?!)", Param.PLACE: r"<#\d+>",
    Param.PROJECT: r"#\w+", Param.DATE: r"[^\s-][^-]*",
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.command} {verb.name}")
async def test_typed_options_mean_what_the_line_means(desk: StoreDesk, verb: VerbEntry) -> None:
    """Each verb's example, filled into typed options, is read as the line is: nothing that
    stands in the one is lost in the other."""
    filled = as_typed_options(verb)
    assert filled.told or " " not in line_of(verb), "the example fills no option"
    typed = await meant(desk, verb, mentioned(line_of(verb)))
    assert await meant(desk, verb, filled.line, filled.told) == typed


def mentioned(line: str) -> str:
    """*line* with its people as Discord sends them."""
    names = {person.handle: person.external_id for person in PEOPLE}
    return re.sub(r"@(\w+)", lambda found: f"<@{names[found[1]]}>", line)


async def meant(desk: StoreDesk, verb: VerbEntry, line: str, told: Sequence[Told] = ()) -> object:
    """What a line is read as, before anything of it is carried out."""

    def read(unit: Unit, ctx: Context) -> Found:
        return read_words(unit, line, ctx, str(verb.command), at_once=True, told=told)

    _, found = await desk._found(ANA, "", read)
    if isinstance(found, ChivvyError):
        return found.code
    asked = found.intent
    return replace(asked, typed="") if isinstance(asked, AddTask) else asked or found.view


async def test_every_verb_is_answered_on_both(desk: StoreDesk) -> None:
    """The example of each verb of the catalogue, and the verb alone."""
    for verb in VERBS:
        for number, line in enumerate((line_of(verb), verb.name)):
            key = f"{verb.command}:{verb.name}:{number}"
            view = await desk.words(ANA, line, key, str(verb.command))
            assert_alike(view, desk.reader(ANA))


async def test_nobody_is_told_what_works_elsewhere(desk: StoreDesk) -> None:
    """On Discord nobody reads of a command that only Slack has."""
    here, there = desk.reader(ANA), desk.reader(replace(ANA, platform="slack", team="T1"))
    assert "/invite" in plain("place.invite", there.locale)
    assert "/invite" not in plain("place.invite", here.locale)


async def test_every_button_of_a_task_leads_to_the_same(desk: StoreDesk) -> None:
    """Forms have the same fields on both platforms, whichever button opens them."""
    shown = await desk.words(ANA, "show T-1", "show")
    opened = []
    for token in sorted(tokens(render_message(shown, desk.reader(ANA)).components)):
        if desk.opens_form(Token.decode(token)):
            view = await desk.form(ANA, Token.decode(token))
            opened.append(type(view))
            assert_alike(view, desk.reader(ANA))
    assert opened.count(v.Form) > 3


async def test_a_pasted_list_is_ticked_on_both(desk: StoreDesk) -> None:
    """Its rows come back under the same names."""
    view = await desk.words(ANA, "add\n- Order disks @maria friday\n- Order racks", "list")
    assert isinstance(view, v.Form)
    assert_alike(view, desk.reader(ANA))


async def test_the_list_and_the_settings_are_alike(desk: StoreDesk) -> None:
    """Home, and the forms that hold most fields."""
    assert_alike(await desk.home(ANA), desk.reader(ANA))
    for verb in ("settings", "settings_bounds", "away"):
        view = await desk.form(ANA, Token(verb))
        assert isinstance(view, v.Form)
        assert_alike(view, desk.reader(ANA))


def test_the_names_of_a_row_are_those_of_slack() -> None:
    """A row whose owner is not here is no less a row."""
    row = v.Field("line_0", v.FieldKind.ROW, "about", options=(v.Option("yes", "Order disks"),))
    form = v.Form("add_many", "add_many", "add", (row,))
    assert discord_fields(form) == slack_fields(form, v.Reader("UTC"))
