"""What Chivvy says can be typed can be typed on Discord: every example, text and usage."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import commands, options
from adapters.discord.render.spelling import shape, spelled
from adapters.discord.written import as_line
from core.catalogue import VERBS, Command, VerbEntry
from core.kernel.locale import Locale
from core.screens.texts_en import TEXTS

CORE = Path(__file__).parents[2] / "core"
NAMES = {"task": "/task", "project": "/project"}
DISCORD = Locale("en-US", NAMES, "discord")
COMMAND = re.compile(r"/(?:task|project)\b")
OFFERED = {each["name"]: each for each in commands.payload(NAMES) if each["type"] == 1}


def constants() -> Iterator[str]:
    """Every string of the core that begins as a command; what is filled in stands as T-42."""
    for path in sorted(CORE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and COMMAND.match(said):
                yield said


def commands_of(text: str) -> list[str]:
    """What of a text is to be typed."""
    return [part for part in text.split("`")[1::2] if COMMAND.match(part)]


EXAMPLES = sorted({*constants(), *(each for text in TEXTS.values() for each in commands_of(text))})


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_given(example: str) -> None:
    """It names a subcommand that Discord offers and options that it has, all that are needed; or
    it is words to us."""
    shown = spelled(example, DISCORD)
    if shown.startswith("@Chivvy "):
        return
    group, given = parsed(shown)
    known = {each["name"]: each for each in group.get("options", [])}
    assert set(given) <= set(known)
    needed = {name for name, each in known.items() if each.get("required")}
    assert needed <= set(given) or not given


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.command}_{verb.name}")
def test_an_example_means_the_same(verb: VerbEntry) -> None:
    """Filled in as it is shown, Discord's options are the very line of the catalogue."""
    shown = spelled(verb.example, DISCORD)
    if shown.startswith("@Chivvy"):
        return
    told = options.filled(invoked(shown), {"task": "task", "project": "project"})
    assert plain(f"/{told.home} {told.line}") == plain(verb.example)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.command}_{verb.name}")
def test_an_example_may_be_sent_as_words(verb: VerbEntry) -> None:
    """Copied into a message, it is the very line of the catalogue."""
    shown = spelled(verb.example, DISCORD)
    if shown.startswith("@Chivvy"):
        return
    line = as_line(shown, {"task": "task", "project": "project"})
    home = "" if line.startswith(("/", "project ")) else "/task "
    said = f"{home}{line}".replace(" more ", " ")
    assert plain(f"/{said.removeprefix('/')}") == plain(verb.example)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("add title: Foo due: friday", 'add "Foo" due friday'),
        ("/task add title: Foo owner: @ben due: friday", 'add "Foo" @ben due friday'),
        ("add title: Foo owner: <@12> priority: high", 'add "Foo" <@12> high'),
        ("/task more note task: T-1 text: see due: later", "note T-1 see due: later"),
        ("/Task Done task: T-1", "done T-1"),
        ("/project home project: infra channel: <#7>", "project home #infra <#7>"),
        ("add Foo due: friday", "add Foo due: friday"),
        ("add title: Foo title: Bar", "add title: Foo title: Bar"),
        ("what is due: nothing?", "what is due: nothing?"),
        ("done T-1", "done T-1"),
        ("", ""),
    ],
)
def test_words_as_discord_spells_them(text: str, line: str) -> None:
    """Only what is options and nothing else; all other words stay as they are."""
    assert as_line(text, {"task": "task", "project": "project"}) == line


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.command}_{verb.name}")
def test_a_usage_names_the_options(verb: VerbEntry) -> None:
    """As Discord shows them while somebody types."""
    group, _ = parsed(shape(verb.usage, DISCORD).partition(" [")[0])
    assert group["name"] == verb.name


def test_no_text_tells_what_discord_refuses() -> None:
    """What is to be typed is marked as such, so that it becomes Discord's; and nobody is told of
    what Slack alone has."""
    there = {key: text for key, text in TEXTS.items() if f"{key}.discord" not in TEXTS}
    said = {key: "".join(text.split("`")[::2]) for key, text in there.items()}
    wrong = {
        key
        for key, text in said.items()
        if "/invite" in text
        or any(not native(text[found.start() :]) for found in COMMAND.finditer(text))
    }
    assert wrong == set()


def native(said: str) -> bool:
    """Whether it is written as Discord has it already."""
    return key_of(said) is not None


def key_of(said: str) -> str | None:
    group = re.match(r"/(task|project) (?:more )?([a-z]+)", said)
    verb = group and next(
        (v for v in VERBS if (v.command, v.name) == (Command(group[1]), group[2])), None
    )
    return verb.name if verb and ":" in said else None


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("/task done T-42", "/task done task: T-42"),
        ("/task", "/task list"),
        ("/project", "/project show"),
        ("/task finish T-42 ticket 8812", "/task done task: T-42 note: ticket 8812"),
        ("/task done T-1 T-2", "/task done task: T-1 T-2"),
        ("/task settings clock 24h", "/task more settings what: clock value: 24h"),
        ("/task T-42", "@Chivvy T-42"),
        ("/project again 3", "@Chivvy project again 3"),
        ("/task drop all by @maria since monday", "/task drop all_by: @maria since: monday"),
        ("/task add Buy /task done T-1", "/task add title: Buy /task done T-1"),
        ("chivvy migrate", "chivvy migrate"),
        ("Europe/Berlin", "Europe/Berlin"),
    ],
)  # fmt: skip
def test_lines_as_discord_has_them(line: str, shown: str) -> None:
    """What no subcommand takes becomes words to the bot; what is no command stays as it is."""
    assert spelled(line, DISCORD) == shown


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.command}_{verb.name}")
def test_what_is_spelled_stays(verb: VerbEntry) -> None:
    """A second time changes nothing, of an example as of a usage."""
    for shown in (spelled(verb.example, DISCORD), shape(verb.usage, DISCORD)):
        assert spelled(shown, DISCORD) == shown


def test_renamed_commands_are_known() -> None:
    """Where /task is called /todo, that is what is typed."""
    locale = Locale("en-US", {"task": "/todo", "project": "/project"}, "discord")
    assert spelled("/todo done T-42", locale) == "/todo done task: T-42"


def parsed(shown: str) -> tuple[Mapping[str, Any], dict[str, str]]:
    """The subcommand that a shown line names, and what it gives to its options."""
    words = shown.split(" ")
    found: Mapping[str, Any] = OFFERED[words.pop(0).removeprefix("/")]
    while words and not words[0].endswith(":"):
        found = next(each for each in found["options"] if each["name"] == words[0])
        words.pop(0)
    names = [each["name"] for each in found.get("options", []) if each["type"] > 2]
    given: dict[str, str] = {}
    name = ""
    for word in words:
        if word.endswith(":") and word[:-1] in names:
            name = word[:-1]
            given[name] = ""
        else:
            given[name] = f"{given[name]} {word}".strip()
    return found, given


def invoked(shown: str) -> Mapping[str, Any]:
    """The interaction that a client would send."""
    group, given = parsed(shown)
    filled = [{"name": name, "value": value} for name, value in given.items()]
    return {
        "name": shown.split(" ", 1)[0].removeprefix("/"),
        "options": [{"name": group["name"], "type": 1, "options": filled}],
    }


def plain(line: str) -> str:
    """A line without what the two ways of typing write differently."""
    for mark in ("<@", ">", "@", "until ", "- "):
        line = line.replace(mark, "")
    return " ".join(line.split())
