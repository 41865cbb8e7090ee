"""What has been found in a line so far; the tokens that were taken become fences."""

from core.kernel.refs import TaskId
from core.language.context import Context
from core.language.model import DueReading, Mention, Span
from core.language.recurrence import Repeat
from core.language.tokens import Kind, Token
from core.language.whens import When


class Sheet:
    """The working sheet of one line."""

    __slots__ = (
        "after",
        "c",
        "check_on",
        "criteria",
        "labels",
        "owner_at", "owners",
        "repeat",
        "spans",
        "text",
        "tokens",
        "values",
        "verifier",
        "waiting_for",
        "when",
    )  # fmt: skip

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.c = context
        self.tokens: list[Token] = context.tokens
        self.spans: list[Span] = []
        self.values: dict[str, object] = {}
        self.owners: list[Mention] = []
        self.owner_at = -1
        self.labels: list[str] = []
        self.after: list[TaskId] = []
        self.criteria: list[str] = []
        self.verifier: Mention | None = None
        self.waiting_for: str | None = None
        self.check_on: DueReading | None = None
        self.when: When | None = None
        self.repeat: Repeat | None = None

    def take(self, i: int, j: int, field: str) -> None:
        """The tokens [i, j) are *field*; groups of which they are a part go with them."""
        while i in self.c.inner:
            i -= 1
        while j in self.c.inner:
            j += 1
        start, end = self.tokens[i].start, self.tokens[j - 1].end
        self.spans.append(Span(start, end, field, self.text[start:end]))
        for k in range(i, j):
            self.c.fence(k, Kind.FIELD)
        if (
            i
            and j < len(self.tokens)
            and self.tokens[i - 1].text + self.tokens[j].text in {"()", "[]", "**", "__", "~~"}
        ):
            self.spend(i - 1)
            self.spend(j)

    def spend(self, i: int) -> None:
        """The mark at *i* only joined a field to the rest."""
        token = self.tokens[i]
        self.spans.append(Span(token.start, token.end, "mark", token.text))
        self.c.fence(i, Kind.SPENT)

    def text_of(self, field: str) -> str | None:
        """The value of *field* when it is text."""
        value = self.values.get(field)
        return value if isinstance(value, str) else None

    def number_of(self, field: str) -> int | None:
        """The value of *field* when it is a number."""
        value = self.values.get(field)
        return value if isinstance(value, int) else None
