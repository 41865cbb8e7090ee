"""The catalogue of texts: complete, used, short enough, and considerate."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from core.reading import buttons
from core.screens.texts_en import TEXTS

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path
    for folder in ("core", "adapters", "bot", "scheduler")
    for path in (ROOT / folder).rglob("*.py")
    if "texts" not in path.parts and path.name != "texts_en.py"
)
PREFIXES = ("button", "spoken", "field", "hint", "form", "option", "error", "said")
"""Keys whose last part alone stands in the code: labels, codes, verbs."""
UNSAID = re.compile(
    r"overdue by you|\bfailed\b|\bignored?\b|\bunanswered\b|\bescalat\w*|\bnag\w*|\btriage\b"
    r"|\bslack\b|\basap\b",
    re.IGNORECASE,
)
PRONOUNS = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
ERRORS = (
    "BadInput", "NotFound", "NotAllowed", "Conflict", "Busy", "NotSaved", "Unavailable",
    "ChivvyError", "stale",
)  # fmt: skip
ELSEWHERE = {
    "named", "reply_block", "reply_for", "add_kept", "add_same", "open_same", "insist",
    "left_unowned", "list_page", "many_apply", "settings_undo", "use_text",
    "do_missed", "leave_missed",
}  # fmt: skip
"""Verbs that dispatch takes apart before it reads a press, or that ask the platform first."""


def _trees(folder: str = "") -> Iterator[ast.Module]:
    for path in SOURCES:
        if folder in str(path):
            yield ast.parse(path.read_text(encoding="utf-8"))


def _constants() -> set[str]:
    return {
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _patterns() -> list[re.Pattern[str]]:
    """f-strings that begin with a part of a key, as patterns of keys."""
    found = []
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and _begins_a_key(node):
                parts = (
                    re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"[\w.]*"
                    for p in node.values
                )
                found.append(re.compile("".join(parts)))
    return found


def _begins_a_key(node: ast.JoinedStr) -> bool:
    first = node.values[0] if node.values else None
    return isinstance(first, ast.Constant) and bool(re.match(r"[a-z]+\.", str(first.value)))


CONSTANTS, PATTERNS = _constants(), _patterns()


def _stem(key: str) -> str:
    return re.sub(r"(\.(one|other|bare|brief|next|discord))+$", "", key)


def test_no_theme_overwrites_another() -> None:
    """Each key stands once, in one theme."""
    themes = [
        getattr(importlib.import_module(f"core.screens.texts.{path.stem}"), name)
        for path in (ROOT / "core/screens/texts").glob("[a-z]*.py")
        for name in re.findall(r"^([A-Z]+): dict", path.read_text(encoding="utf-8"), re.M)
    ]
    keys = [key for theme in themes for key in theme]
    assert len(keys) == len(set(keys)) > 500
    assert {key for theme in themes for key, text in theme.items() if TEXTS[key] != text} == set()


def test_every_text_is_used() -> None:
    """No text stands in the catalogue that no code says."""
    assert {key for key in TEXTS if not _is_used(_stem(key))} == set()


def _is_used(key: str) -> bool:
    prefix, _, rest = key.partition(".")
    if key in CONSTANTS or (prefix in PREFIXES and rest in CONSTANTS):
        return True
    return any(pattern.fullmatch(key) for pattern in PATTERNS if _narrow(pattern))


def _narrow(pattern: re.Pattern[str]) -> bool:
    """Whether a pattern says more than the prefix, whose last parts stand in the code anyway."""
    return not re.fullmatch(r"(button|spoken|field|hint|form|said|error)\\\.\[.*", pattern.pattern)


def _calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = getattr(function, "attr", None) or getattr(function, "id", None)
            if name in names:
                yield node


def _first(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return None


def test_every_key_that_code_says_exists() -> None:
    """A literal key of ``say`` or ``plain`` is in the catalogue."""
    missing = set()
    for tree in _trees():
        for call in _calls(tree, "say", "plain"):
            key = _first(call)
            if key is None:
                continue
            whole = key if "." in key else f"said.{key}"
            if whole not in TEXTS and f"{whole}.one" not in TEXTS:
                missing.add(key)
    assert missing == set()


def test_every_error_has_a_text() -> None:
    """Whatever code an error is raised with, a person can be told about it."""
    codes = {code for tree in _trees() for call in _calls(tree, *ERRORS) if (code := _first(call))}
    assert len(codes) > 40
    assert {code for code in codes if f"error.{code}" not in TEXTS} == set()


def test_every_button_has_a_label() -> None:
    """What code gives as a button's label is in the catalogue."""
    missing = set()
    for tree in _trees("core/screens"):
        for call in _calls(tree, "press", "main", "plain_press", "many", "Button"):
            for label in _labels(call):
                if f"button.{label}" not in TEXTS:
                    missing.add(label)
    assert missing == set()


