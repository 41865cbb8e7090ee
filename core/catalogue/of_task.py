"""The verbs of ``/task``."""

from core.catalogue.entries import REASON, TASK, Command, Param, Parameter, VerbEntry
from core.people.settings import Topic

SETTINGS = ("hours", "brief", "zone", "country", "clock", "incoming", *map(str, Topic), "workspace")
WORKSPACE_SETTINGS = (
    "zone", "country", "hours", "off", "ladder", "hold", "interruptions", "urgent", "name",
    "several", "daily", "channels", "guests", "members", "leads",
)  # fmt: skip
PRIORITIES = ("urgent", "high", "medium", "low")
ADMIN_ACTS = ("pause", "resume", "add", "remove", "me", "code", "link")


def _task(
    name: str, help_: str, example: str, *parameters: Parameter,
    who: str = "members", synonyms: tuple[str, ...] = (),
) -> VerbEntry:  # fmt: skip
    return VerbEntry(Command.TASK, name, help_, example, parameters, who, synonyms)


VERBS: tuple[VerbEntry, ...] = (
    _task(
        "add", "Add a task: title, @owner, date, priority, #project, in any order",
        "/task add Renew the certificate @maria friday 17:00 high #infra",
        Parameter("line", Param.LINE), who="members, guests in their places",
        synonyms=("new", "create", "todo"),
    ),
    _task(
        "sub", "Add a part to a task; several lines add several",
        "/task sub T-42 order the disks @maria friday", TASK, Parameter("line", Param.LINE),
        who="members, guests in their places", synonyms=("part", "subtask"),
    ),
    _task("show", "Everything about a task", "/task show T-42", TASK, synonyms=("view", "info")),
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
        TASK, Parameter("person", Param.PERSON),
        who="owner, requester, lead", synonyms=("give", "reassign", "delegate"),
    ),
    _task("claim", "Take a task that has no owner", "/task claim T-42", TASK, synonyms=("take",)),
    _task(
        "due", "Set or move the date, with the reason after a dash",
        "/task due T-42 next tuesday 12:00 - waiting for access",
        TASK, Parameter("date", Param.DATE), REASON,
        who="owner, requester, lead", synonyms=("date", "deadline"),
    ),
    _task(
        "title", "Other words for a task", "/task title T-42 Renew the wildcard certificate",
        TASK, Parameter("words", Param.WORDS),
        who="owner, requester, lead", synonyms=("rename",),
    ),
    _task(
        "priority", "How much it matters: urgent, high, medium, low", "/task priority T-42 high",
        TASK, Parameter("priority", Param.CHOICE, optional=True, choices=PRIORITIES),
        who="owner, requester, lead", synonyms=("prio",),
    ),
    _task(
        "criteria", "Done when: add some, replace all with =, or tick 2",
        "/task criteria T-42 records answer in staging; TTL is back to 1 h",
        TASK, Parameter("criteria", Param.WORDS, optional=True),
        who="owner, requester, lead", synonyms=("criterion", "acceptance", "tick", "untick"),
    ),
    _task("start", "I am on it now", "/task start T-42", TASK, who="owner, lead"),
    _task(
        "block", "Something is in the way: what, and @who can help",
        "/task block T-42 firewall rule needs admin rights @jonas",
        TASK, Parameter("reason", Param.WORDS),
        who="owner, lead, requester", synonyms=("blocked", "stuck"),
    ),
    _task("unblock", "The way is free", "/task unblock T-42", TASK, who="owner, lead"),
    _task(
        "done", "It is done; whoever asked checks it", "/task done T-42 ticket 8812",
        TASK, Parameter("note", Param.WORDS, optional=True),
        who="owner, lead", synonyms=("finish", "complete", "close", "resolve"),
    ),
    _task(
        "accept", "Checked, and good", "/task accept T-42", TASK,
        who="verifier, else requester, else lead; never who did it",
        synonyms=("approve",),
    ),
    _task(
        "verify", "Who checks it; without a name: I have checked it, and it is good",
        "/task verify T-42 @ana", TASK, Parameter("person", Param.PERSON, optional=True),
        who="owner, requester, lead, current verifier", synonyms=("check", "review"),
    ),
    _task(
        "reopen", "Done was too early; what is missing?",
        "/task reopen T-42 TTL is still 5 min", TASK, REASON,
        who="verifier, requester, lead",
        synonyms=("send", "sendback", "send-back", "return", "reject", "redo"),
    ),
    _task(
        "drop", "Not to be done any more, and why; duplicate of T-31; all by @maria since monday",
        "/task drop T-42 the client cancelled it", TASK, REASON,
        who="requester, lead; owner with a reason; all by somebody: admin, lead",
        synonyms=("cancel", "delete", "remove"),
    ),
    _task(
        "after", "A task waits for others", "/task after T-50 T-42",
        TASK, Parameter("tasks", Param.TASKS), who="owner, requester, lead",
        synonyms=("depends", "waits"),
    ),
    _task(
        "repeat", "A task comes again: how often; or off, or pause until a date",
        "/task repeat T-42 every 2 weeks",
        TASK, Parameter("how often", Param.WORDS), who="owner, requester, lead",
        synonyms=("every", "recurring", "repeats"),
    ),
    _task(
        "move", "Into another project, with its parts; *none*: out of the one that it is in",
        "/task move T-42 #infra",
        TASK, Parameter("project", Param.PROJECT, optional=True),
        who="owner, requester, lead", synonyms=("project", "transfer", "refile"),
    ),
    _task(
        "skip", "Not this time: the next one comes", "/task skip T-42", TASK,
        who="owner, requester, lead",
    ),
    _task(
        "note", "Keep a note on a task", "/task note T-42 Cut over at 14:10",
        TASK, Parameter("text", Param.WORDS), synonyms=("comment",),
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
    _task("history", "What happened to a task", "/task history T-42", TASK, synonyms=("log",)),
    _task("follow", "Tell me when it is done or dropped", "/task follow T-42", TASK,
          synonyms=("watch",)),
    _task("unfollow", "Don't tell me how it ends", "/task unfollow T-42", TASK,
          synonyms=("unwatch",)),
    _task(
        "erase", "A secret was pasted: words of a task go for good", "/task erase T-42", TASK,
        who="who wrote them, requester, lead, admin", synonyms=("redact", "wipe", "purge"),
    ),
    _task(
        "nudge", "How does it stand? Asks its owner along with the next message",
        "/task nudge T-42", TASK, who="members, guests in their places",
        synonyms=("ping", "poke", "chase", "bump"),
    ),
    _task(
        "about", "What others can read about me, and what is kept", "/task about me",
        Parameter("me", Param.CHOICE, optional=True, choices=("me",)),
        who="everybody, themselves", synonyms=("privacy", "whoami", "gdpr"),
    ),
    _task("why", "Why I hear of a task", "/task why T-42", TASK),
    _task(
        "snooze", "Ask me later; the date stays", "/task snooze T-42 until tuesday",
        TASK, Parameter("until", Param.DATE), who="who was asked", synonyms=("later", "remind"),
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
)  # fmt: skip
