"""Every verb that people can use, once: help, manifest, README and docs come from here."""

from collections.abc import Mapping
from enum import StrEnum

from core.kernel.values import dataclass
from core.people.settings import Topic


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
        shown = (_TASKS if self.several and p == _TASK else p for p in self.parameters)
        words = [f"/{self.command}", self.name, *map(str, shown)]
        return " ".join(word for word in words if word)


SETTINGS = ("hours", "brief", "zone", "country", "clock", "incoming", *map(str, Topic), "workspace")
WORKSPACE_SETTINGS = (
    "zone", "country", "hours", "off", "ladder", "hold", "interruptions", "urgent", "name",
    "several", "daily", "channels", "guests", "members", "leads",
)  # fmt: skip
PRIORITIES = ("urgent", "high", "medium", "low")
ADMIN_ACTS = ("pause", "resume", "add", "remove", "me", "code", "link")
PROJECT_FIELDS = ("why", "lead", "ladder", "name", "posts", "home", "capture", "numbers", "strict")
SEVERAL = frozenset({
    "accept", "assign", "claim", "done", "drop", "due", "move", "priority", "reopen", "start",
    "unblock",
})  # fmt: skip
"""Verbs of ``/task`` that take several tasks."""
_TASK, _TASKS = Parameter("task", Param.TASK), Parameter("task ...", Param.TASK)
_REASON = Parameter("reason", Param.WORDS, optional=True)


def _task(
    name: str, help_: str, example: str, *parameters: Parameter,
    who: str = "members", synonyms: tuple[str, ...] = (),
) -> VerbEntry:  # fmt: skip
    return VerbEntry(Command.TASK, name, help_, example, parameters, who, synonyms)


def _project(
    name: str, help_: str, example: str, *parameters: Parameter, who: str = "lead, admin"
) -> VerbEntry:
    return VerbEntry(Command.PROJECT, name, help_, example, parameters, who)


