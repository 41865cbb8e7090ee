"""`chivvy parse`: what a line is read as, on a terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.support.typist import typed

NOW = ["--now", "2026-03-11T10:00", "--zone", "Europe/Berlin"]


def parse(*arguments: str, typed: str = "") -> tuple[int, str]:
    found = CliRunner().invoke(app, ["parse", *arguments], input=typed)
    return found.exit_code, found.output


def test_fields_stand_beside_the_words_they_came_from() -> None:
    """Each field has a line of its own."""
    code, shown = parse(*NOW, "Renew it @maria next friday 5pm p1 #infra")
    rows = [" ".join(row.split()) for row in shown.splitlines()]
    assert code == 0
    assert rows == [
        "title Renew it",
        'owner maria "@maria"',
        'due Fri 20 Mar 2026 17:00 Europe/Berlin "next friday 5pm"',
        "or due Fri 13 Mar 2026 17:00 Europe/Berlin",
        'priority urgent "p1"',
        'project infra "#infra"',
    ]


def test_json_has_every_field_and_span() -> None:
    """A script gets one object with what was read from where."""
    _, shown = parse(*NOW, "--json", "--locale", "de-DE", "Angebot bis Freitag")
    found = json.loads(shown)
    assert (found["title"], found["due"]["day"]) == ("Angebot", "2026-03-13")
    assert found["spans"] == [{"start": 8, "end": 19, "field": "due", "text": "bis Freitag"}]


def test_lines_of_standard_input() -> None:
    """Without a line, every line that comes in is read."""
    _, shown = parse(*NOW, "--json", typed="Fix it friday\n\nOil it every! 3 days\n")
    titles = [json.loads(row)["title"] for row in shown.splitlines()]
    assert titles == ["Fix it", "Oil it"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--zone", "Berln", "x"], "write for example Europe/Berlin"),
        (["--now", "today", "x"], "write for example 2026-03-11T10:00"),
        (["--locale", "?", "x"], "write for example de-DE"),
        ([" "], 'write for example: chivvy parse "Renew'),
    ],
)
def test_errors_say_what_to_write(arguments: list[str], told: str, tmp_path: Path) -> None:
    """One line with an example, never a traceback."""
    found = typed(("parse", *arguments), {"HOME": str(tmp_path)}, tmp_path)
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1 and told in found.stderr
