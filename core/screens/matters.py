"""What a follow-up is about: the task as its reader sees it, the notice, and facts to say of it."""

from datetime import datetime

from core.followup.model import Notice, NoticeKind
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId, task_ref
from core.kernel.text import Quote, Rich, shorten
from core.kernel.values import dataclass
from core.screens.facts import facts_of
from core.screens.moments import day_words, due_fact, due_words, local_day
from core.screens.presses import Presser
from core.screens.scene import Scene
from core.screens.views import Button, TaskFacts
from core.tasks.model import Due, Task

QUOTE_ROOM = 400
EVENTS_READ = 40


@dataclass(frozen=True, slots=True)
class Matter:
    """One notice about one task."""

    scene: Scene
    task: Task
    notice: Notice
    press: Presser
    facts: TaskFacts

    @property
    def kind(self) -> NoticeKind:
        """Why somebody is told."""
        return self.notice.wanted.kind

    def say(self, key: str, /, **facts: object) -> Rich:
        """The text with the task's name and handle among its facts."""
        named = {"task": self.scene.named(self.task), "handle": self.scene.handle(self.task.id)}
        return self.scene.say(key, **{**named, **facts})

    def name(self, person: PersonId | None) -> str:
        """How a person is called."""
        if person is None:
            return self.scene.plain("fact.somebody")
        return self.scene.faces.name(person)

    def day(self, at: datetime) -> str:
        """``Thu 26 Nov``, where the reader is."""
        return day_words(local_day(at, self.scene.reader))

    def due(self, due: Due | None = None) -> str:
        """The date in words, absolute and relative."""
        wanted = due or self.task.due
        if wanted is None:
            return self.scene.plain("fact.dateless" if self.task.dateless else "fact.no_date")
        return due_words(due_fact(wanted, self.scene.reader), self.scene.reader)

    def waits(self) -> Rich:
        """Which task waits for it, by name; of several the first, and how many more."""
        waiting = self.facts.waited_by
        if not waiting:
            return ()
        first, more = waiting[0], len(waiting) - 1
        title, handle = shorten(first.title, 80), first.handle
        if more:
            return self.scene.say("ask.waits_more", n=more, handle=handle, title=title)
        return self.scene.say("ask.waits", handle=handle, title=title)

    def last(self, *verbs: Verb) -> Event | None:
        """The newest event of one of these verbs."""
        tasks = self.scene.work.tasks(self.scene.audience)
        events = tasks.events(task_ref(self.task.id), EVENTS_READ)
        return next((event for event in events if event.verb in verbs), None)

    def words_of(self, event: Event | None) -> str:
        """What a person wrote with an event; empty for nothing."""
        if event is None or event.text is None:
            return ""
        found = self.scene.work.texts.many([event.text]).get(event.text)
        return shorten(found.body, QUOTE_ROOM) if found else ""

    def quoted(self, text: str) -> Rich:
        """A person's words as a line of their own."""
        return (Quote(shorten(text, QUOTE_ROOM)),) if text else ()


def matter(scene: Scene, task: Task, notice: Notice, press: Presser) -> Matter:
    """The matter of *notice*, with what a question or a piece of news says of its task."""
    parted = notice.wanted.kind is NoticeKind.PARTS_DONE
    facts = facts_of(scene, task, repeating=False, parted=parted)
    return Matter(scene, task, notice, press, facts)


@dataclass(frozen=True, slots=True)
class Question:
    """The words of an ask (empty lines fall away) and its answers."""

    words: tuple[Rich, ...]
    buttons: tuple[Button, ...]
    more: tuple[Button, ...] = ()
    ticks: tuple[Button, ...] = ()
