"""Typed verbs of ``/project`` become intents and queries."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time

from core import catalogue
from core.calendar.zones import instant
from core.catalogue import PROJECT_FIELDS, Command
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import ProjectId, project_ref
from core.kernel.text import clean, one_line, shorten
from core.kernel.tokens import Token
from core.language import emoji
from core.language.dates import read_due
from core.language.typos import nearest
from core.language.verbs import split_verb
from core.projects.commands import (
    PauseProject,
    ProjectIntent,
    ReopenProject,
    ResumeProject,
    SetDigest,
    SetProject,
    TuneLadder,
)
from core.projects.firmness import RULES, as_value, tuned
from core.projects.model import LadderName, Project
from core.queries import (
    DigestNow,
    FormButton,
    Help,
    ListProjects,
    Query,
    ShowProject,
    UnknownVerb,
)
from core.reading.names import Found, as_typed, find_person, nobody, project_in, read_time
from core.reading.typed import Typed, kept_key
from core.screens.problems import EXAMPLE_ROOM

Request = ProjectIntent | Query
_HASH = re.compile(r"\s*(?:#(\w[\w-]{0,39})|<#\w{1,20}\|([^>]{1,80})>)\s*")
_ON, _OFF = frozenset({"yes", "on"}), frozenset({"no", "off", "none", "never"})
_TUNE = frozenset({"", "tune", "fine-tune", "fine tune", "change", "rules", "own"})
_RULE = re.compile(r"((?:[A-Za-z]+\.)?[A-Za-z_]+)\s*[=: ]\s*(\S.*)")
PUSHPIN = "pushpin"
_EXAMPLE_SET = "/project set #infra lead @ana"
_VALUES: Mapping[str, str] = {
    "why": "The old host is switched off in March", "name": "Infra migration", "lead": "@ana",
    "ladder": "firm", "posts": "yes", "capture": ":pushpin:", "numbers": "off", "strict": "yes",
}  # fmt: skip
"""A value of each field that needs one, as an example."""
_EXAMPLE_LEAD = "/project lead #infra @ana"
_EXAMPLE_PAUSE = "/project pause #infra until 7 jan - the client decides first"
EXAMPLE_HOME = "/project home #infra here"
_EXAMPLE_DIGEST = "/project digest at 9:00"


def read_project(typed: Typed) -> Request:
    """What the words after ``/project`` ask for; a bare ``/project`` shows the channel's."""
    if not clean(typed.text):
        return ShowProject(project_in(typed.work, None, typed.ctx).id)
    word, rest = split_verb(typed.text)
    verb = catalogue.find(Command.PROJECT, word) if word else None
    if verb is not None:
        return _READERS[verb.name](Typed(typed.work, typed.ctx, rest))
    if word == "help":
        return Help(Command.PROJECT, clean(rest).casefold() or None)
    hashed = _HASH.match(typed.text)
    if hashed:
        return ShowProject(_named(typed, typed.text)[0].id)
    if word and catalogue.find(Command.TASK, word):
        said = as_typed(typed.work, one_line(typed.text), typed.ctx.platform)
        example = f"/task {shorten(said, EXAMPLE_ROOM)}"
        raise BadInput("word_of_tasks", typed=word, example=example)
    names = nearest(word or typed.text.split()[0], catalogue.names(Command.PROJECT), 3)
    kept = kept_key(typed.ctx.key)
    return UnknownVerb(Command.PROJECT, word or typed.text, names, typed.text, kept)


def _named(typed: Typed, text: str) -> tuple[Project, str]:
    """The project that *text* begins with, else the channel's, and the rest of the words."""
    match = _HASH.match(text)
    word = (match.group(1) or match.group(2)) if match else None
    return project_in(typed.work, word, typed.ctx), text[match.end() :] if match else text


def _new(typed: Typed) -> Request:
    return FormButton(Token("project_new", value=kept_key(typed.ctx.key)), clean(typed.text))


def _show(typed: Typed) -> Request:
    return ShowProject(_known(typed).id)


def _set(typed: Typed) -> Request:
    project, rest = _named(typed, typed.text)
    field, value = split_verb(rest.lstrip())
    if field not in PROJECT_FIELDS:
        fields = ", ".join(PROJECT_FIELDS)
        raise BadInput("which_field", fields=fields, typed=clean(rest), example=_EXAMPLE_SET)
    if not clean(value) and field != "home":
        example = f"/project set #infra {field} {_VALUES[field]}"
        raise BadInput("no_value", field=field, question=f"project_{field}", example=example)
    return _SETTERS[field](typed, project, clean(value))


