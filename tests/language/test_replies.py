"""What a free-text reply to a follow-up seems to mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.meanings import Means
from core.language.replies import read_reply

from .conftest import NOW


def read(text: str) -> dict[str, str]:
    """Meaning → the fact that it carries."""
    found = read_reply(text, now=NOW, zone="Europe/Berlin", locale="en-GB")
    return {
        one.means.value: str(one.due.day) if one.due else one.reason or one.who for one in found
    }


def test_date_and_blocker() -> None:
    """A day and what is waited for are both offered."""
    assert set(read("tomorrow, waiting for Jonas")) == {"date", "blocked"}
    assert read("tomorrow, waiting for Jonas")["blocked"] == "Waiting for Jonas"


@pytest.mark.parametrize(
    "text",
    [
        "done, ticket 8812",
        "it's done",
        "its done",
        "mark it as done",
        "yes, all done",
        "fixed this morning",
        "✅",
        "Shipped!",
    ],
)
def test_done(text: str) -> None:
    """Said to be finished, with whatever stands behind it."""
    assert set(read(text)) == {"done"}


@pytest.mark.parametrize(
    "text", ["not done yet", "almost done", "will be done soon", "done if the tests pass"]
)
def test_not_done(text: str) -> None:
    """What is nearly or not finished is not called done."""
    assert "done" not in read(text)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("not mine, ask Priya", "Priya"),
        ("this isn't mine", ""),
        ("ask priya", "priya"),
        ("wrong person, give it to <@U5>", "<@U5>"),
        ("not my job", ""),
        ("Priya has it", "Priya"),
    ],
)
def test_not_mine(text: str, who: str) -> None:
    """Somebody else is named, or nobody."""
    assert read(text) == {"not_mine": who}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("stuck on the firewall", "Stuck on the firewall"),
        ("blocked by the vendor", "Blocked by the vendor"),
        ("can't continue without the password", "Can't continue without the password"),
        ("need access to the bucket", "Need access to the bucket"),
    ],
)
def test_blocked(text: str, reason: str) -> None:
    """What is in the way is the reason."""
    assert read(text) == {"blocked": reason}


@pytest.mark.parametrize("text", ["need another week", "give me a week", "one more week please"])
def test_more_time(text: str) -> None:
    """More time counts from today."""
    assert set(read(text)) == {"date"}


@pytest.mark.parametrize("text", ["working on it", "nearly there", "all good, on track"])
def test_going(text: str) -> None:
    """It goes on; nothing is to change."""
    assert set(read(text)) == {"going"}


@pytest.mark.parametrize("text", ["I can go on now", "got access, thanks"])
def test_free(text: str) -> None:
    """The way is free."""
    assert set(read(text)) == {"free"}


@pytest.mark.parametrize("text", ["hm", "see the ticket", "the rain in Spain"])
def test_nothing(text: str) -> None:
    """Words that mean none of it offer nothing."""
    assert read(text) == {}


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No text raises, and each meaning comes once."""
    found = [one.means for one in read_reply(text, now=NOW, zone="UTC", locale="en-US")]
    assert len(found) == len(set(found)) and set(found) <= set(Means)


@pytest.mark.parametrize("text", ["not done yet", "not yet", "still open"])
def test_not_yet(text: str) -> None:
    """It goes on."""
    assert set(read(text)) == {"going"}


def test_put_off_is_not_done() -> None:
    """ "Pushed" is done, "pushed to next week" is a date."""
    assert set(read("pushed to next week")) == {"date"}
    assert set(read("pushed, ticket 88")) == {"done"}


def test_blocked_alone_has_no_reason() -> None:
    """What is in the way is asked, not guessed."""
    assert read("still blocked") == {"blocked": ""}


@pytest.mark.parametrize(
    ("text", "means"),
    [("ok", "agreed"), ("👍", "agreed"), (":+1:", "agreed"), ("no", "refused"), ("later", "later"),
     ("ask me again friday", "later"), ("snooze", "later")],
)  # fmt: skip
def test_short_words(text: str, means: str) -> None:
    """A word or two that say all of it."""
    assert set(read(text)) == {means}


@pytest.mark.parametrize("text", ["ask Jonas", "remind Jonas of it", "later we found a crack"])
def test_longer_words_are_not_later(text: str) -> None:
    """Only what asks to be asked again."""
    assert "later" not in read(text)
