"""A task line field by field."""

import pytest

from core.kernel.errors import BadInput
from core.language import MentionKind

from .conftest import Read


def test_all_fields_in_one_line(read: Read) -> None:
    """Fields stand in any order behind the title."""
    reading = read("Patch the router @maria thursday 4pm p2 #net est 2h after T-7")
    assert reading.title == "Patch the router"
    assert reading.owner and reading.owner.text == "maria"
    assert (
        reading.due
        and str(reading.due.day) == "2026-03-12"
        and str(reading.due.time)[:5] == "16:00"
    )
    assert (reading.priority, reading.project, reading.estimate_minutes) == ("high", "net", 120)
    assert reading.after == (7,)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fix the proxy - @lee - friday - #net", "Fix the proxy"),
        ("Fix the proxy tomorrow!", "Fix the proxy"),
        ("Fix the proxy!", "Fix the proxy!"),
        ("Fix the proxy (by friday)", "Fix the proxy"),
        ("friday: fix the proxy", "fix the proxy"),
        ("@lee friday: fix the proxy", "fix the proxy"),
        ("Fix the proxy, friday", "Fix the proxy"),
        ("Ring Zoe tomorrow about the lease", "Ring Zoe about the lease"),
        ("Ship it tomorrow, then rest", "Ship it, then rest"),
        ("  Fix   the \t proxy  ", "Fix the proxy"),
        ("friday 5pm", "friday 5pm"),
        ("@lee friday", "friday"),
        ("@lee", "@lee"),
        ('"Fix the proxy"', "Fix the proxy"),
        ('"Fix by friday" banner', '"Fix by friday" banner'),
        ("Launch \N{ROCKET} tomorrow", "Launch \N{ROCKET}"),
        ("", ""),
    ],
)
def test_title(read: Read, text: str, title: str) -> None:
    """What is left without the fields and the marks that joined them is the title."""
    assert read(text).title == title


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Fix it @lee", [("lee", MentionKind.PERSON)]),
        ("Fix it @jo.smith.", [("jo.smith", MentionKind.PERSON)]),
        ("Ask @tom about it @lee", [("lee", MentionKind.PERSON)]),
        ("Fix it @tom and @lee", [("tom", MentionKind.PERSON), ("lee", MentionKind.PERSON)]),
        ("Fix it <@U02ABC>", [("U02ABC", MentionKind.PERSON)]),
        ("Fix it <@U02ABC|maria> friday", [("U02ABC", MentionKind.PERSON)]),
        ("Fix it <@!123456>", [("123456", MentionKind.PERSON)]),
        ("Fix it <@&99>", [("99", MentionKind.GROUP)]),
        ("Fix it <!here>", [("here", MentionKind.GROUP)]),
        ("Fix it <!channel>", [("channel", MentionKind.GROUP)]),
        ("Fix it <!subteam^S1|@ops>", [("S1", MentionKind.GROUP)]),
        ("Fix it @channel", [("channel", MentionKind.GROUP)]),
        ("Mail bob@acme.example", []),
    ],
)
def test_owner(read: Read, text: str, owners: list[tuple[str, MentionKind]]) -> None:
    """The last mention owns; a group is told from a person."""
    assert [(owner.text, owner.kind) for owner in read(text).owners] == owners


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("Fix it #net", "net"),
        ("Fix it #client-a friday", "client-a"),
        ("Fix it <#C012|infra>", "infra"),
        ("Fix it <#C012>", "C012"),
        ("Fix issue #42", None),
        ("Port the C# client", None),
    ],
)
def test_project(read: Read, text: str, project: str | None) -> None:
    """A hash with a word is the project; a number or a language is not."""
    assert read(text).project == project


