"""What acts on several tasks keeps Slack's limits, with as many tasks as there may be."""

import pytest

from adapters.discord.render import render_message as discord_message
from adapters.sandbox.blocks import block_problems, view_problems
from adapters.slack.render import render_message, render_modal
from core.kernel.refs import TaskId
from core.kernel.text import Words
from core.kernel.tokens import Token
from core.screens.several import Kept, Start, carried_out, preview, several_form
from core.tasks.commands import Drop
from core.tasks.several import MOST, MOST_BY, ActOnMany
from tests.discord_adapter.drawn import message_problems
from tests.screens.reading import reader, screen
from tests.support.any_views import NASTY
from tests.support.worlds import World


@pytest.mark.parametrize("nasty", [NASTY[0], NASTY[1], NASTY[9], "x" * 300])
def test_fifty_tasks_fit(world: World, nasty: str) -> None:
    """Form, preview and answer are valid as message and as window; no task is folded away."""
    tasks = [world.add(title=f"{n} {nasty}"[:300]) for n in range(MOST)]
    act, why = Drop(tasks[0].id, "not needed"), (Words(nasty),)
    many = ActOnMany(act, tuple(task.id for task in tasks))
    start = Start(tuple(task.id for task in tasks), "drop", act)
    form = screen(world, "jon", lambda work, r, p: several_form(
        work, Token("list_several", value="k" * 16), tasks, 73, start, r, p))  # fmt: skip
    reading = reader(world, "jon")
    drawn = render_modal(form, reading)
    assert view_problems(drawn) == []
    boxes = [b["element"]["options"] for b in drawn["blocks"] if "element" in b
             and b["element"]["type"] == "checkboxes"]  # fmt: skip
    assert sum(map(len, boxes)) == MOST
    left = [Kept(task.id, task, why) for task in tasks[25:]] + [Kept(TaskId(99), None, ())]
    shown = screen(world, "jon", lambda work, r, p: preview(
        work, many, [(task, task) for task in tasks[:25]], left, "k" * 9, r, p))  # fmt: skip
    done = screen(world, "jon", lambda work, r, p: carried_out(
        work, many, [t.id for t in tasks], (), (), r, p, cause="c"))  # fmt: skip
    for view in (shown, done):
        message = render_message(view, reading)
        assert block_problems(message.blocks, "message") == []
        assert view_problems(render_modal(view, reading)) == []
        assert all(f"T-{task.id}" in str(message.blocks) for task in tasks)


def test_all_that_somebody_made_fits(world: World) -> None:
    """Two hundred long titles: what has no room is counted, on the question and on the answer."""
    tasks = [world.add(title=f"{n} {'x' * 280}") for n in range(MOST_BY)]
    by = world.people["jon"]
    many = ActOnMany(Drop(tasks[0].id), tuple(task.id for task in tasks), by=by, since=world.now)
    reading = reader(world, "jon")
    shown = screen(world, "jon", lambda work, r, p: preview(
        work, many, [(task, task) for task in tasks], (), "k" * 9, r, p))  # fmt: skip
    done = screen(world, "jon", lambda work, r, p: carried_out(
        work, many, many.tasks, (), (), r, p, cause="c"))  # fmt: skip
    for view in (shown, done):
        assert block_problems(render_message(view, reading).blocks, "message") == []
        assert message_problems(discord_message(view, reading).payload()) == {}
