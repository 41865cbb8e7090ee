"""What went wrong, what holds instead, and what to type: an answer to every error."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from string import Formatter

from core.kernel.errors import ChivvyError
from core.kernel.locale import renamed_example
from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import Rich, When, Words, one_line, shorten
from core.screens.moments import day_words, due_fact, due_words
from core.screens.moves import ways_on
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser, of_task, plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import Button, Problem, Reader
from core.screens.words import catalogue, plain, say
from core.tasks.commands_apart import ThoughAway
from core.tasks.model import Due
from core.tasks.projects import ASKS

INSTEAD = 3
"""People who are offered in the place of one who is away."""
TYPED_ROOM = 80
"""Characters of what was typed that a sentence quotes; the whole is given back below it."""
EXAMPLE_ROOM = 100
"""Characters of what was typed that the example of what to type instead repeats."""
_HANDLE = re.compile(r"\bT-\d{1,9}\b")
_TYPED_HANDLE = re.compile(r"[A-Za-z]{1,8}-\d{1,9}")


def problem(
    error: ChivvyError, reader: Reader, platform: str, work: ScreenUnit | None = None,
    typed: str | None = None,
) -> Problem:  # fmt: skip
    """*error* in words. *work* gives ids their names; without it they stay unnamed."""
    scene = scene_for(work, reader, platform) if work and reader.person is not None else None
    facts = {name: _fact(name, value, reader, scene) for name, value in error.fields.items()}
    field = getattr(error, "field", None)
    facts.setdefault("field", plain(f"field.{field}", reader.locale) if _labelled(field) else "")
    key = _key(error.code, facts, reader.locale)
    return Problem(
        lines=_lines(key, facts, reader.locale),
        example=_called(_example(error, typed), reader.locale),
        typed=shorten(typed, 1200) if typed else None,
        field=field,
        code=error.code,
        buttons=_buttons(error, scene),
    )


def plain_problem(error: ChivvyError, locale: str = "en") -> str:
    """*error* in plain words, for the command line: what went wrong, and an example."""
    facts = {name: str(value) for name, value in error.fields.items()}
    key = _key(error.code, facts, locale)
    said = "".join(part.text for part in say(key, locale, **facts) if isinstance(part, Words))
    example = _example(error)
    return f"{said} {example}" if example else said


def _labelled(field: object) -> bool:
    return isinstance(field, str) and f"field.{field}" in catalogue("en")


def _key(code: str, facts: Mapping[str, object], locale: str) -> str:
    """The first of its texts whose placeholders the error can fill."""
    texts = catalogue(locale)
    for key in (f"error.{code}", f"error.{code}.brief", f"error.{code}.bare"):
        if key in texts and _names(texts[key]) <= {name for name, fact in facts.items() if fact}:
            return key
    return "error.unexpected"


def _names(text: str) -> set[str]:
    return {name.strip("*") for _, name, _, _ in Formatter().parse(text) if name}


def _lines(key: str, facts: Mapping[str, object], locale: str) -> tuple[Rich, ...]:
    next_ = f"{key.removesuffix('.bare').removesuffix('.brief')}.next"
    line = say(key, locale, **facts)
    return (line, say(next_, locale, **facts)) if next_ in catalogue(locale) else (line,)


def _fact(name: str, value: object, reader: Reader, scene: Scene | None) -> object:
    """A field of an error as words: ids become names, moments and dates become readable."""
    if name in {"who", "ids", "people"}:
        return _people(value, scene)
    if name == "place" and isinstance(value, int):
        return _place(PlaceId(value), reader, scene)
    if name in {"task", "earlier"} and isinstance(value, int):
        return scene.handle(TaskId(value)) if scene else ""
    if name == "question":
        return plain(f"asked.{value}", reader.locale)
    if name in {"field", "now"}:
        return _of_field(name, value, reader)
    if isinstance(value, datetime):
        return (When(value),)
    if isinstance(value, date):
        return day_words(value)
    if name == "fields":  # Names of ours: all of them, each whole.
        return str(value)
    if name in {"typed", "name", "what", "near"}:
        return shorten(str(value), TYPED_ROOM)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _people(value: object, scene: Scene | None) -> str:
    """``who`` is a person, or the relations that may; ``ids`` and ``people`` are people."""
    ids = value if isinstance(value, tuple) else (value,)
    people = [PersonId(i) for i in ids if isinstance(i, int)]
    if not scene or not people:
        return ""
    scene.faces.know(people)
    return ", ".join(scene.faces.name(person) for person in people[:3])


def _place(place: PlaceId, reader: Reader, scene: Scene | None) -> str:
    where = scene.faces.where(place) if scene else None
    if where is None or not where.name:
        return plain("details.this_conversation", reader.locale)
    return f"#{where.name}"


def _of_field(name: str, value: object, reader: Reader) -> str:
    if name == "field":
        return plain(f"field.{value}", reader.locale) if _labelled(value) else str(value)
    if isinstance(value, str) and value.count("|") == 2:
        return due_words(due_fact(Due.decode(value), reader), reader)
    return ""


def _example(error: ChivvyError, typed: str | None = None) -> str | None:
    """What to type instead, about the task that it is about."""
    given, handle = error.fields.get("example"), error.fields.get("task") or _meant(typed)
    known = given if isinstance(given, str) and given else EXAMPLES.get(error.code)
    if known and isinstance(handle, str):
        return _HANDLE.sub(lambda _: handle, known, count=1)
    return known


def _called(example: str | None, locale: str) -> str | None:
    return renamed_example(example, locale) if example else example


def _meant(typed: str | None) -> str | None:
    """The task that was typed right after a verb."""
    words = (typed or "").split(maxsplit=2)[1:2]
    return words[0].upper() if words and _TYPED_HANDLE.fullmatch(words[0]) else None


EXAMPLES: Mapping[str, str] = {
    "admin_is_no_member": "/task admin add @maria",
    "last_admin": "/task admin add @maria",
    "no_such_admin": "/task admin",
    "not_here_yet": "/task add Renew the certificate @maria friday",
    "not_allowed_join": "/task admin",
    "none_left_today": "/task list",
    "not_in_channel": "/task add Renew the certificate @maria friday",
    "not_allowed_several": "/task add Renew the certificate @maria friday",
    "not_allowed_several_role": "/task add Renew the certificate @maria friday",
    "too_many_today": "/task add Renew the certificate @maria friday",
    "not_allowed_drop_all": "/task drop T-42 the client cancelled it",
    "not_allowed_hand_over": "/task",
    "nothing_to_hand_over": "/task",
    "person_is_back": "/task assign T-42 @maria",
    "wrong_admin_code": "/task admin ABCD-EFGH",
    "already_captured": "/task show T-42",
    "already_checks": "/task show T-42",
    "already_done": "/task reopen T-42 TTL is still 5 min",
    "already_dropped": "/task reopen T-42 we need it after all",
    "already_in_review": "/task show T-42",
    "already_open": "/task claim T-42",
    "already_taken": "/task show T-42",
    "database_older": "chivvy migrate",
    "backup_is_pg_dump": 'pg_dump --format=custom --file=chivvy.dump "$DATABASE_URL"',
    "restore_is_pg_restore": (
        'pg_restore --clean --if-exists --dbname="$DATABASE_URL" chivvy.dump'
    ),
    "bad_input": "/task help",
    "database_empty": "chivvy migrate",
    "database_url": "sqlite:///chivvy.db",
    "home_taken": "/project show",
    "empty_field": "Renew the certificate",
    "line_too_long": "/task add Renew the certificate @maria friday",
    "lead_not_offered": "/project show #infra",
    "no_project": "/project show #infra",
    "pause_too_long": "/project pause #infra until 7 jan",
    "private_since": "/task move T-42 #infra",
    "project_closed": "/project reopen #infra",
    "project_has_many": "/task list #infra",
    "project_has_open": "/project close #infra",
    "project_open": "/project show #infra",
    "not_allowed": "/task note T-42 Could you have a look at this?",
    "not_allowed_nobody": "/task admin me",
    "not_allowed_snooze": "/task why T-42",
    "not_blocked": "/task show T-42",
    "no_project_or_label": "/task list",
    "not_found": "/task list",
    "not_in_review": "/task done T-42",
    "nothing_to_undo": "/task list",
    "not_allowed_external_add": "/task add Renew the certificate @maria friday",
    "not_allowed_external_capture": "/task add Renew the certificate @maria friday",
    "not_allowed_external_open_project": "/project new Website",
    "not_allowed_guest_add": "/task add Renew the certificate @maria friday",
    "not_allowed_guest_capture": "/task add Renew the certificate @maria friday",
    "not_allowed_guest_open_project": "/project new Website",
    "not_allowed_leave": "/task away until monday",
    "not_allowed_project": "/project show",
    "not_allowed_workspace": "/task settings hours mon-fri 9-17",
    "project_not_found": "/project show #infra",
    "repeats_not": "/task repeat T-42 every 2 weeks",
    "several_people": "/task assign T-42 @maria",
    "still_blocked": "/task unblock T-42",
    "still_open": "/task done T-42",
    "too_late_to_undo": "/task show T-42",
    "too_long": "/task note T-42 and the long text in parts",
    "unknown_person": "/task assign T-42 @maria",
    "yours_to_check": "/task accept T-42",
}
"""What to type instead, where the error itself has no example."""


def _buttons(error: ChivvyError, scene: Scene | None) -> tuple[Button, ...]:
    number, handle = error.fields.get("id"), error.fields.get("task")
    if error.code == "outsider" and isinstance(number, int) and scene is not None:
        person = PersonId(error.fields["who"])  # type: ignore[arg-type]
        name = _people(person, scene)
        return (of_task(TaskId(number), str(handle)).give_anyway(person, name),)
    if error.code == "yours_to_check" and isinstance(number, int):
        press = of_task(TaskId(number), str(handle))
        return (press.main("accept"), *press.many("send_back", "show"))
    if error.code == "criteria_open" and isinstance(number, int):
        press = of_task(TaskId(number), str(handle))
        return (press("accept", "accept_anyway", "!"), press("send_back"), press("show"))
    if error.code == "person_away" and error.fields.get("kept") and scene is not None:
        return _instead(error, scene)
    if error.code == "takes_none" and error.fields.get("kept"):
        kept = str(error.fields["kept"])
        pick = plain_press("name_pick", "choose_person", kept)
        return (pick, plain_press("left_unowned", "leave_open", kept))
    if error.code in NAMES and error.fields.get("kept"):
        return _whom(error, scene)
    if error.code in ASKS:
        return ways_on(error)
    if error.code == "already_captured" and isinstance(number, int):
        press = of_task(TaskId(number), str(handle))
        return (press("show"),)
    return (plain_press("help"),) if error.code == "stale_button" else ()


NAMES = frozenset({
    "several_people", "misspelt_person", "unknown_person", "group_named", "person_is_bot",
    "person_left",
})  # fmt: skip
"""A name that is nobody in particular: with somebody else in its place the line is carried out."""


def _whom(error: ChivvyError, scene: Scene | None) -> tuple[Button, ...]:
    """Those who may be meant, told apart by handle where names are equal, and a picker."""
    kept, ids = str(error.fields["kept"]), error.fields.get("people")
    people = [PersonId(i) for i in ids] if isinstance(ids, tuple) and scene else []
    pick = plain_press("name_pick", "choose_person", kept)
    if scene is None:
        return (pick,)
    scene.faces.know(people)
    names = [scene.faces.name(person) for person in people[:INSTEAD]]
    buttons = [
        plain_press("named", "named_as", f"{kept}|{person}", name=apart(scene, person, names))
        for person in people[:INSTEAD]
    ]
    return (*buttons, pick)


def apart(scene: Scene, person: PersonId, names: Sequence[str]) -> str:
    """The name of one of several, with the handle where the name alone would not tell."""
    name, found = scene.faces.name(person), scene.faces.person(person)
    handle = found.handle if found else ""
    return f"{name} (@{handle})" if handle and names.count(name) > 1 else name


def _instead(error: ChivvyError, scene: Scene) -> tuple[Button, ...]:
    """Who is here, to wait for who is away, or to ask them all the same: the line that was typed is
    carried out so."""
    kept, facts = str(error.fields["kept"]), {"task": str(error.fields["task"])}
    others = error.fields.get("instead")
    ids = others if isinstance(others, tuple) else ()
    asked = [_ask(scene, PersonId(person), kept, facts) for person in ids[:INSTEAD]]
    who = _people(error.fields["who"], scene)
    wait = plain_press("insist", "wait_for", f"{kept}|{ThoughAway.WAIT}", name=who, **facts)
    anyway = plain_press("insist", "ask_anyway", f"{kept}|{ThoughAway.ASK}", name=who, **facts)
    return (*asked, wait, anyway)


def _ask(scene: Scene, person: PersonId, kept: str, facts: Mapping[str, str]) -> Button:
    name = scene.faces.name(person)
    return plain_press("insist", "ask_instead", f"{kept}|{person}", name=name, **facts)


def unknown_verb(
    word: str, near: Sequence[tuple[str, str]], reader: Reader, *, typed: str, kept: str,
    task: TaskId | None = None, handle: str = "", command: str = "task", rest: str = "",
) -> Problem:  # fmt: skip
    """A word that is no verb: what was probably meant, or to make a task of it. *near*: (verb,
    example) pairs, the likeliest first; *kept* finds the typed words again. *rest*: what was typed
    about the task, for the example."""
    add = plain_press("add_kept", value=kept)
    said = shorten(word, 40)
    lines: list[Rich]
    if near:
        verb, example = near[0]
        lines = [say("unknown.near", reader.locale, word=said, verb=Words(verb, bold=True))]
        said_so = f"/{command} {verb} {handle} {shorten(one_line(rest), EXAMPLE_ROOM)}".strip()
        shown = said_so if handle and _HANDLE.search(example) else example
        guess = _guess(verb, of_task(task, handle) if task is not None else None)
    else:
        then = "unknown.add" if command == "task" else "unknown.project"
        lines = [say("unknown.nothing", reader.locale, word=said), say(then, reader.locale)]
        shown = "/project show" if command != "task" else f"/task add {shorten(typed, 100)}"
        guess = ()
    adding = (add,) if command == "task" else ()
    return Problem(
        lines=tuple(lines), example=renamed_example(shown, reader.locale),
        typed=shorten(typed, 1200), code="unknown_verb",
        buttons=(*guess, *adding, plain_press("help")),
    )  # fmt: skip


_GUESSES: Mapping[str, tuple[str, str]] = {
    "done": ("done", "try_done"),
    "show": ("show", "try_show"),
    "assign": ("assign", "try_assign"),
    "claim": ("claim", "try_claim"),
    "due": ("due", "try_due"),
    "move": ("move", "try_move"),
    "start": ("start", "try_start"),
    "block": ("block", "try_block"),
    "unblock": ("unblock", "try_unblock"),
    "accept": ("accept", "try_accept"),
    "reopen": ("reopen", "try_reopen"),
    "note": ("note", "try_note"),
    "drop": ("drop", "try_drop"),
    "skip": ("skip", "try_skip"),
}
"""Verbs that a button can carry out on a task: the token's verb and the label."""


def _guess(verb: str, press: Presser | None) -> tuple[Button, ...]:
    if verb == "list":
        return (plain_press("my_list", "try_list"),)
    if verb == "undo":
        return (plain_press("undo", "try_undo"),)
    if press is None or verb not in _GUESSES:
        return ()
    token, label = _GUESSES[verb]
    return (press(token, label),)
