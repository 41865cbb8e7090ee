"""Views as a test reads them: words as they stand, labels as they are shown."""

from collections.abc import Callable, Sequence
from datetime import UTC
from typing import TypeVar

from core.kernel.audience import ForPerson
from core.kernel.text import Link, Mention, Quote, Rich, TaskName, When, Words
from core.kernel.tokens import Token
from core.screens.ports import ScreenUnit
from core.screens.views import Button, Reader
from core.screens.words import plain
from core.tasks.model import Task
from tests.support.worlds import World

T = TypeVar("T")


def words(rich: Rich) -> str:
    """Rich text as it reads; moments in UTC."""
    return "".join(_part(part) for part in rich)


def _part(part: object) -> str:
    match part:
        case Words(text) | Quote(text):
            return text
        case Mention(name=name):
            return f"@{name}"
        case When(at, style):
            return f"<{at.astimezone(UTC):%a %H:%M}>" if style != "date" else f"<{at:%a}>"
        case Link(label=label):
            return label
        case TaskName(handle=handle, title=title):
            return f"{handle} {title}"
    raise AssertionError(part)


def lines(riches: Sequence[Rich]) -> list[str]:
    """Several lines."""
    return [words(rich) for rich in riches]


def labels(buttons: Sequence[Button]) -> list[str]:
    """What the buttons say."""
    return [plain(f"button.{b.label}", "en-GB", **b.facts) for b in buttons]


def spoken(button: Button) -> str:
    """What a screen reader says of a button."""
    return plain(f"spoken.{button.label}", "en-GB", **button.facts)


def tokens(buttons: Sequence[Button]) -> list[Token]:
    """What the buttons carry."""
    return [Token.decode(b.token) for b in buttons]


def verbs(buttons: Sequence[Button]) -> list[str]:
    """The verbs of the buttons."""
    return [token.verb for token in tokens(buttons)]


def reader(world: World, who: str, locale: str = "en-GB", zone: str = "UTC") -> Reader:
    """For whom a screen is drawn, now."""
    return Reader(zone, locale, world.now, world.people[who])


def screen(
    world: World, who: str, build: Callable[[ScreenUnit, Reader, str], T], **reading: str
) -> T:
    """A screen for *who*, built in a unit of its own."""
    return world.work(lambda work: build(work, reader(world, who, **reading), "slack"))


def fresh(work: ScreenUnit, world: World, who: str, task: Task) -> Task:
    """The task as *who* sees it now."""
    found = work.tasks(ForPerson(world.people[who])).get(task.id)
    assert found is not None
    return found
