"""Traffic on the loopback against Discord's own description of its interface.

The description is not ours to ship, so it is used where it is at hand: in the file that the
variable DISCORD_OPENAPI names, or beside the repository. Without it nothing is checked.
"""

import functools
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from tests.discord_adapter.discord_server.model import Json
from tests.discord_adapter.discord_server.rest import Recorded

BESIDE = Path(__file__).parents[3] / "shared" / "specs" / "discord-openapi.json"


@functools.cache
def description() -> Json | None:
    """The description, if it is at hand."""
    path = Path(os.environ.get("DISCORD_OPENAPI") or BESIDE)
    if not path.exists():
        return None
    found: Json = json.loads(path.read_text(encoding="utf-8"))
    return found


def problems(requests: Iterable[Recorded]) -> list[str]:
    """What the description says against bodies that the loopback took."""
    found = []
    for one in requests:
        if one.status is None or one.status >= 300:
            continue
        checker = of_request(one.method, one.template)
        if checker is not None and (problem := _problem(checker, _ids_as_text(one.body))):
            found.append(f"{one.name}: {problem}")
    return found


def answer_problems(requests: Iterable[Recorded]) -> list[str]:
    """What the description says against the loopback's own answers."""
    found = []
    for one in requests:
        checker = of_answer(one.method, one.template, one.status or 0)
        if checker is not None and (problem := _problem(checker, one.answer)):
            found.append(f"{one.name} {one.status}: {problem}")
    return found


def unknown_routes(templates: Iterable[str]) -> list[str]:
    """Which "METHOD /template" the description does not have."""
    whole = description()
    if whole is None:
        return []
    told = {
        f"{method.upper()} {path}"
        for path, methods in whole["paths"].items()
        for method in methods
        if method != "parameters"
    }
    return sorted(set(templates) - told)


def _problem(checker: Draft202012Validator, body: object) -> str | None:
    error: ValidationError | None = best_match(checker.iter_errors(body))
    if error is None:
        return None
    while error.context:
        error = max(error.context, key=functools.partial(_telling, error.context))
    return f"{error.json_path}: {error.message[:300]}"


def _telling(among: Sequence[ValidationError], error: ValidationError) -> tuple[bool, int]:
    """Of alternatives the one of the right type tells most, then the one that fits furthest."""
    other = {
        one.relative_schema_path[0]
        for one in among
        if one.validator == "enum" and list(one.relative_path) == ["type"]
    }
    return error.relative_schema_path[0] not in other, len(error.absolute_path)


def _ids_as_text(value: object) -> object:
    """Ids of either kind as text: Discord takes both. Source: /reference, "Snowflakes"."""
    if isinstance(value, dict):
        return {name: _ids_as_text(held) for name, held in value.items()}
    if isinstance(value, list):
        return [_ids_as_text(held) for held in value]
    return str(value) if isinstance(value, int) and value > 1 << 40 else value


@functools.cache
def of_request(method: str, template: str) -> Draft202012Validator | None:
    """What checks the body of a call."""
    whole = description()
    if whole is None:
        return None
    operation = whole["paths"].get(template, {}).get(method.lower(), {})
    content = operation.get("requestBody", {}).get("content", {})
    return _checker(whole, content)


@functools.cache
def of_answer(method: str, template: str, status: int) -> Draft202012Validator | None:
    """What checks the answer to a call."""
    whole = description()
    if whole is None or status >= 300:
        return None
    operation = whole["paths"].get(template, {}).get(method.lower(), {})
    answers = operation.get("responses", {})
    content = answers.get(str(status), {}).get("content", {})
    return _checker(whole, content)


def _checker(whole: Json, content: Json) -> Draft202012Validator | None:
    schema = content.get("application/json", {}).get("schema")
    if schema is None:
        return None
    return Draft202012Validator({"components": whole["components"], **schema})