def _labels(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
    words = [a.value if isinstance(a, ast.Constant) else "" for a in call.args]
    if name == "many":
        yield from (str(word) for word in words if word)
    elif name == "Button":
        yield from (str(word) for word in words[1:2] if word)
    elif words and words[0] and (len(words) == 1 or words[1]):
        yield str(words[1] if len(words) > 1 and words[1] else words[0])


def test_texts_are_considerate() -> None:
    """No text blames, commands or uses a word from the house's list."""
    assert {text for text in TEXTS.values() if UNSAID.search(text)} == set()


@pytest.mark.parametrize("blame", ["Ignored again", "I escalated it", "ASAP", "You failed"])
def test_blame_is_found(blame: str) -> None:
    """The list of words that are not said catches what it is meant to catch."""
    assert UNSAID.search(blame)


def test_texts_use_no_pronouns_for_people() -> None:
    """People are named, not guessed at."""
    assert {text for text in TEXTS.values() if PRONOUNS.search(text)} == set()


def test_a_singular_has_its_plural() -> None:
    """Both forms exist and name the same facts, save the number."""
    stems = {key.removesuffix(".one") for key in TEXTS if key.endswith(".one")}
    forms = {stem: (TEXTS[f"{stem}.one"], TEXTS.get(f"{stem}.other", "{none}")) for stem in stems}
    uneven = {
        s for s, (one, other) in forms.items() if _named(one) - {"n"} != _named(other) - {"n"}
    }
    assert uneven == set()


def _named(text: str) -> set[str]:
    return {name.strip("*") for _, name, _, _ in Formatter().parse(text) if name}


def test_labels_fit_on_a_button() -> None:
    """A label has 24 characters at most with a short fact in it."""
    labels = {key: text for key, text in TEXTS.items() if key.startswith("button.")}
    shown = {key: re.sub(r"\{\w+\}", "T-42", text) for key, text in labels.items()}
    assert {key for key, text in shown.items() if len(text) > 24} == set()


def test_what_is_spoken_belongs_to_a_label() -> None:
    """Nothing is spoken of a button that does not exist."""
    spoken = {key.removeprefix("spoken.") for key in TEXTS if key.startswith("spoken.")}
    assert {label for label in spoken if f"button.{label}" not in TEXTS} == set()


def test_titles_fit_on_a_form() -> None:
    """A form's title has 24 characters at most."""
    titles = {
        f"form.{title}"
        for tree in _trees()
        for call in _calls(tree, "form_of")
        for title in _title(call)
    }
    assert len(titles) > 10
    assert {title for title in titles if len(TEXTS[title]) > 24} == set()


def _title(call: ast.Call) -> Iterator[str]:
    second = call.args[1] if len(call.args) > 1 else None
    if isinstance(second, ast.Constant):
        yield str(second.value)


def test_every_error_can_be_said_with_what_it_carries() -> None:
    """Wherever an error is raised, one of its texts names no more than it has."""
    unsaid = set()
    for tree in _trees():
        for call in _calls(tree, *ERRORS):
            code = _first(call)
            given = {keyword.arg for keyword in call.keywords if keyword.arg} | {"field"}
            if code is not None and not any(_named(text) <= given for text in _texts_of(code)):
                unsaid.add((code, *sorted(given)))
    assert unsaid == set()


def _texts_of(code: str) -> list[str]:
    keys = (f"error.{code}", f"error.{code}.brief", f"error.{code}.bare")
    return [TEXTS[key] for key in keys if key in TEXTS]


def test_an_error_about_somebody_can_do_without_the_name() -> None:
    """Who has left or was erased has no name to say."""
    named = {
        key for key, text in TEXTS.items()
        if key.startswith("error.") and _named(text) & {"who", "ids", "people"}
    }  # fmt: skip
    assert {key for key in named if f"{key.removesuffix('.brief')}.bare" not in TEXTS} == set()


def test_every_button_is_understood() -> None:
    """Each verb that a screen puts into a token is read by dispatch."""
    known = buttons.FORMS | buttons.EITHER | buttons._PRESSES.keys() | ELSEWHERE
    used = {
        verb
        for tree in _trees("core/screens")
        for call in _calls(tree, "press", "main", "plain_press", "many", "Token")
        for verb in _verbs(call)
    }
    assert len(used) > 30
    assert used - known == set()


def _verbs(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "attr", None) or getattr(call.func, "id", None)
    words = [str(a.value) for a in call.args if isinstance(a, ast.Constant)]
    if name == "Token":
        yield from (str(a.value) for a in call.args[:1] if isinstance(a, ast.Constant))
    elif name == "many":
        yield from words
    elif words and isinstance(call.args[0], ast.Constant):
        yield words[0]