@pytest.mark.parametrize(
    ("text", "title", "priority"),
    [
        ("Fix it p1", "Fix it", "urgent"),
        ("Fix it P4 friday", "Fix it", "low"),
        ("p2 fix it", "fix it", "high"),
        ("Fix p2 bugs", "Fix p2 bugs", None),
        ("Fix it !low", "Fix it", "low"),
        ("Fix it !!", "Fix it", "high"),
        ("Fix it !!!", "Fix it", "urgent"),
        ("Fix it!!!", "Fix it!!!", None),
        ("Fix it priority: low", "Fix it", "low"),
        ("Fix it prio high", "Fix it", "high"),
        ("Fix it high priority", "Fix it", "high"),
        ("Fix it asap", "Fix it", "urgent"),
        ("urgent: fix it", "fix it", "urgent"),
        ("Drain the high priority queue", "Drain the high priority queue", None),
        ("Buy low chairs", "Buy low chairs", None),
    ],
)
def test_priority(read: Read, text: str, title: str, priority: str | None) -> None:
    """A priority counts where it stands alone, not where it qualifies a noun."""
    reading = read(text)
    assert (reading.title, reading.priority) == (title, priority)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Draw it est 3h", 180),
        ("Draw it est. 1.5h", 90),
        ("Draw it est: 45m", 45),
        ("Draw it ~2h", 120),
        ("Draw it ~ 1h30m", 90),
        ("Draw it estimate 2 days", 960),
        ("Draw it est 1 week friday", 2400),
        ("Draw it est 2-3h", None),
        ("Draw it 3h", None),
        ("Estimate the effort", None),
    ],
)
def test_estimate(read: Read, text: str, minutes: int | None) -> None:
    """An estimate is announced; a day has 8 hours, a week 5 days."""
    assert read(text).estimate_minutes == minutes


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Cut over after T-12", (12,)),
        ("Cut over after T-12, T-13 and T-14 friday", (12, 13, 14)),
        ("Cut over depends on t-3", (3,)),
        ("Cut over blocked by #3", (3,)),
        ("Cut over needs T-3 after T-4", (3, 4)),
        ("Cut over after T-12 is merged", ()),
        ("Copy the text of T-12", ()),
        ("Call after lunch", ()),
    ],
)
def test_after(read: Read, text: str, after: tuple[int, ...]) -> None:
    """Task numbers behind after, depends on, blocked by, needs."""
    assert read(text).after == after


def test_another_prefix() -> None:
    """A workspace's own prefix is what counts."""
    from core.language import read_line

    from .conftest import NOW

    reading = read_line("Cut over after OPS-9", now=NOW, zone="UTC", locale="en", prefix="OPS")
    assert reading.after == (9,)


def test_criteria_and_verifier(read: Read) -> None:
    """Criteria stand behind "done when:", cut at semicolons; the verifier is not the owner."""
    reading = read("Move DNS done when: records checked; TTL is 60 verifier @ana @lee friday")
    assert reading.title == "Move DNS"
    assert reading.verifier and reading.verifier.text == "ana"
    assert reading.criteria == ("records checked", "TTL is 60")


def test_a_criterion_about_somebody(read: Read) -> None:
    """Who stands right behind "done when:" is part of the criterion; a later mention owns."""
    reading = read("Cut over done when: @jonas agrees @lee friday")
    assert reading.criteria == ("@jonas agrees",)
    assert reading.owner and reading.owner.text == "lee"
    assert not read("Cut over done when @lee friday").criteria


def test_verifier_and_owner(read: Read) -> None:
    """A verifier is named apart from the owner."""
    reading = read("Move DNS @lee verified by @ana friday")
    assert reading.verifier and reading.verifier.text == "ana"
    assert reading.owner and reading.owner.text == "lee"


def test_waiting_for(read: Read) -> None:
    """Whom we wait for, and when to look again, is not a due date."""
    reading = read("Get the contract waiting for ACME, check friday")
    assert (reading.title, reading.waiting_for) == ("Get the contract", "ACME")
    assert reading.check_on and str(reading.check_on.day) == "2026-03-13"
    assert reading.due is None


