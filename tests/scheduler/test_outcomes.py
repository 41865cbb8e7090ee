"""What becomes of a post after each answer of a platform."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.drawing import Drawing, Fate
from core.kernel.errors import Busy
from core.kernel.refs import InstallationId, PostId, WorkspaceId
from core.screens.delivery import Post, PostKind, PostState
from core.screens.messenger import Gone, Refused, Remote, RetryAt, Suspended, Uncertain
from scheduler.outcomes import (
    LONGEST_BACKOFF,
    UNHEARD,
    backoff,
    failed,
    found,
    let_go,
    sent,
    unheard,
    waiting,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
POST = Post(
    WorkspaceId(1), PostId(7), "key", PostKind.NAG, InstallationId(1), NOW, NOW,
    PostState.SENDING, lease="run", epoch=3,
)  # fmt: skip
SHOWN = Post(
    WorkspaceId(1), PostId(8), "key", PostKind.NAG, InstallationId(1), NOW, NOW,
    PostState.SENT, lease="run", remote_place="D1", remote_id="1.1",
)  # fmt: skip
DRAWING = Drawing(Fate.SHOW, "slack", "T1")


@pytest.mark.parametrize(
    ("failure", "state", "leased"),
    [
        (RetryAt("429", 30), PostState.PENDING, False),
        (RetryAt("refused"), PostState.PENDING, False),
        (Busy(), PostState.PENDING, False),
        (Suspended("token_revoked"), PostState.PENDING, False),
        (Uncertain("timeout"), PostState.SENDING, True),
        (Gone("is_archived"), PostState.GONE, False),
        (Refused("invalid_blocks"), PostState.DEAD, False),
        (KeyError("a bug"), PostState.DEAD, False),
    ],
)
def test_a_first_send_that_failed(failure: Exception, state: PostState, leased: bool) -> None:
    """Only what surely did not arrive waits to be sent; only what is uncertain stays leased."""
    after = failed(POST, DRAWING, failure, NOW).post
    assert (after.state, after.lease is not None, after.attempts) == (state, leased, 1)


@pytest.mark.parametrize("failure", [RetryAt("429", 5), Uncertain("timeout"), Busy()])
def test_an_edit_that_failed(failure: Exception) -> None:
    """An edit repeated does no harm: it is drawn again, never looked for, never posted anew."""
    after = failed(SHOWN, DRAWING, failure, NOW).post
    assert (after.state, after.dirty, after.remote_id) == (PostState.SENT, True, "1.1")


def test_an_edit_without_an_answer_leaves_unknown_what_stands_there() -> None:
    """It is repeated even where all is as it was before it; one that was refused left all so."""
    before = replace(SHOWN, shown="hash")
    assert failed(before, DRAWING, Uncertain("timeout"), NOW).post.shown == ""
    assert failed(before, DRAWING, RetryAt("429", 5), NOW).post.shown == "hash"


def test_retry_after_is_obeyed_to_the_second() -> None:
    """What the platform asks for is what it gets."""
    assert failed(POST, None, RetryAt("429", 30), NOW).post.not_before == NOW + timedelta(0, 30)


def test_no_outage_is_too_long() -> None:
    """After a thousand attempts it still waits for its turn, a quarter of an hour at most."""
    tired = failed(POST, None, RetryAt("down"), NOW).post
    for _ in range(1000):
        tired = failed(tired, None, RetryAt("down"), NOW).post
    assert tired.state is PostState.PENDING
    assert 0 <= backoff(tired.attempts) <= LONGEST_BACKOFF


def test_an_unexpected_error_is_told_by_its_kind() -> None:
    """Its text may quote what people wrote."""
    assert failed(POST, None, ValueError("secret title"), NOW).post.error == "ValueError"


def test_what_was_found_is_drawn_anew() -> None:
    """What it showed when it was sent is not known: one edit more makes it right."""
    end = found(POST, DRAWING, Remote("D1", "1.1"), NOW)
    assert (end.post.state, end.post.dirty, end.post.shown) == (PostState.SENT, True, "")


def test_what_was_sent_is_clean() -> None:
    """The platform shows what was wanted, and nobody holds it any more."""
    post = sent(POST, DRAWING, Remote("D1", "1.1"), "hash", NOW).post
    assert (post.state, post.lease, post.dirty, post.sent_at) == (PostState.SENT, None, False, NOW)


def test_what_waits_holds_nobody_up() -> None:
    """A post that waits for the morning counts as not tried: others overtake it."""
    later = NOW + timedelta(hours=10)
    tried = failed(POST, None, RetryAt("429"), NOW).post
    post = waiting(tried, later).post
    assert (post.state, post.not_before, post.attempts) == (PostState.PENDING, later, 0)


def test_what_is_let_go_is_as_it_was() -> None:
    """Its conversation is not served now: it keeps its time and its tries, so that it goes first;
    what stands already is still to be drawn anew."""
    tried = replace(POST, attempts=3)
    assert let_go(tried).post == replace(tried, state=PostState.PENDING, lease=None)
    soiled = replace(SHOWN, dirty=True)
    assert let_go(soiled).post == replace(soiled, lease=None)


@pytest.mark.parametrize(("before", "after"), [(0, 1), (4, 4)])
def test_what_this_run_cannot_send_is_overtaken_by_nothing(before: int, after: int) -> None:
    """It counts as tried, for that keeps its place in its conversation."""
    post = unheard(replace(POST, attempts=before), NOW).post
    assert (post.state, post.not_before, post.attempts) == (
        PostState.PENDING, NOW + UNHEARD, after
    )  # fmt: skip
