"""What stands in the catalogue of a verb, and what its parameters take."""

from enum import StrEnum

from core.kernel.values import dataclass


class Command(StrEnum):
    """The two slash commands. Their typed names are settings; these are the verbs' homes."""

    TASK = "task"
    PROJECT = "project"


class Param(StrEnum):
    """What a parameter takes; Discord makes typed options of them."""

    LINE = "line"
    TASK = "task"
    TASKS = "tasks"
    PERSON = "person"
    NAME = "name"
    """Somebody by name, on whichever platform."""
    PLACE = "place"
    FILTERS = "filters"
    DATE = "date"
    WORDS = "words"
    PROJECT = "project"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a verb."""

    name: str
    kind: Param
    optional: bool = False
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        shown = "|".join(self.choices) or self.name
        return f"[{shown}]" if self.optional else f"<{shown}>"


SEVERAL = frozenset({
    "accept", "assign", "claim", "done", "drop", "due", "move", "priority", "reopen", "start",
    "unblock",
})  # fmt: skip
"""Verbs of ``/task`` that take several tasks."""
TASK, TASKS = Parameter("task", Param.TASK), Parameter("task ...", Param.TASK)
REASON = Parameter("reason", Param.WORDS, optional=True)


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """A verb: its parameters, one line of help, an example, and who may use it."""

    command: Command
    name: str
    help: str
    example: str
    parameters: tuple[Parameter, ...] = ()
    who: str = "members"
    synonyms: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether it takes several tasks at once: T-1 T-2 T-5."""
        return self.command == Command.TASK and self.name in SEVERAL

    @property
    def usage(self) -> str:
        """``/task due <task ...> <date>``, with the default command name."""
        shown = (TASKS if self.several and p == TASK else p for p in self.parameters)
        words = [f"/{self.command}", self.name, *map(str, shown)]
        return " ".join(word for word in words if word)
