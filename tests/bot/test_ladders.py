"""`chivvy ladder`: a ladder as a file, refused with the line that is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.ladders import Unfit, Wanted, apply, as_toml, read_file, show
from core.calendar.hours import Hours
from core.kernel.audience import System
from core.kernel.errors import BadInput, NotFound
from core.projects.model import LadderName
from tests.support.worlds import World

SLOW = 'ladder = "gentle"\n\n[overdue]\nlead_days = 8\n'


def file(tmp_path: Path, text: str) -> Path:
    """*text* in a file."""
    path = tmp_path / "ours.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_says_a_ladder_and_its_own_rules(tmp_path: Path) -> None:
    """With headings or with dotted names."""
    assert read_file(file(tmp_path, SLOW)) == Wanted(LadderName.GENTLE, {"overdue.lead_days": 8})
    dotted = "overdue.lead_days = 8"
    assert str(read_file(file(tmp_path, dotted))) == "standard overdue.lead_days=8"
    assert str(read_file(file(tmp_path, ""))) == "standard"


@pytest.mark.parametrize("name", list(LadderName))
def test_what_is_shown_can_be_applied(name: LadderName, tmp_path: Path) -> None:
    """Every ladder as it is printed is a ladder."""
    printed = as_toml(name, {"overdue.lead_days": 9})
    assert f"lead_days = 9  # {name}: " in printed
    assert str(read_file(file(tmp_path, printed))) == f"{name} overdue.lead_days=9"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[overdue]\nlead_days = -1\n", 2, "a step comes after 1 at the earliest"),
        ("# ours\n\n[overdue]\nlead_days = 900\n", 4, "never come to its end"),
        ("[overdue]\nlead_days = 2\n", 2, "must come later than overdue.channel_days"),
        ("[overdue]\nagain_days = 3\n", 2, "overdue.channel_days must come later than"),
        ("[overdue]\nleed_days = 3\n", 2, "I know no rule “overdue.leed_days”"),
        ("colour = 3\n", 1, "I know no rule “colour”"),
        ('ladder = "harsh"\n', 1, "none of gentle, standard, firm"),
        ("[overdue]\nlead_days = two\n", 2, "Invalid value"),
        ('[blocked]\nchannel = "daily"\n', 2, "always, waited_for"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    text: str, line: int, words: str, tmp_path: Path
) -> None:
    """The file, the line, the reason, and what would do."""
    with pytest.raises(Unfit) as unfit:
        read_file(file(tmp_path, text))
    said = str(unfit.value)
    assert f"ours.toml, line {line}: " in said and words in said, said
    assert " = " in said.partition(words)[2], "an example follows"


def test_a_project_follows_up_as_the_file_says(world: World, tmp_path: Path) -> None:
    """Applied, shown again, and said what it was."""
    world.project()
    url = f"sqlite:///{world.engine.url.database}"
    assert apply(url, "#infra", read_file(file(tmp_path, SLOW))) == "standard"
    assert "lead_days = 8  # gentle: 5" in show(url, "infra")
    found = world.work(lambda work: work.projects(System("numbers")).by_key("infra"))
    assert found is not None and found.ladder is LadderName.GENTLE
    with pytest.raises(NotFound, match="project_not_found"):
        show(url, "unknown")


def test_hours_that_leave_no_working_time_are_refused(world: World) -> None:
    """Where nobody ever works no step would come: the ladder says so, not silence."""
    world.project()
    rest = Hours(((),) * 7)
    world.work(
        lambda work: work.people.save_workspace(replace(work.people.workspace(), hours=rest))
    )
    with pytest.raises(BadInput, match="ladder_no_hours"):
        apply(f"sqlite:///{world.engine.url.database}", "infra", Wanted(
            LadderName.FIRM, {"overdue.lead_days": 5}))  # fmt: skip
