"""Whom no message reaches: named in the open without a ping, told to who leads, told themselves."""

from collections.abc import Sequence

from core.followup.model import Notice
from core.followup.service import unreached
from core.kernel.audience import InPlace
from core.kernel.refs import PersonId, PlaceId, PostId
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_of
from core.screens.views import Notes, Reader, Said
from core.screens.words import say

SHOWN = 5


def line(
    work: ScreenUnit, people: Sequence[PersonId], place: PlaceId, reader: Reader, platform: str
) -> Notes:
    """That something waits for them, and how to get it; of their tasks nothing."""
    scene = scene_of(work, InPlace(place), reader, platform)
    scene.faces.know(people)
    names = ", ".join(scene.faces.name(person) for person in people[:SHOWN])
    more = len(people) - SHOWN
    rest = scene.say("unreached.more", n=more) if more > 0 else ()
    said = scene.say("unreached.line", names=names)
    return Notes(((*said, *rest), scene.say("unreached.how")))


def unreached_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes:
    """To who leads: their silence is no answer; one line once that is over."""
    number = PersonId(notice.wanted.subject.id)
    name = scene.faces.name(number)
    if not unreached(scene.work, number):
        return Notes((scene.say("unreached.over", name=name),))
    return Notes(
        tuple(scene.say(key, name=name) for key in ("unreached.lead", "unreached.lead_next"))
    )


def opening(reader: Reader) -> Said:
    """For their own eyes: that messages wait, and what to do."""
    return Said((say("unreached.yours", reader.locale), say("unreached.yours_how", reader.locale)))
