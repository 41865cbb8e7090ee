"""What becomes of a post: pure, from what was drawn and what the platform said."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from core.drawing import Drawing
from core.kernel.errors import STORE
from core.kernel.values import dataclass
from core.screens.delivery import Post, PostState
from core.screens.messenger import (
    DeliveryFailure,
    Gone,
    Refused,
    Remote,
    RetryAt,
    Suspended,
    Uncertain,
)

LONGEST_BACKOFF = 900.0
UNHEARD = timedelta(minutes=1)
"""Until a post is looked at again that this run cannot send."""


@dataclass(frozen=True, slots=True)
class End:
    """A post as it is to be recorded. *told*: what was drawn, where that settles its notices."""

    post: Post
    told: Drawing | None = None
    failure: Exception | None = None
    lost: bool = False
    """Another run has it: nothing is to be written."""

    @property
    def uncertain(self) -> bool:
        """It may have arrived: looked for before it is sent again."""
        return self.post.state is PostState.SENDING and not self.lost

    @property
    def passing(self) -> bool:
        """Nobody has to do anything about it."""
        return isinstance(self.failure, RetryAt | Uncertain)

    @property
    def trouble(self) -> str:
        """In one word, for counting: retried, uncertain, suspended, gone or dead."""
        if self.uncertain:
            return "uncertain"
        if isinstance(self.failure, Suspended):
            return "suspended"
        ended = self.post.state in {PostState.GONE, PostState.DEAD}
        return self.post.state.value if ended else "retried"

    @property
    def unexpected(self) -> bool:
        """An error of the product."""
        return self.failure is not None and not isinstance(self.failure, DeliveryFailure)


def sent(post: Post, drawing: Drawing, remote: Remote, shown: str, now: datetime) -> End:
    """The platform took it."""
    done = replace(
        post, state=PostState.SENT, remote_place=remote.place, remote_id=remote.message,
        sent_at=now, shown=shown, lease=None, error="", attempts=0, dirty=False,
        rehearsed=drawing.rehearsed,
    )  # fmt: skip
    return End(done, drawing)


def found(post: Post, drawing: Drawing, remote: Remote, now: datetime) -> End:
    """It had arrived. What it showed then is not known: it is drawn anew at once."""
    end = sent(post, drawing, remote, "", now)
    return replace(end, post=replace(end.post, dirty=True))


def found_out(post: Post) -> End:
    """Another run found it out."""
    return End(post, lost=True)


def redrawn(post: Post, drawing: Drawing, shown: str) -> End:
    """The platform shows what is wanted."""
    done = replace(
        post, state=PostState.SENT, shown=shown, lease=None, dirty=False, error="", attempts=0
    )
    return End(done, drawing)


def withdrawn(post: Post, drawing: Drawing) -> End:
    """It is not there, and need not be."""
    return End(replace(post, state=PostState.CANCELLED, lease=None, dirty=False), drawing)


def waiting(post: Post, until: datetime) -> End:
    """Its time has not come; whatever else goes to the same destination need not wait for it."""
    return End(replace(post, state=_rested(post), not_before=until, lease=None, attempts=0))


def let_go(post: Post) -> End:
    """Nothing is claimed for its destination now: it waits as if it had not been claimed, and goes
    first as soon as something is."""
    return End(replace(post, state=_rested(post), lease=None))


def unheard(post: Post, now: datetime) -> End:
    """This run cannot send there now: nothing that goes to the same destination overtakes it."""
    tried = max(1, post.attempts)
    until = now + UNHEARD
    return End(replace(post, state=_rested(post), not_before=until, lease=None, attempts=tried))


def failed(post: Post, drawing: Drawing | None, failure: Exception, now: datetime) -> End:
    """After *failure* a post is retried, looked for, gone, or dead."""
    known = _known(failure)
    # The text of an unexpected error may quote what people wrote.
    error = f"{type(known).__name__}: {known}"[:500] if _typed(known) else type(known).__name__
    tried = replace(post, attempts=post.attempts + 1, error=error)
    if isinstance(known, Uncertain) and post.remote_id is None:
        return End(replace(tried, state=PostState.SENDING), failure=known)
    if isinstance(known, RetryAt | Suspended | Uncertain):
        return End(_again(tried, known, now), failure=known)
    state = PostState.GONE if isinstance(known, Gone) else PostState.DEAD
    ended = replace(tried, state=state, lease=None, dirty=False)
    return End(ended, drawing, known)


def _known(failure: Exception) -> Exception:
    """The store's troubles pass, and nothing was sent while they lasted."""
    return RetryAt(failure.code) if isinstance(failure, STORE) else failure


def _typed(failure: Exception) -> bool:
    return isinstance(failure, RetryAt | Uncertain | Gone | Refused | Suspended)


def _again(post: Post, failure: Exception, now: datetime) -> Post:
    """Sent again when its time has come; an edit repeated does no harm. What an edit without an
    answer has left there is not known: it is repeated even where all is as it was before."""
    told = failure.after if isinstance(failure, RetryAt) else None
    wait = told if told is not None else backoff(post.attempts)
    return replace(
        post, state=_rested(post), lease=None, dirty=post.remote_id is not None,
        shown="" if isinstance(failure, Uncertain) else post.shown,
        not_before=now + timedelta(seconds=wait),
    )  # fmt: skip


def _rested(post: Post) -> PostState:
    return PostState.PENDING if post.remote_id is None else PostState.SENT


def backoff(attempts: int) -> float:
    """Full jitter, from 2 seconds to 15 minutes; an outage of days is no reason to give up."""
    longest = min(LONGEST_BACKOFF, 2.0 * 2 ** min(attempts, 10))
    return random.uniform(0, longest)  # noqa: S311 - no secret
