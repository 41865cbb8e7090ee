"""What people typed is shown as it is: it never becomes markup, an address or a mention."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.discord.render.marks import LINE_ROOM, escape, line, one_line, showable, size
from core.kernel.refs import PersonId, TaskId
from core.kernel.text import Link, Mention, Quote, Rich, TaskName, When, WhenStyle, Words
from core.screens.views import Reader
from core.screens.wording.ink import Ink
from tests.discord_adapter.markdown import read
from tests.slack_adapter.desk import NOON
from tests.support.any_views import NASTY, riches

INK = Ink(Reader("Europe/Berlin", "en-GB", NOON))
SIGNS = st.text(st.sampled_from("\\*_~`|<>@#:[]()!&/-+. \n1aé😀\u200b\u202e"), max_size=40)
typed = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), SIGNS)


def shown(text: str) -> str:
    """What is to be read of it."""
    return showable(text).strip()


@given(typed)
@example("1. first\n- second\n# third\n> fourth")
@example("@everyone <@1> <t:1:R> :tada: https://evil.example [a](https://b.example)")
def test_typed_words_are_shown_as_they_are(text: str) -> None:
    """Whatever is typed comes out again, and nothing of it is more than text."""
    reading = read(escape(text))
    assert reading.text == showable(text)
    assert reading.marks == []
    assert reading.found == {}


@example(":", ":", False, True)
@given(typed, typed, st.booleans(), st.booleans())
def test_two_pieces_make_no_markup_at_their_seam(
    first: str, second: str, bold: bool, strike: bool
) -> None:
    """What stands side by side is read as it was, whichever of it is bold or struck."""
    rich = (Words(first), Words(second, bold=bold, strike=strike))
    if size(escape(first + second)) > LINE_ROOM - 20:
        return
    reading = read(line(rich, INK))
    assert reading.text.strip() == shown(first + second)
    assert set(reading.marks) <= {"**", "~~"}
    assert reading.found == {}


@given(typed)
def test_code_is_shown_as_it_is(text: str) -> None:
    """An example that holds signs of its own is shown without a frame, never broken."""
    if size(escape(text)) > LINE_ROOM - 20:
        return
    reading = read(line((Words(text, code=True),), INK))
    assert reading.text.strip() == shown(text)
    assert reading.found == {}


@given(typed)
def test_a_quotation_stays_inside_its_lines(text: str) -> None:
    """Every line of what somebody wrote is marked as a quotation, and is nothing else."""
    if size(escape(text)) > LINE_ROOM // 4:
        return
    reading = read(line((Quote(text),), INK))
    assert reading.text == shown(text)
    assert set(reading.marks) <= {">"}
    assert reading.found == {}


@given(riches)
def test_a_line_has_room_for_itself(rich: Rich) -> None:
    """A line is never longer than its room, and says of mentions only those that it holds."""
    drawn = line(rich, INK)
    assert size(drawn) <= LINE_ROOM
    meant = {f"<@{part.account}>" for part in rich if isinstance(part, Mention)}
    assert set(read(drawn).of("mention")) <= meant
    assert "\n" not in one_line(rich, INK)


@pytest.mark.parametrize("sign", ["*", "\N{ROCKET}", "_"])
def test_a_quoted_sign_that_has_no_room_is_left_out(sign: str) -> None:
    """There is room for one character, and the sign is two: drawing comes to an end."""
    assert line((Quote(sign),), INK, 5) == ""


def test_only_a_mention_mentions() -> None:
    """Who is asked to act is mentioned; without an account here the name stands."""
    asked = (Mention(PersonId(1), "Ana", "810000000000000001"), Words(" can you?"))
    assert line(asked, INK) == "<@810000000000000001> can you?"
    assert line((Mention(PersonId(1), "Ana_B"), Words(" can you?")), INK) == r"Ana\_B can you?"


@pytest.mark.parametrize(
    ("style", "sign"),
    [
        (WhenStyle.DATE, "D"),
        (WhenStyle.MOMENT, "f"),
        (WhenStyle.WEEKDAY, "F"),
        (WhenStyle.TIME, "t"),
    ],
)
def test_a_moment_is_said_by_discord(style: WhenStyle, sign: str) -> None:
    """Everybody reads it in their own zone."""
    assert line((When(NOON, style),), INK) == f"<t:{int(NOON.timestamp())}:{sign}>"


@pytest.mark.parametrize(
    ("url", "drawn"),
    [
        ("https://example.org/a_b?c=(d)", "[original message](https://example.org/a_b?c=%28d%29)"),
        ("https://example.org/) @everyone", "[original message](https://example.org/%29%20@everyone)"),
        ("javascript:x", "original message"),
        ("https://example.org/" + "a" * 2000, "original message"),
    ],
)  # fmt: skip
def test_a_link_of_ours_is_followed(url: str, drawn: str) -> None:
    """Only web addresses are links, and none can end its own bracket."""
    assert line((Link(url, "original message"),), INK) == drawn


def test_a_task_is_named_with_its_handle_bold() -> None:
    """The handle is bold, the title as it was typed."""
    assert line((TaskName(TaskId(42), "T-42", "Fix *it*"),), INK) == r"**T-42** Fix \*it\*"
