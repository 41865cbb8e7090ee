"""A person's home: my list under the day's headline, what others do, and how they are reached."""

from dataclasses import replace

from core.calendar.zones import local_date
from core.kernel.refs import PersonId
from core.kernel.text import Rich
from core.screens.leave import back
from core.screens.lists import my_list, with_others
from core.screens.moments import day_words, local_day, now_of
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Home, Reader


def home(work: ScreenUnit, person: PersonId, reader: Reader, platform: str) -> Home:
    """*My list* and what others do for the reader, with the date and the way to add a task."""
    scene = scene_for(work, reader, platform)
    listed = my_list(work, person, reader, platform)
    others = with_others(scene, person)
    day = day_words(local_day(now_of(reader), reader))
    footer = tuple(line for line in (_reached(scene, person), scene.say("home.add")) if line)
    shown = replace(
        listed,
        title=scene.say("home.title", day=day),
        sections=(*listed.sections, *((others,) if others.lines else ())),
        footer=footer,
    )
    buttons = ("settings", "my_settings"), ("away", "away"), ("help", "help")
    return Home(shown, tuple(plain_press(verb, label) for verb, label in buttons))


def _reached(scene: Scene, number: PersonId) -> Rich:
    """Away until when, else when the brief comes."""
    person = scene.faces.person(number)
    if person is None:
        return ()
    today = local_date(scene.now, person.zone)
    leave = next((leave for leave in person.leave if today in leave), None)
    if leave is None:
        return scene.say("home.brief", time=f"{person.brief_at:%H:%M}")
    again = back(scene, person, leave)
    shown = day_words(again, today) if again is not None else "-"
    return scene.say("home.away", last=day_words(leave.last, today), back=shown)
