"""What was filled into a form, read with errors that name their field."""

from collections.abc import Mapping

from core.calendar.repeats import Pattern
from core.context import FieldValue
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import clean
from core.language.dates import read_due
from core.people.joining import now_is
from core.people.model import Person, Role
from core.reading.names import due_from, require_future, somebody
from core.reading.obstacles import filled_block
from core.reading.repeats import read_pattern
from core.screens.elsewhere import CHOSEN, KEPT, NOBODY, beside, offers
from core.screens.forms import typed_repeat
from core.tasks.commands_blocking import Block
from core.tasks.model import Due, Priority
from core.unit import WorkUnit


class Filled:
    """The values of a filled-in form, read with errors that name their field."""

    def __init__(self, work: WorkUnit, values: Mapping[str, FieldValue], ctx: Context) -> None:
        self._work, self._values, self.ctx = work, values, ctx

    @property
    def locale(self) -> str:
        """The language in which it was filled in."""
        return self.ctx.locale

    @property
    def prefix(self) -> str:
        """What the numbers of tasks begin with."""
        return self._work.people.workspace().prefix

    def handle(self, task: TaskId) -> str:
        """``T-42``."""
        return self._work.people.workspace().handle(task)

    @property
    def work(self) -> WorkUnit:
        """The unit in which it is read."""
        return self._work

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that the form had."""
        return tuple(self._values)

    @property
    def asker(self) -> str:
        """How whoever filled it in is called."""
        person = self._work.people.person(self.ctx.actor)
        return (person.name or person.handle) if person is not None else ""

    def text(self, name: str) -> str:
        """The words of a field, cleaned; empty when it was left empty."""
        value = self._values.get(name)
        return clean(value) if isinstance(value, str) else ""

    def needed(self, name: str) -> str:
        """The words of a field that may not be empty."""
        if words := self.text(name):
            return words
        raise BadInput("empty_field", field=name)

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field, without the marks of a list."""
        found = (line.strip("-*• \t") for line in self.text(name).splitlines())
        return tuple(line for line in found if line)

    def priority(self) -> Priority:
        """The priority chosen."""
        chosen = self.text("priority")
        if chosen not in set(Priority):
            raise BadInput("empty_field", field="priority")
        return Priority(chosen)

    def ticked(self, name: str) -> tuple[str, ...]:
        """The ticked values of a field of checks."""
        value = self._values.get(name)
        return value if isinstance(value, tuple) else ()

    def person(self, name: str) -> PersonId | None:
        """The person picked, by the platform's id; else the one chosen or named, who is not on
        it."""
        external, elsewhere = self.text(name), beside(name)
        typed = self.text(elsewhere)
        if typed not in {"", NOBODY} and not (external and typed.startswith(KEPT)):
            return self._absent(typed, elsewhere)
        if not external:
            return None
        person = self._work.people.by_account(self.ctx.platform, external)
        if person is None:
            raise BadInput("unknown_person", field=name, name=external)
        return person.id

    def _absent(self, typed: str, field: str) -> PersonId:
        """Somebody chosen from a list by their number, or typed; a number that no list offered is
        a name that nobody has."""
        people = self._work.people
        number = typed.removeprefix(CHOSEN).removeprefix(KEPT)
        asker = people.person(self.ctx.actor)
        if number == typed or not number.isdecimal() or asker is None or not offers(asker):
            return somebody(people, typed, self.ctx, field, "@maria")
        chosen = people.person(now_is(people, int(number)))
        if chosen is None or chosen.role is Role.BOT or not (chosen.active or typed[0] == KEPT):
            raise BadInput("empty_field", field=field)
        return chosen.id

    def date(self, name: str, owner: Person | None = None, *, ahead: bool = True) -> Due | None:
        """The date typed, in the asker's zone; None when the field was left empty."""
        words = self.text(name)
        if not words:
            return None
        ctx = self.ctx
        reading = read_due(words, now=ctx.now, zone=ctx.zone, locale=ctx.locale)
        if reading is None:
            raise BadInput("unreadable_date", field=name, typed=words, example="friday 17:00")
        people = self._work.people
        due = due_from(people, reading, owner or people.person(ctx.actor))
        return require_future(due, ctx.now, "friday 17:00") if ahead else due

    def place(self, name: str) -> PlaceId:
        """The channel picked, or typed by its name; private ones are known to their people only."""
        word = self.needed(name)
        people = self._work.people
        here = (i.id for i in people.installations() if i.platform == self.ctx.platform)
        picked = (people.place_by(number, word) for number in here)
        found = next(filter(None, picked), None) or people.place_named(
            word.strip("<>#"), self.ctx.platform
        )
        hidden = found and found.private and self.ctx.actor not in people.members(found.id)
        if found is None and ((word.isalnum() and word.isupper()) or word.isdecimal()):
            raise BadInput("picked_place", field=name)
        if found is None or hidden:
            example = "/project set #infra home here"
            raise BadInput("unknown_place", field=name, typed=word, example=example)
        return found.id

    def repeat(self, task: TaskId | None = None) -> tuple[Pattern | None, bool]:
        """How it comes again where the form says so anew, and whether it shall no more."""
        words = self.text("repeat")
        shown = typed_repeat(self._work, task) if task is not None else ""
        if words == shown or (not words and "repeat" not in self._values):
            return None, False
        if not words:
            return None, True
        return read_pattern(words, self.ctx, "every friday 17:00"), False

    def needed_date(self, name: str) -> Due:
        """A date that must be given."""
        if due := self.date(name):
            return due
        raise BadInput("empty_field", field=name)

    def needed_person(self, name: str) -> PersonId:
        """A person who must be picked."""
        if (person := self.person(name)) is not None:
            return person
        raise BadInput("empty_field", field=name)

    def candidate(self) -> PersonId:
        """Who takes it: the person picked, else the one chosen among the project's people."""
        chosen = self.text("candidate")
        if (person := self.person("owner")) is not None:
            return person
        people = self._work.people
        if not chosen.isdecimal() or people.person(PersonId(int(chosen))) is None:
            raise BadInput("no_candidate", field="owner")
        return now_is(people, int(chosen))

    def block(self, task: TaskId) -> Block:
        """What is in the way, who can help, or who outside is waited for and until when."""
        check = self.date("check_on", ahead=False)
        outside = self.text("outside") or None
        reason, helper = self.needed("reason"), self.person("helper")
        block = Block(task, reason, helper, outside, check.day if check else None)
        return filled_block(self._work, block, self.ctx)
