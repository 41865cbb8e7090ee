"""A chat message as a proposed task."""

import pytest

from core.language import MessageReading, read_message

from .conftest import NOW


def propose(text: str) -> MessageReading:
    return read_message(text, now=NOW, zone="Europe/Berlin", locale="en-GB", author="U9")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The proxy is down", "The proxy is down"),
        ("<@U1> can you restart the proxy?", "Restart the proxy"),
        ("hey @tom please restart the proxy", "Restart the proxy"),
        ("- [ ] restart the proxy", "restart the proxy"),
        ("let me know what you think", "let me know what you think"),
    ],
)
def test_title(text: str, title: str) -> None:
    """The first line is the title, without whom it addresses and the polite beginning."""
    assert propose(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Could you renew the certificate by friday?", "Renew the certificate"),
        ("I'll send the deck tomorrow at 5pm.", "Send the deck"),
        ("<@U1> please restart the proxy before friday", "Restart the proxy"),
        ("The proxy is down. Please look by friday", "The proxy is down. Please look"),
        ("Can you finish the draft by friday, please?", "Finish the draft"),
        ("The slides are needed by friday", "The slides are needed"),
    ],
)
def test_the_date_that_it_ends_with_is_not_said_twice(text: str, title: str) -> None:
    """Until when somebody is to do it is the date; the notes keep the whole text."""
    reading = propose(text)
    assert (reading.title, reading.notes) == (title, text)
    assert reading.due is not None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The old wildcard runs out on friday", "The old wildcard runs out on friday"),
        ("Can you keep the old one until friday?", "Keep the old one until friday"),
        ("Could you check the numbers by 4/5?", "Check the numbers by 4/5"),
        (
            "Please fix it before the campaign goes out on friday",
            "Fix it before the campaign goes out on friday",
        ),
        ("Please ask Bob by friday about the van", "Ask Bob by friday about the van"),
        ("Please, by friday!", "By friday!"),
    ],
)
def test_a_date_that_may_say_more_stays_in_the_title(text: str, title: str) -> None:
    """What happens then, how long it lasts, what can be read in two ways, what stands inside."""
    assert propose(text).title == title


def test_a_long_line_fits_without_its_date() -> None:
    """The date goes first, so that no word of the work is cut off."""
    work = "restart the proxy of the second site and look at what it says then"
    assert propose(f"Could you {work} by friday?").title == f"R{work[1:]}"


def test_a_long_line_is_cut_at_a_word() -> None:
    """The title has at most 80 characters and the notes keep the whole text."""
    text = "restart " * 40
    reading = propose(text)
    assert len(reading.title) <= 80 and reading.title.endswith("restart\u2026")
    assert reading.notes == text.strip()


def test_a_long_message_is_named_by_its_first_sentence() -> None:
    """A whole sentence is a better title than the beginning of the next one."""
    text = (
        "The wildcard certificate of client A runs out on the 28th. Somebody has to renew it "
        "before the switch, or nothing comes up."
    )
    assert propose(text).title == "The wildcard certificate of client A runs out on the 28th"
    assert propose(text).notes == text
    assert propose("Good catch. " + text).title.endswith("\u2026")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("<@U1> can you restart the proxy?", "U1"),
        ("I'll restart the proxy", "U9"),
        ("let me restart it", "U9"),
        ("<@U1> and <@U2> please look", None),
        ("let me know", None),
        ("I can't do it", None),
        ("<!here> the proxy is down", None),
        ("The proxy is down", None),
    ],
)
def test_owner(text: str, owner: str | None) -> None:
    """The one who is mentioned, or the author who promises; else nobody."""
    found = propose(text).owner
    assert (found.text if found else None) == owner


def test_due_and_priority() -> None:
    """Due words and a priority are read in any sentence."""
    reading = propose("The proxy is down. Please fix it by friday, urgent!")
    assert reading.due and str(reading.due.day) == "2026-03-13"
    assert reading.priority == "urgent"


def test_the_past_is_no_due_date() -> None:
    """What broke yesterday is not due yesterday."""
    assert propose("The proxy broke yesterday").due is None


def test_quoted_lines_are_not_read() -> None:
    """A quotation sets no date."""
    assert propose("The proxy is down\n> I said by friday").due is None


def test_an_empty_message() -> None:
    """Nothing proposes nothing."""
    assert propose(" \n ") == MessageReading(title="")