VERBS: tuple[VerbEntry, ...] = (
    _task(
        "add", "Add a task: title, @owner, date, priority, #project, in any order",
        "/task add Renew the certificate @maria friday 17:00 high #infra",
        Parameter("line", Param.LINE), who="members, guests in their places",
        synonyms=("new", "create", "todo"),
    ),
    _task(
        "sub", "Add a part to a task; several lines add several",
        "/task sub T-42 order the disks @maria friday", _TASK, Parameter("line", Param.LINE),
        who="members, guests in their places", synonyms=("part", "subtask"),
    ),
    _task("show", "Everything about a task", "/task show T-42", _TASK, synonyms=("view", "info")),
    _task(
        "list", "My list; or what fits all of: @name, #project, #label, overdue, done, words ...",
        "/task list @maria overdue #infra",
        Parameter("filters", Param.FILTERS, optional=True), synonyms=("ls", "mine", "my"),
    ),
    _task(
        "search", "Find tasks by words of their title and notes, closed ones too",
        "/task search certificate", Parameter("words", Param.WORDS), synonyms=("find",),
    ),
    _task(
        "assign", "Give a task to somebody", "/task assign T-42 @maria",
        _TASK, Parameter("person", Param.PERSON),
        who="owner, requester, lead", synonyms=("give", "reassign", "delegate"),
    ),
    _task("claim", "Take a task that has no owner", "/task claim T-42", _TASK, synonyms=("take",)),
    _task(
        "due", "Set or move the date, with the reason after a dash",
        "/task due T-42 next tuesday 12:00 - waiting for access",
        _TASK, Parameter("date", Param.DATE), _REASON,
        who="owner, requester, lead", synonyms=("date", "deadline"),
    ),
    _task(
        "title", "Other words for a task", "/task title T-42 Renew the wildcard certificate",
        _TASK, Parameter("words", Param.WORDS),
        who="owner, requester, lead", synonyms=("rename",),
    ),
    _task(
        "priority", "How much it matters: urgent, high, medium, low", "/task priority T-42 high",
        _TASK, Parameter("priority", Param.CHOICE, optional=True, choices=PRIORITIES),
        who="owner, requester, lead", synonyms=("prio",),
    ),
    _task(
        "criteria", "Done when: add some, replace all with =, or tick 2",
        "/task criteria T-42 records answer in staging; TTL is back to 1 h",
        _TASK, Parameter("criteria", Param.WORDS, optional=True),
        who="owner, requester, lead", synonyms=("criterion", "acceptance"),
    ),
    _task("start", "I am on it now", "/task start T-42", _TASK, who="owner, lead"),
    _task(
        "block", "Something is in the way: what, and @who can help",
        "/task block T-42 firewall rule needs admin rights @jonas",
        _TASK, Parameter("reason", Param.WORDS),
        who="owner, lead, requester", synonyms=("blocked", "stuck"),
    ),
    _task("unblock", "The way is free", "/task unblock T-42", _TASK, who="owner, lead"),
    _task(
        "done", "It is done; whoever asked checks it", "/task done T-42 ticket 8812",
        _TASK, Parameter("note", Param.WORDS, optional=True),
        who="owner, lead", synonyms=("finish", "complete", "close", "resolve"),
    ),
    _task(
        "accept", "Checked, and good", "/task accept T-42", _TASK,
        who="verifier, else requester, else lead; never who did it",
        synonyms=("approve",),
    ),
    _task(
        "verify", "Who checks it; without a name: I have checked it, and it is good",
        "/task verify T-42 @ana", _TASK, Parameter("person", Param.PERSON, optional=True),
        who="owner, requester, lead, current verifier", synonyms=("check", "review"),
    ),
    _task(
        "reopen", "Done was too early; what is missing?",
        "/task reopen T-42 TTL is still 5 min", _TASK, _REASON,
        who="verifier, requester, lead",
    ),
    _task(
        "drop", "Not to be done any more, and why; duplicate of T-31; all by @maria since monday",
        "/task drop T-42 the client cancelled it", _TASK, _REASON,
        who="requester, lead; owner with a reason; all by somebody: admin, lead",
        synonyms=("cancel", "delete", "remove"),
    ),
    _task(
        "after", "A task waits for others", "/task after T-50 T-42",
        _TASK, Parameter("tasks", Param.TASKS), who="owner, requester, lead",
        synonyms=("depends", "waits"),
    ),
    _task(
        "repeat", "A task comes again: how often; or off, or pause until a date",
        "/task repeat T-42 every 2 weeks",
        _TASK, Parameter("how often", Param.WORDS), who="owner, requester, lead",
        synonyms=("every", "recurring", "repeats"),
    ),
    _task(
        "move", "Into another project, with its parts; *none*: out of the one that it is in",
        "/task move T-42 #infra",
        _TASK, Parameter("project", Param.PROJECT, optional=True),
        who="owner, requester, lead", synonyms=("project", "transfer", "refile"),
    ),
    _task(
        "skip", "Not this time: the next one comes", "/task skip T-42", _TASK,
        who="owner, requester, lead",
    ),
    _task(
        "note", "Keep a note on a task", "/task note T-42 Cut over at 14:10",
        _TASK, Parameter("text", Param.WORDS), synonyms=("comment",),
    ),
    _task(
        "capture", "In a thread, as @Chivvy capture: find what was agreed in it",
        "@Chivvy capture",
    ),
    _task(
        "settings", "My hours, holidays, brief, and what reaches me how",
        "/task settings hours mon-fri 9-17",
        Parameter("what", Param.CHOICE, optional=True, choices=SETTINGS),
        Parameter("value", Param.WORDS, optional=True),
        who="everybody, their own; workspace: admin", synonyms=("set", "preferences", "config"),
    ),
    _task(
        "away", "I'm away, and who answers meanwhile", "/task away until monday cover @priya",
        Parameter("dates", Param.WORDS, optional=True),
        who="everybody for themselves; lead, admin for others",
        synonyms=("leave", "vacation", "holiday", "ooo", "off", "sick"),
    ),
    _task("history", "What happened to a task", "/task history T-42", _TASK, synonyms=("log",)),
    _task("follow", "Tell me when it is done or dropped", "/task follow T-42", _TASK,
          synonyms=("watch",)),
    _task("unfollow", "Don't tell me how it ends", "/task unfollow T-42", _TASK,
          synonyms=("unwatch",)),
    _task(
        "erase", "A secret was pasted: words of a task go for good", "/task erase T-42", _TASK,
        who="who wrote them, requester, lead, admin", synonyms=("redact", "wipe", "purge"),
    ),
    _task(
        "nudge", "How does it stand? Asks its owner along with the next message",
        "/task nudge T-42", _TASK, who="members, guests in their places",
        synonyms=("ping", "poke", "chase", "bump"),
    ),
    _task(
        "about", "What others can read about me, and what is kept", "/task about me",
        Parameter("me", Param.CHOICE, optional=True, choices=("me",)),
        who="everybody, themselves", synonyms=("privacy", "whoami", "gdpr"),
    ),
    _task("why", "Why I hear of a task", "/task why T-42", _TASK),
    _task(
        "snooze", "Ask me later; the date stays", "/task snooze T-42 until tuesday",
        _TASK, Parameter("until", Param.DATE), who="who was asked", synonyms=("later", "remind"),
    ),
    _task("next", "What first, and why", "/task next", synonyms=("first", "now")),
    _task("home", "My day: the same as the app's home", "/task home", synonyms=("today",)),
    _task(
        "admin", "Who is admin; stop all messages, and let them go again",
        "/task admin pause wrong channel",
        Parameter("what", Param.CHOICE, optional=True, choices=ADMIN_ACTS),
        Parameter("words", Param.WORDS, optional=True),
        who="admin; code: who has it; me: owners of the workspace", synonyms=("admins",),
    ),
    _task(
        "link", "Join my accounts: a code to type on the other platform, that code, or off",
        "/task link ABCDE-FGHJK", Parameter("code", Param.WORDS, optional=True),
        synonyms=("connect",),
    ),
    _task("undo", "Take my last change back", "/task undo", who="its actor, lead"),
    _task(
        "help", "What I understand", "/task help done",
        Parameter("verb", Param.WORDS, optional=True),
    ),
    _project(
        "new", "Open a project: why, lead, how firmly I follow up",
        "/project new Infra migration",
        Parameter("name", Param.WORDS, optional=True), who="members",
    ),
    _project(
        "set", "Change a project: why, lead, ladder, name, posts, home",
        "/project set #infra lead @ana",
        Parameter("project", Param.PROJECT, optional=True),
        Parameter("field", Param.CHOICE, choices=PROJECT_FIELDS),
        Parameter("value", Param.WORDS),
    ),
    _project(
        "show", "How a project stands, and why it exists", "/project show #infra",
        Parameter("project", Param.PROJECT, optional=True), who="members",
    ),
    _project(
        "list", "All projects, a line each: how they stand and what comes next",
        "/project list", Parameter("words", Param.WORDS, optional=True), who="members",
    ),
    _project(
        "lead", "Ask somebody to lead it, who then takes it or not",
        "/project lead #infra @ana",
        Parameter("project", Param.PROJECT, optional=True), Parameter("person", Param.PERSON),
    ),
    _project(
        "ladder", "How firmly: gentle, standard, firm or volunteer; or one rule; alone: all rules",
        "/project ladder #infra firm",
        Parameter("project", Param.PROJECT, optional=True),
        Parameter(
            "ladder", Param.CHOICE, optional=True,
            choices=("gentle", "standard", "firm", "volunteer"),
        ),
        Parameter("rule", Param.WORDS, optional=True),
    ),
    _project(
        "home", "The channel it lives in, one on each platform; *off* takes this platform's away",
        "/project home #infra here",
        Parameter("project", Param.PROJECT, optional=True),
        Parameter("channel", Param.WORDS),
    ),
    _project(
        "pause", "Say nothing about it until a date; nothing is lost",
        "/project pause #infra until 7 jan - the client decides first",
        Parameter("project", Param.PROJECT, optional=True),
        Parameter("date", Param.DATE, optional=True), _REASON,
    ),
    _project(
        "resume", "Go on after a pause", "/project resume #infra",
        Parameter("project", Param.PROJECT, optional=True),
    ),
    _project(
        "close", "It is over: what came of it, said once in its channel",
        "/project close #infra",
        Parameter("project", Param.PROJECT, optional=True),
    ),
    _project(
        "reopen", "It is not over after all", "/project reopen #infra",
        Parameter("project", Param.PROJECT, optional=True),
    ),
    _project(
        "digest", "The channel's digest: now, daily at a time, or off",
        "/project digest at 9:00",
        Parameter("project", Param.PROJECT, optional=True),
        Parameter("when", Param.WORDS),
    ),
)  # fmt: skip

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
