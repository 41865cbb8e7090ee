"""Buttons: a token, a label, and the facts that its label and its spoken label name."""

from collections.abc import Mapping
from dataclasses import field

from core.kernel.context import cause_of
from core.kernel.refs import PersonId, PostId, ProjectId, Ref, TaskId, project_ref, task_ref
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.screens.views import Button, Style
from core.tasks.model import Due


@dataclass(frozen=True, slots=True)
class Presser:
    """Makes the buttons of one subject; *post* is the message that carries them."""

    subject: Ref
    name: str
    """``T-42`` of a task, the key of a project."""
    post: PostId | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Verbs whose button says something else here."""

    def __call__(
        self, verb: str, label: str = "", value: str = "", style: Style = Style.PLAIN, **facts: str
    ) -> Button:
        """The button of *verb*; its label is the verb's own unless another is given."""
        token = Token(verb, self.subject, self.post, value).encode()
        told = {str(self.subject.kind): self.name, **facts}
        return Button(token, label or self.renamed.get(verb, verb), told, style)

    def main(self, verb: str, label: str = "", value: str = "", **facts: str) -> Button:
        """The likeliest answer."""
        return self(verb, label, value, Style.PRIMARY, **facts)

    def many(self, *verbs: str) -> tuple[Button, ...]:
        """The buttons of these verbs, with their own labels."""
        return tuple(self(verb) for verb in verbs)

    def give_to(self, person: PersonId, name: str, label: str = "assign_to") -> Button:
        """Gives the task to this very person."""
        return self("assign", label, str(person), name=name)

    def give_anyway(self, person: PersonId, name: str) -> Button:
        """Gives the task to somebody who can't see it so far, now that it was asked."""
        return self("assign", "assign_anyway", f"{person}!", name=name)

    def move_to(self, due: Due, day: str, label: str) -> Button:
        """Moves the date there: ``due_other`` with the instant, its zone and precision."""
        value = f"{int(due.at.timestamp())}|{due.zone}|{int(due.has_time)}"
        return self("due_other", label, value, day=day)

    def dates(self) -> tuple[Button, ...]:
        """The quick answers to "no date yet"."""
        return self.many("due_today", "due_week", "due_next_week", "dateless")

    def new_dates(self) -> tuple[Button, ...]:
        """The quick answers to a date that is over."""
        return self.many("due_today", "due_tomorrow", "due")

    def undo(self, cause: str, label: str = "undo") -> tuple[Button, ...]:
        """Takes the command back, or an undo (*label*: "redo"); none where no command is known."""
        if not cause:
            return ()
        token = Token("undo", value=cause_of(cause)).encode()
        return (Button(token, label, {"task": self.name}),)


VOLUNTEERS: Mapping[str, str] = {"decline": "step_back"}
"""What buttons say where people give their free time."""


def of_task(
    task: TaskId, handle: str, post: PostId | None = None, *, volunteers: bool = False
) -> Presser:
    """The buttons of a task."""
    return Presser(task_ref(task), handle, post, VOLUNTEERS if volunteers else {})


def of_project(project: ProjectId, key: str, post: PostId | None = None) -> Presser:
    """The buttons of a project."""
    return Presser(project_ref(project), key, post)


def plain_press(verb: str, label: str = "", value: str = "", **facts: str) -> Button:
    """A button about nothing in particular, such as *Help*."""
    return Button(Token(verb, value=value).encode(), label or verb, facts)
