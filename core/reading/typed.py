"""A command being read: its words, who typed them, and the unit to look names up in."""

from hashlib import sha256

from core.kernel.context import Context
from core.kernel.refs import TaskId
from core.kernel.values import dataclass
from core.language.line import read_line
from core.language.model import LineReading
from core.reading.names import task_in
from core.unit import WorkUnit


@dataclass(frozen=True, slots=True)
class Typed:
    """A line being read: the unit to look names up in, who typed it, and the words."""

    work: WorkUnit
    ctx: Context
    text: str

    def task(self, example: str) -> tuple[TaskId, str]:
        """The task meant, and the rest of the words."""
        return task_in(self.work, self.text, self.ctx, example)

    def line(self, text: str) -> LineReading:
        """*text* as a task line of the asker."""
        ctx, prefix = self.ctx, self.work.people.workspace().prefix
        return read_line(text, now=ctx.now, zone=ctx.zone, locale=ctx.locale, prefix=prefix)


def kept_key(key: str) -> str:
    """The short name under which typed text is kept for a later button."""
    return sha256(key.encode()).hexdigest()[:16]
