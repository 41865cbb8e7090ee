"""Whose turn it is: every destination gets one message before any gets its next."""

from collections.abc import Sequence

from core.screens.delivery import Lane, Post

MOST = 5000
"""Destinations that are remembered; with more that wait at once, the longest waiting come first."""


class Turns:
    """The destinations that had their turn, while there are more than can be sent to at once."""

    def __init__(self) -> None:
        self.served: frozenset[Lane] = frozenset()

    def took(self, posts: Sequence[Post], room: int) -> None:
        """These were claimed, of at most *room*."""
        lanes = frozenset((post.workspace, post.lane) for post in posts)
        if len(posts) < room or len(self.served) > MOST:
            self.served = frozenset()  # Nobody was left out.
        elif again := lanes & self.served:
            self.served = again  # All others had theirs: the next round has begun.
        else:
            self.served |= lanes