def _set_lead(typed: Typed, project: Project, value: str) -> SetProject:
    line = typed.line(f"x {value if value[0] in '@<' else '@' + value}")
    found = find_person(typed.work.people, line.owner, typed.ctx)
    if found.person is None:
        found = found if found.doubt else Found(doubt="unknown", typed=value)
        raise nobody(typed.work.people, found, typed.ctx, "lead", _EXAMPLE_SET)
    return SetProject(project.id, lead=found.person)


def _set_ladder(typed: Typed, project: Project, value: str) -> Request:
    """A ladder by its name; one rule of it with its value; nothing opens the form of all rules."""
    if value.casefold() in _TUNE:
        return FormButton(Token("ladder_tune", project_ref(project.id)), "")
    if rule := _RULE.fullmatch(value):
        return _set_rule(project, _whole(rule.group(1).casefold()), rule.group(2))
    try:
        return TuneLadder(project.id, LadderName(value.casefold().strip(" .!")))
    except ValueError:
        example = f"/project ladder #{project.key} firm"
        raise BadInput("bad_ladder", field="ladder", typed=value, example=example) from None


def _whole(rule: str) -> str:
    """The rule that a name without its heading says; one that several have stays as it is."""
    found = [name for name in RULES if rule in {name, name.partition(".")[2]}]
    return found[0] if len(found) == 1 else rule


def _set_rule(project: Project, rule: str, words: str) -> TuneLadder:
    rules: dict[str, object] = {**dict(project.tuning), rule: as_value(words, rule)}
    try:
        tuned(project.ladder, rules)
    except BadInput as wrong:
        example = f"/project ladder #{project.key} {str(wrong.fields['example']).split(', ')[-1]}"
        facts = {**wrong.fields, "example": example}
        raise BadInput(wrong.code, field="ladder", **facts) from None
    return TuneLadder(project.id, rules=rules)


def _set_posts(typed: Typed, project: Project, value: str) -> SetProject:
    answer = value.casefold()
    if answer not in {"yes", "no", "on", "off", "not yet"}:
        example = "/project set #infra posts yes"
        raise BadInput("yes_or_no", field="posts", typed=value, example=example)
    return SetProject(project.id, speaks=answer in {"yes", "on"})


def _set_capture(typed: Typed, project: Project, value: str) -> SetProject:
    """``:pushpin:``, on or off."""
    word = value.casefold()
    if word in _OFF:
        return SetProject(project.id, capture="")
    name = emoji.name_of(PUSHPIN if word in _ON else value)
    if name is None:
        example = "/project set #infra capture :pushpin:"
        raise BadInput("bad_emoji", field="capture", typed=value, example=example)
    return SetProject(project.id, capture=name)


def _yes_or_no(field: str, value: str, example: str) -> bool:
    """What was typed of a setting that is on or off."""
    word = value.casefold()
    if word not in _ON | _OFF:
        raise BadInput("yes_or_no", field=field, typed=value, example=example)
    return word in _ON


def _set_numbers(typed: Typed, project: Project, value: str) -> SetProject:
    example = "/project set #infra numbers off"
    return SetProject(project.id, numbers=_yes_or_no("numbers", value, example))


def _set_strict(typed: Typed, project: Project, value: str) -> SetProject:
    """Whether somebody other than who did it checks everything."""
    example = "/project set #infra strict yes"
    return SetProject(project.id, strict=_yes_or_no("strict", value, example))


def _set_home(typed: Typed, project: Project, value: str) -> SetProject:
    """The place that is named becomes its home on that platform; *off* ends the one here."""
    match = re.match(r"<#(\w{1,20})(?:\|[^>]{0,80})?>", value)
    people, ctx, word = typed.work.people, typed.ctx, value.casefold()
    if word in _OFF:
        return SetProject(project.id, homeless=True)
    if word in {"", "here", "this channel"}:
        place = people.place(ctx.place) if ctx.place is not None else None
    elif match:
        fits = (people.place_by(i.id, match.group(1)) for i in people.installations())
        place = next((p for p in fits if p is not None), None)
    else:
        place = people.place_named(value.lstrip("#"), ctx.platform)
    hidden = place is not None and place.private and ctx.actor not in people.members(place.id)
    if place is None or hidden:
        raise BadInput("unknown_place", field="home", typed=value, example=EXAMPLE_HOME)
    return SetProject(project.id, home=place.id)


