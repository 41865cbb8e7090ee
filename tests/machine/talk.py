"""What people say to each other in channels, and tasks that are made of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from core.context import MessageRef, ThreadMessage
from core.screens.views import FieldKind, Form, Problem, View
from core.tasks.model import SourceState, Task
from tests.machine.cast import PEOPLE, REACTION, ROOMS, TENANTS, named_in, sender
from tests.machine.house import House


@dataclass
class Spoken:
    """A message of somebody's, as it stands; its *thread* is the number of its first message."""

    number: int
    thread: int
    place: str
    who: str
    text: str
    at: datetime
    deleted: bool = False

    @property
    def ref(self) -> MessageRef:
        """As the platform tells of it."""
        author = PEOPLE[self.who].accounts[ROOMS[self.place].team]
        link = f"https://example.com/{self.place}/{self.number}"
        return MessageRef(
            self.place, str(self.number), str(self.thread), author, self.text, link
        )  # fmt: skip


@dataclass
class Talk:
    """Everything that was said in a house."""

    house: House
    said: list[Spoken] = field(default_factory=list)
    anyway: set[int] = field(default_factory=set)
    """Threads of which somebody has made a second task on purpose, or after a first was dropped."""

    async def say(self, who: str, place: str, text: str, below: Spoken | None = None) -> Spoken:
        """Somebody writes a message, perhaps in the thread of another; we hear of that."""
        number = len(self.said) + 1
        thread = below.thread if below is not None else number
        spoken = Spoken(number, thread, place, who, text, self.house.clock.now())
        self.said.append(spoken)
        if below is not None:
            key = f"spoke:{place}:{number}"
            await self.house.event(
                who, "spoke", key, place, thread=str(thread), message=str(number)
            )
        return spoken

    async def edit(self, spoken: Spoken, text: str) -> None:
        """Its writer writes it anew; the event may come twice."""
        spoken.text = text
        await self._tell(spoken, "edited")

    async def delete(self, spoken: Spoken) -> None:
        """Its writer takes it away, and may have edited it just before: the events are late."""
        spoken.deleted = True
        await self._tell(spoken, "deleted")
        await self._tell(spoken, "edited")

    async def react(self, who: str, spoken: Spoken, at: int, *, gone: bool) -> None:
        """Somebody reacts to it, or takes that back; *at* orders what was done."""
        if any(not task.status.open for task in self.tasks_of(spoken)):
            self.wanted_twice(spoken)
        what = "unreacted" if gone else "reacted"
        key = f"{what}:{spoken.place}:{spoken.number}:{at}"
        told = {"name": REACTION, "at": f"{at:09}", "message": str(spoken.number)}
        ref = json.dumps(asdict(spoken.ref))
        await self.house.event(who, what, key, spoken.place, ref=ref, **told)

    def wanted_twice(self, spoken: Spoken) -> None:
        """What is made of its thread may be there once more."""
        self.anyway.add(spoken.thread)
        self.house.doubled |= {n for each in self.thread(spoken) for n in named_in(each.text)}

    async def _tell(self, spoken: Spoken, what: str) -> None:
        key = f"{what}:{spoken.place}:{spoken.number}:{self.house.key()}"
        await self.house.event(spoken.who, what, key, spoken.place, message=str(spoken.number))

    async def capture(self, who: str, spoken: Spoken, key: str, *, anyway: bool = False) -> View:
        """Somebody makes a task of it, or several where it holds several."""
        at = sender(who, spoken.place)
        form = await self.house.life.desk.capture_form(at, spoken.ref)
        return await self._submitted(who, spoken, form, key, anyway=anyway)

    async def capture_thread(self, who: str, spoken: Spoken, key: str) -> View:
        """Somebody ticks all that is found in its thread."""
        thread = [ThreadMessage(each.ref, each.at) for each in self.thread(spoken)]
        at = sender(who, spoken.place)
        form = await self.house.life.desk.thread_form(at, spoken.ref, thread)
        return await self._submitted(who, spoken, form, key)

    async def _submitted(
        self, who: str, spoken: Spoken, form: View, key: str, *, anyway: bool = False
    ) -> View:
        if anyway or any(not task.status.open for task in self.tasks_of(spoken)):
            self.wanted_twice(spoken)
        view = await self.house.submit(who, spoken.place, form, key, anyway=anyway)
        self.house.answer(who, spoken.place, view)
        if isinstance(form, Form) and not isinstance(view, Problem | Form):
            self.house.accepted |= _asked_for(form)
        return view

    async def capture_at_once(self, who: Sequence[str], spoken: Spoken) -> None:
        """Several people capture it in the same moment, each with a form of their own."""
        forms = [
            await self.house.life.desk.capture_form(sender(one, spoken.place), spoken.ref)
            for one in who
        ]
        await asyncio.gather(
            *(self._submitted(one, spoken, form, self.house.key())
              for one, form in zip(who, forms, strict=True))
        )  # fmt: skip

    def thread(self, spoken: Spoken) -> list[Spoken]:
        """What stands in its thread, in order."""
        return [each for each in self.said if each.thread == spoken.thread and not each.deleted]

    def tasks_of(self, spoken: Spoken) -> list[Task]:
        """What was made of its thread."""
        numbers = {str(each.number) for each in self.said if each.thread == spoken.thread}
        tasks = self.house.tasks(TENANTS[ROOMS[spoken.place].team])
        return [t for t in tasks.values() if t.source and t.source.message in numbers]


def _asked_for(form: Form) -> set[int]:
    """The titles that somebody has ticked or left in a form."""
    words = [each.initial for each in form.fields if each.name == "title"]
    rows = [option for each in form.fields if each.kind is FieldKind.ROW for option in each.options]
    return named_in(repr([*words, *(option.label for option in rows)]))


def captured_once(talk: Talk) -> None:
    """No message is two tasks, unless somebody wanted that; what is gone stays gone."""
    if not talk.said:
        return
    gone = {str(each.number) for each in talk.said if each.deleted}
    for first in (each for each in talk.said if each.number == each.thread):
        made = talk.tasks_of(first)
        came = talk.house.came_again(TENANTS[ROOMS[first.place].team]) if made else set()
        for task in made:
            assert task.source is not None
            if task.source.message in gone:
                assert task.source.state is SourceState.DELETED, f"{task} names what is gone"
        if first.number not in talk.anyway:
            here = [task.title.body for task in made if task.id not in came]
            titles = Counter(number for body in here for number in named_in(body))
            assert not [n for n, times in titles.items() if times > 1], f"{first} is twice: {made}"
