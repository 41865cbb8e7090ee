"""What a project may change of its ladder, and what no ladder can be made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.followup.ladder import as_spelt, ladder
from core.kernel.errors import BadInput
from core.projects.firmness import (
    CHANNEL,
    LADDERS,
    RULES,
    as_value,
    read_spelt,
    spelt,
    tuned,
    values_of,
)
from core.projects.model import LadderName

STANDARD = LadderName.STANDARD
WRONG = [
    ({"overdue.lead_days": -1}, "ladder_too_soon"),
    ({"quiet.stalled_days": 0}, "ladder_too_soon"),
    ({"overdue.lead_days": 400}, "ladder_endless"),
    ({"overdue.ask_again_days": 0}, "ladder_too_soon"),
    ({"overdue.again_days": 3}, "ladder_order"),
    ({"overdue.channel_days": 1}, "ladder_order"),
    ({"overdue.lead_days": 2}, "ladder_order"),
    ({"check.lead_days": 1}, "ladder_order"),
    ({"blocked.channel_hours": 8}, "ladder_order"),
    ({"overdue.lead": 4}, "ladder_unknown"),
    ({"lead_days": 4}, "ladder_unknown"),
    ({"overdue.lead_days": "soon"}, "ladder_number"),
    ({"overdue.lead_days": True}, "ladder_number"),
    ({"overdue.lead_days": 1.5}, "ladder_number"),
    ({"overdue.channel": "sometimes"}, "ladder_channel"),
    ({"overdue.channel": 1}, "ladder_channel"),
]


@pytest.mark.parametrize(("rules", "code"), WRONG, ids=str)
def test_what_cannot_be_climbed_is_refused(rules: dict[str, object], code: str) -> None:
    """A delay below one, steps out of order, no end, an unknown rule: with the rule's name."""
    with pytest.raises(BadInput) as wrong:
        tuned(STANDARD, rules)
    assert wrong.value.code == code
    assert wrong.value.fields["what"]


@pytest.mark.parametrize(("rules", "code"), WRONG, ids=str)
def test_every_refusal_has_an_example_that_works(rules: dict[str, object], code: str) -> None:
    """What is shown in its place can be climbed."""
    with pytest.raises(BadInput) as wrong:
        tuned(STANDARD, rules)
    shown = str(wrong.value.fields["example"]).split(", ")
    pairs = dict(part.split(" = ") for part in shown)
    assert tuned(STANDARD, {rule: as_value(value) for rule, value in pairs.items()}) == ()
    assert code


def test_a_channel_that_never_hears_has_no_place_in_the_order() -> None:
    """Its delay is not looked at then."""
    rules: dict[str, object] = {"overdue.channel": "never", "overdue.channel_days": 9}
    assert dict(tuned(STANDARD, rules)) == rules


def test_only_what_differs_is_kept() -> None:
    """A rule as the ladder has it is no change; so another ladder begins with its own."""
    assert tuned(STANDARD, {"overdue.lead_days": 3, "quiet.stalled_days": 4}) == (
        ("quiet.stalled_days", 4),
    )


def test_the_three_ladders_are_ladders() -> None:
    """Each passes its own check, with every rule of the list."""
    for name, values in LADDERS.items():
        assert values.keys() == RULES.keys()
        assert tuned(name, values) == ()


VALUES = {
    rule: st.sampled_from(CHANNEL) if known.choices else st.integers(known.least, known.most)
    for rule, known in RULES.items()
}
CHANGES = st.fixed_dictionaries({}, optional=VALUES)  # type: ignore[arg-type]


@given(name=st.sampled_from(LadderName), rules=CHANGES)
def test_what_is_written_down_is_read_back(name: LadderName, rules: dict[str, object]) -> None:
    """The line of a climb says the very ladder that it began under."""
    try:
        tuning = tuned(name, rules)
    except BadInput:
        return
    line = spelt(name, tuning)
    assert len(line) < 1000
    assert read_spelt(line) == (name, tuning)
    assert as_spelt(line) is ladder(name, tuning)
    assert {**values_of(name), **rules} == values_of(name, tuning)


def test_a_rule_of_another_release_is_left_out() -> None:
    """A line that a newer Chivvy wrote is read as far as it is known."""
    assert read_spelt("firm moon.phase=3 overdue.lead_days=x") == (LadderName.FIRM, ())
    assert read_spelt("") == (STANDARD, ())
