"""Lists that were asked for: what was understood, a page of tasks, and how to go on."""

from collections.abc import Sequence

from core.kernel.text import Rich, Words, shorten
from core.kernel.values import dataclass
from core.screens.facts import lines_of
from core.screens.lists import answers_of
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Reader, Section, TaskList
from core.tasks.model import Task

PAGE = 10
"""Tasks on a page: what a phone scrolls through."""
COUNTED = 500
"""So many from the page on are counted: nobody needs the number of more, which takes long."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter as it was understood: ``filter.<key>`` in the texts, and what it names."""

    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list was asked for: all of *chosen*, this page; *kept* finds the words again."""

    chosen: tuple[Chosen, ...] = ()
    kept: str = ""
    page: int = 0
    search: bool = False


_STANDING = frozenset({"blocked", "review", "progress", "done", "dropped", "open"})


def task_list(
    work: ScreenUnit, listing: Listing, tasks: Sequence[Task], total: int, reader: Reader,
    platform: str, *, among: int | None = None,
) -> TaskList:  # fmt: skip
    """One page of the tasks that fit; *total* is how many they are in all, as far as counted.

    *among*: of how many of the newest; None: of all.
    """
    scene = scene_for(work, reader, platform)
    buttons = tuple(answers_of(scene, task) for task in tasks)
    rest = total - listing.page * PAGE - len(tasks)
    return TaskList(
        title=_title(scene, listing),
        sections=(Section((), lines_of(scene, tasks), 0, buttons),) if tasks else (),
        empty=_nothing(scene, listing),
        footer=_where(scene, listing, len(tasks), total) + _among(scene, among),
        buttons=(*_pages(listing, rest), *_several(listing, total), plain_press("my_list")),
    )


def _title(scene: Scene, listing: Listing) -> Rich:
    if listing.search:
        return scene.say("list.found", words=shorten(listing.chosen[0].name, 60))
    standing = [each for each in listing.chosen if each.key in _STANDING]
    others = [_named(scene, each) for each in listing.chosen if each.key not in _STANDING]
    states = ", ".join(_named(scene, each) for each in standing or [Chosen("open")])
    head = states[:1].upper() + states[1:]
    return (Words(f"{head} {' · '.join(others)}".strip()),)


def _named(scene: Scene, chosen: Chosen) -> str:
    return scene.plain(f"filter.{chosen.key}", name=shorten(chosen.name, 60))


def _nothing(scene: Scene, listing: Listing) -> Rich:
    """Which filters were understood, so that a wrong one is seen; and what can be typed."""
    if listing.search:
        return scene.say("list.found_nothing", words=shorten(listing.chosen[0].name, 60))
    understood = " · ".join(_named(scene, each) for each in listing.chosen)
    return scene.say("list.fits_nothing", filters=understood)


def _where(scene: Scene, listing: Listing, shown: int, total: int) -> tuple[Rich, ...]:
    if total <= PAGE:
        return ()
    first = listing.page * PAGE + 1
    key = "list.page" if total < listing.page * PAGE + COUNTED else "list.page_or_more"
    return (scene.say(key, first=first, last=first + shown - 1, total=total),)


def _among(scene: Scene, newest: int | None) -> tuple[Rich, ...]:
    return (scene.say("list.among_newest", n=newest),) if newest is not None else ()


def _pages(listing: Listing, rest: int) -> tuple[Button, ...]:
    """Back and on; the words that asked are kept under a short name."""
    found = []
    if listing.page > 0:
        found.append(plain_press("list_page", "back", f"{listing.kept}:{listing.page - 1}"))
    if rest > 0:
        found.append(plain_press("list_page", "next", f"{listing.kept}:{listing.page + 1}"))
    return tuple(found)


def _several(listing: Listing, total: int) -> tuple[Button, ...]:
    """Ticking tasks of the list, where there are some to choose from."""
    if total < 2 or not listing.kept:
        return ()
    return (plain_press("list_several", value=listing.kept),)


def goes_on(view: object) -> bool:
    """Whether a button of the list asks for its words again."""
    return isinstance(view, TaskList) and any(b.token.startswith("list_") for b in view.buttons)