_SETTERS: Mapping[str, Callable[[Typed, Project, str], Request]] = {
    "why": lambda typed, project, value: SetProject(project.id, why=value),
    "name": lambda typed, project, value: SetProject(project.id, name=value),
    "lead": _set_lead,
    "ladder": _set_ladder,
    "posts": _set_posts,
    "home": _set_home,
    "capture": _set_capture,
    "numbers": _set_numbers,
    "strict": _set_strict,
}


def _digest(typed: Typed) -> Request:
    project, rest = _named(typed, typed.text)
    words = clean(rest).casefold()
    if words in {"", "now"}:
        return DigestNow(project.id)
    if words == "off":
        return SetDigest(project.id, None)
    return SetDigest(
        project.id, read_time(words.removeprefix("at "), typed.ctx, _EXAMPLE_DIGEST), typed.ctx.zone
    )


def _list(typed: Typed) -> Request:
    return ListProjects(clean(typed.text).lstrip("#"))


def _lead(typed: Typed) -> Request:
    project, rest = _named(typed, typed.text)
    if not clean(rest):
        raise BadInput("no_value", field="lead", question="project_lead", example=_EXAMPLE_LEAD)
    return _set_lead(typed, project, clean(rest))


def _home(typed: Typed) -> Request:
    project, rest = _named_before(typed)
    return _set_home(typed, project, clean(rest))


def _named_before(typed: Typed) -> tuple[Project, str]:
    """As ``_named``; a channel alone is where the channel's own project shall live."""
    match = _HASH.match(typed.text)
    if match and not clean(typed.text[match.end() :]):
        word = match.group(1) or match.group(2)
        here = typed.ctx.place
        own = typed.work.projects(typed.ctx.audience).at_home(here) if here is not None else None
        known = typed.work.projects(typed.ctx.audience).by_key(word.casefold())
        if own is not None and known is None:
            return own, typed.text
    return _named(typed, typed.text)


def _ladder(typed: Typed) -> Request:
    project, rest = _named(typed, typed.text)
    return _set_ladder(typed, project, clean(rest))


def _pause(typed: Typed) -> Request:
    """``[#project] [until <date>] [- reason]``; words that are no date are the reason."""
    project, rest = _named(typed, typed.text)
    when, _, reason = clean(rest).partition(" - ")
    words = when.removeprefix("- ").strip()
    named = words.casefold().startswith("until ")
    until = _day(words[len("until ") :] if named else words, typed.ctx)
    if until is None and named:
        raise BadInput("unreadable_date", field="until", typed=words[6:], example=_EXAMPLE_PAUSE)
    said = reason if until is not None or not words else " - ".join(filter(None, (words, reason)))
    return PauseProject(project.id, until, said)


def _day(words: str, ctx: Context) -> datetime | None:
    """The instant at which the day begins, or the time that was named."""
    reading = read_due(words, now=ctx.now, zone=ctx.zone, locale=ctx.locale) if words else None
    if reading is None:
        return None
    return reading.exact or instant(reading.day, reading.time or time.min, reading.zone)


def _close(typed: Typed) -> Request:
    project = _known(typed)
    return FormButton(Token("project_close", project_ref(project.id)), clean(typed.text))


def _known(typed: Typed) -> Project:
    """The project that is named with or without its #, else the channel's."""
    words = clean(typed.text)
    if words and not _HASH.match(words):
        return project_in(typed.work, words, typed.ctx)
    return _named(typed, typed.text)[0]


def _alone(build: Callable[[ProjectId], ProjectIntent]) -> Callable[[Typed], Request]:
    return lambda typed: build(_known(typed).id)


_READERS: Mapping[str, Callable[[Typed], Request]] = {
    "list": _list,
    "lead": _lead,
    "home": _home,
    "ladder": _ladder,
    "pause": _pause,
    "resume": _alone(ResumeProject),
    "close": _close,
    "reopen": _alone(ReopenProject),
    "new": _new,
    "set": _set,
    "show": _show,
    "digest": _digest,
}
