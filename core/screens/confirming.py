"""A confirmation being written: its lines and buttons, and what it is about."""

from datetime import datetime

from core.followup.dropping import owner_to_tell
from core.kernel.refs import PersonId
from core.kernel.text import Rich, When, Words
from core.kernel.values import dataclass
from core.screens.moments import due_fact, due_words
from core.screens.presses import Presser
from core.screens.scene import Scene
from core.screens.views import Button
from core.tasks.model import Due, Task


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines (empty ones fall away) and the buttons that go on from there."""

    lines: tuple[Rich, ...]
    buttons: tuple[Button, ...] = ()
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer is about: the scene, the task as it is now, and the command."""

    scene: Scene
    task: Task
    press: Presser
    cause: str = ""

    def say(self, key: str, /, **facts: object) -> Rich:
        """The text with the task's name and handle among its facts."""
        handle = self.scene.handle(self.task.id)
        named = {"task": self.scene.named(self.task), "handle": Words(handle, bold=True)}
        return self.scene.say(f"said.{key}", **{**named, **facts})

    def name(self, person: PersonId | None) -> str:
        """How a person is called."""
        return self.scene.faces.name(person) if person is not None else ""

    def when(self, at: datetime) -> When:
        """A moment with its date."""
        return self.scene.moment(at)

    def due(self, due: Due) -> str:
        """A date in words, absolute and relative."""
        return due_words(due_fact(due, self.scene.reader), self.scene.reader)

    def its_date(self) -> Rich:
        """The date that stays as it is; nothing without one."""
        return self.say("its_date", due=self.due(self.task.due)) if self.task.due else ()

    def owner_reads(self, key: str) -> Rich:
        """What the owner reads in the next brief, where that is neither reader nor requester."""
        owner = owner_to_tell(self.scene.work, self.task, self.scene.reader.person)
        return self.say(key, name=self.name(owner)) if owner is not None else ()

    def requester_reads(self, key: str) -> Rich:
        """What the requester reads in the next brief; nothing where that is the reader."""
        if self.scene.is_reader(self.task.requester):
            return ()
        return self.say(key, name=self.name(self.task.requester))


def plain(it: Told) -> Answer:
    """That it is saved, where there is no more to say."""
    return Answer((it.say("saved"),))
