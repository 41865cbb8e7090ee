"""Leave: whole dates on which a person does not work, and who answers meanwhile."""

from datetime import date

from core.kernel.refs import PersonId
from core.kernel.values import dataclass


@dataclass(frozen=True, slots=True)
class Leave:
    """From *first* to *last*, both included, in the person's zone. ValueError when reversed."""

    first: date
    last: date
    cover: PersonId | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("leave ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