def test_share(read: Read) -> None:
    """!share is a wish, not a word of the title."""
    reading = read("Move DNS !share")
    assert reading.share and reading.title == "Move DNS"


def test_labels(read: Read) -> None:
    """Of several hash words at the end the last is the project, the others are labels."""
    reading = read("Move DNS #urgent-ish #net")
    assert (reading.project, reading.labels) == ("net", ("urgent-ish",))


def test_too_long_a_line_is_refused(read: Read) -> None:
    """More than 4,000 characters are refused with the limit and the length."""
    with pytest.raises(BadInput) as caught:
        read("x" * 4001)
    assert caught.value.code == "line_too_long"
    assert caught.value.fields == {"limit": 4000, "length": 4001}


@pytest.mark.parametrize(
    ("text", "title", "owner"),
    [
        ("Fix it, owner: @lee", "Fix it", "lee"),
        ("Fix it assigned to @lee tomorrow", "Fix it", "lee"),
        ("Assign to @lee: fix it", "fix it", "lee"),
        ("Send the deck to @lee friday", "Send the deck", "lee"),
        ("Fix @maria's laptop", "Fix @maria's laptop", None),
        ("@lee: fix it", "fix it", "lee"),
    ],
)
def test_words_that_introduce_the_owner(
    read: Read, text: str, title: str, owner: str | None
) -> None:
    """What only leads to the owner goes with the owner; a possessive is title."""
    reading = read(text)
    assert (reading.title, reading.owner.text if reading.owner else None) == (title, owner)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fix it; due tomorrow; owner @lee", "Fix it"),
        ("Fix it *tomorrow*", "Fix it"),
        ("Fix it tomorrow :fire:", "Fix it :fire:"),
        ("Fix it deadline is friday", "Fix it"),
        ("Fix it due:friday", "Fix it"),
        ("Fix it tomorrow please", "Fix it please"),
        ("Draft the Q&A for friday", "Draft the Q&A"),
    ],
)
def test_dates_in_other_dress(read: Read, text: str, title: str) -> None:
    """A date is read behind a label, in emphasis, before an emoji or a courtesy."""
    reading = read(text)
    assert reading.due is not None
    assert reading.title == title


@pytest.mark.parametrize("text", ["It's urgent", "Not urgent", "Thank god it's friday"])
def test_statements_are_titles(read: Read, text: str) -> None:
    """A statement about urgency or the day is no field."""
    reading = read(text)
    assert (reading.title, reading.priority, reading.due) == (text, None, None)


@pytest.mark.parametrize(
    ("typed", "criteria"),
    [
        ("done when: records answer, TTL is back to 1 h", ("records answer", "TTL is back to 1 h")),
        ("done when: tests pass; docs are there", ("tests pass", "docs are there")),
        ("done when: Ana, Ben and Cy agree", ("Ana, Ben and Cy agree",)),
    ],
)
def test_criteria_are_clauses(read: Read, typed: str, criteria: tuple[str, ...]) -> None:
    """A comma parts two clauses, not a list of words."""
    assert read(f"Migrate DNS {typed}").criteria == criteria


@pytest.mark.parametrize(
    ("typed", "criteria", "owner"),
    [
        ("done when tests are green verify @ana", ("tests are green",), None),
        ("done when: tests pass; docs are there, verify @ana @lee", None, "lee"),
        ("@lee friday done when: tests pass; docs are there, checked by @ana", None, "lee"),
    ],
)
def test_a_verifier_ends_the_criteria(
    read: Read, typed: str, criteria: tuple[str, ...] | None, owner: str | None
) -> None:
    """Who checks is neither the owner nor part of what is checked."""
    found = read(f"Ship the parser {typed}")
    assert found.title == "Ship the parser"
    assert found.criteria == (criteria or ("tests pass", "docs are there"))
    assert found.verifier and found.verifier.text == "ana"
    assert (found.owner.text if found.owner else None) == owner
