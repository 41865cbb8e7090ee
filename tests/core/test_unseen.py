"""Names and titles that look alike are alike; a host that imitates another is told."""

import time

import pytest

from adapters.slack.render.blocks import plain_text, showable
from core.kernel.hosts import unmasked
from core.kernel.text import clean, one_line
from core.people.model import Profile
from core.people.service import learn
from tests.support.worlds import World

NAMES = ("Maria Keller", "Renew the certificate", "T-42", "Zoë Ångström", "Wire 5,000 to Acme")
UNSEEN = tuple(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b"
    "\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3164\ufe00"
    "\ufe0f\ufeff\uffa0\ufff9\ufffb\U000e0001\U000e0061\U000e0100\U000e01ef\x00\x07\x1b\x7f"
)
"""What shows nothing, or turns around what follows."""
ALIKE = {
    "a": "\u0430\u0251\uff41", "c": "\u0441\uff43", "e": "\u0435\u212f", "i": "\u0456\u0131",
    "o": "\u043e\u03bf\u0585", "p": "\u0440\uff50", "s": "\u0455", "x": "\u0445", "y": "\u0443",
    "n": "\u0578", "u": "\u057d", "h": "\u04bb", "b": "\u0184", "l": "\u04cf", "d": "\u0501",
}  # fmt: skip
HOSTS = (
    "apple.com", "paypal.com", "github.com", "northwind.example", "slack.com", "chase.com",
    "login.microsoft.com", "accounts.google.com", "bank.example", "docs.example.org",
)  # fmt: skip


def spoofs() -> list[tuple[str, str]]:
    """Each name with each sign that is not seen, at its ends and in the middle."""
    return [
        (f"{name[:at]}{sign}{name[at:]}", name)
        for name in NAMES
        for sign in UNSEEN
        for at in (0, len(name) // 3, len(name))
    ]


def imitations() -> list[tuple[str, str]]:
    """Each host with one of its letters in another script."""
    return [
        (f"https://{host.replace(letter, other, 1)}/login", host)
        for host in HOSTS
        for letter, others in ALIKE.items()
        if letter in host
        for other in others
    ]


def test_signs_that_are_not_seen_make_no_other_name() -> None:
    """More than five hundred spoofs of names and titles: each is the name that it looks like."""
    assert len(spoofs()) >= 500
    assert [repr(typed) for typed, name in spoofs() if one_line(typed) != name] == []


@pytest.mark.parametrize(
    "nothing", ["\u3164", "\u200d", "\ufe0f\ufe0f", " \u2800 ", "\u115f\u1160"]
)
def test_a_name_of_nothing_is_nothing(nothing: str) -> None:
    """What shows nothing is empty: it is asked for."""
    assert one_line(nothing) == ""


@pytest.mark.parametrize(
    "whole",
    [
        "👩\u200d👩\u200d👧\u200d👦", "🏳️\u200d🌈", "❤️", "1️⃣ and #️⃣", "क्\u200dष", "naïve Zoë",
        "🧑🏽\u200d🚀", "Tiếng Việt", "עִבְרִית", "العربية", "한국어", "長い",
    ],
)  # fmt: skip
def test_what_is_seen_stays(whole: str) -> None:
    """Emoji, and scripts that are written with joiners and marks."""
    assert clean(whole) == whole


def test_accents_do_not_climb() -> None:
    """A heap of marks on one letter stays within its line."""
    assert len(one_line("T" + "\u0335\u0300\u0301" * 40 + "-1")) <= len("T-1") + 5


def test_an_imitated_host_is_told() -> None:
    """More than a hundred addresses with a letter of another script: each is told apart."""
    assert len(imitations()) > 100
    for address, host in imitations():
        said = unmasked(f"Sign in at {address} today")
        assert "xn--" in said or f"({host})" in said, address
        assert said.startswith(f"Sign in at {address} (")


@pytest.mark.parametrize(
    "plain", ["https://apple.com/ü?q=ж", "the café at example.org", "Größe www", "see //ж"]
)
def test_a_plain_host_is_left_alone(plain: str) -> None:
    """Letters of other scripts beside a host are nobody's disguise."""
    assert unmasked(plain) == plain


def test_hosts_are_read_in_no_time() -> None:
    """A hundred thousand characters of addresses cost as little as any other text."""
    for text in ("https://ж" * 12_000, "https://" + "ж" * 90_000, "http://a/." * 10_000 + "ж"):
        began = time.thread_time()
        unmasked(text)
        assert time.thread_time() - began < 1.0


def test_nothing_turns_words_around_on_a_screen() -> None:
    """What is given back as it was typed cannot turn the rest of its line around."""
    assert showable("\u202egnp.exe\u2069 \u200bok") == "gnp.exe ok"
    assert plain_text("\u2066https://\u0430pple.com", 75)["text"].endswith("(xn--pple-43d.com)")


def test_a_person_cannot_look_like_another(world: World) -> None:
    """Names and handles that the platform tells are kept without such signs."""
    told = Profile("U9", "Mar\u200bia \u202eKeller", "mar\u2060ia")
    world.work(lambda work: learn(work, "slack", [told], world.now))
    person = world.work(lambda work: work.people.by_account("slack", "U9"))
    assert person is not None
    assert (person.name, person.handle) == ("Maria Keller", "maria")
