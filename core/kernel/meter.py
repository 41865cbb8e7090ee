"""What a run measures of itself. Labels are words of our own, few and fixed: no ids, no texts."""

from typing import Protocol


class Meter(Protocol):
    """Told by the product as it works; ``bot/metrics.py`` shows it to whoever runs it."""

    def post(self, kind: str, outcome: str) -> None:
        """What became of one try at a post."""
        ...

    def said(self, kind: str, late: float) -> None:
        """A message went out, so many seconds after its time had come."""
        ...

    def answered(self, surface: str, seconds: float) -> None:
        """Somebody who waited was answered."""
        ...

    def event(self, outcome: str) -> None:
        """What became of one try at an event of the inbox."""
        ...

    def breaker(self, outcome: str) -> None:
        """An installation takes nothing, or takes something again."""
        ...


class Unmeasured:
    """Nobody looks."""

    def post(self, kind: str, outcome: str) -> None: ...
    def said(self, kind: str, late: float) -> None: ...
    def answered(self, surface: str, seconds: float) -> None: ...
    def event(self, outcome: str) -> None: ...
    def breaker(self, outcome: str) -> None: ...
