"""The verbs of ``/project``."""

from core.catalogue.entries import REASON, Command, Param, Parameter, VerbEntry

PROJECT_FIELDS = ("why", "lead", "ladder", "name", "posts", "home", "capture", "numbers", "strict")


def _project(
    name: str, help_: str, example: str, *parameters: Parameter, who: str = "lead, admin"
) -> VerbEntry:
    return VerbEntry(Command.PROJECT, name, help_, example, parameters, who)


VERBS: tuple[VerbEntry, ...] = (
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
        Parameter("date", Param.DATE, optional=True), REASON,
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
