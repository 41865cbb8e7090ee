"""Who we are: once in a channel that invites us, once above the first message to a person."""

from core.kernel.refs import place_ref
from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.people.model import Person, Place
from core.screens.delivery import Post
from core.screens.presses import plain_press
from core.screens.views import Button, Notes, Reader, Style
from core.screens.words import say


def hello(place: Place, reader: Reader) -> Notes:
    """What we do, what we never do, how to begin; a project can be opened where there is none."""
    keeps = "hello.keeps_private" if place.private else "hello.keeps"
    lines = tuple(say(line, reader.locale) for line in ("hello.does", keeps, "hello.begin"))
    how = plain_press("help", "how")
    if place.project is not None:
        return Notes(lines, (how,))
    token = Token("project_new", place_ref(place.id)).encode()
    return Notes(lines, (how, Button(token, "project_here", {"place": place.name}, Style.PLAIN)))


def first_words(person: Person | None, post: Post, reader: Reader) -> tuple[Rich, ...]:
    """Two lines above the first message to a person; none above any other."""
    if person is None or person.introduced != post.id:
        return ()
    return (say("hello.person", reader.locale), say("hello.person_answer", reader.locale))
