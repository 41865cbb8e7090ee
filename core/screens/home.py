"""A person's home: my list under the day's headline."""

from dataclasses import replace

from core.kernel.refs import PersonId
from core.screens.lists import my_list
from core.screens.moments import day_words, local_day, now_of
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.views import Home, Reader
from core.screens.words import say


def home(work: ScreenUnit, person: PersonId, reader: Reader, platform: str) -> Home:
    """*My list*, with the reader's date and the way to add a task."""
    listed = my_list(work, person, reader, platform)
    day = day_words(local_day(now_of(reader), reader))
    footer = (say("home.add", reader.locale),)
    titled = replace(listed, title=say("home.title", reader.locale, day=day), footer=footer)
    return Home(titled, (plain_press("settings", "my_settings"), plain_press("help")))
