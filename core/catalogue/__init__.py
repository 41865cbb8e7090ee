"""Every verb that people can use, once: help, manifest, README and docs come from here."""

from collections.abc import Mapping

from core.catalogue import of_project, of_task
from core.catalogue.entries import SEVERAL, Command, Param, Parameter, VerbEntry
from core.catalogue.of_project import PROJECT_FIELDS
from core.catalogue.of_task import ADMIN_ACTS, PRIORITIES, SETTINGS, WORKSPACE_SETTINGS
from core.kernel.values import dataclass

__all__ = [
    "ADMIN_ACTS",
    "CAPTURE",
    "CAPTURE_THREAD",
    "COMMANDS",
    "OFTEN",
    "PRIORITIES",
    "PROJECT_FIELDS",
    "SETTINGS",
    "SEVERAL",
    "SHORTCUTS",
    "VERBS",
    "WORKSPACE_SETTINGS",
    "Command",
    "Param",
    "Parameter",
    "Shortcut",
    "VerbEntry",
    "find",
    "meant",
    "names",
    "words",
]

VERBS: tuple[VerbEntry, ...] = (*of_task.VERBS, *of_project.VERBS)
_BY_NAME: Mapping[tuple[str, str], VerbEntry] = {(v.command, v.name): v for v in VERBS}
_BY_WORD: Mapping[tuple[str, str], VerbEntry] = {
    (verb.command, name): verb for verb in VERBS for name in (verb.name, *verb.synonyms)
}


OFTEN: Mapping[Command, tuple[str, ...]] = {
    Command.TASK: (
        "add", "list", "next", "show", "done", "block", "due", "assign", "away", "undo",
    ),
    Command.PROJECT: (
        "new", "show", "list", "lead", "set", "digest", "ladder", "pause", "resume", "close",
    ),
}  # fmt: skip
"""The first page of help: what people use most, in this order."""


def find(command: str, word: str) -> VerbEntry | None:
    """The verb of this name, case folded. A synonym is no verb: see ``meant``."""
    return _BY_NAME.get((command, word.casefold()))


def meant(command: str, word: str) -> VerbEntry | None:
    """The verb behind a name or a synonym, case folded."""
    return _BY_WORD.get((command, word.casefold()))


def names(command: str) -> tuple[str, ...]:
    """The verbs of a command, in the order of help."""
    return tuple(verb.name for verb in VERBS if verb.command == command)


def words(command: str) -> tuple[str, ...]:
    """Verbs and synonyms: what a typo may be near to."""
    return tuple(name for (home, name) in _BY_WORD if home == command)


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A message shortcut."""

    callback: str
    name: str
    help: str


CAPTURE = Shortcut("capture_task", "Capture as task", "Make a task of this message")
CAPTURE_THREAD = Shortcut(
    "capture_thread", "Capture thread", "Find what was agreed in this thread, and tick it"
)
SHORTCUTS = (CAPTURE, CAPTURE_THREAD)
COMMANDS: Mapping[Command, str] = {
    Command.TASK: "Add, list and finish tasks",
    Command.PROJECT: "Open projects, see how they stand",
}
