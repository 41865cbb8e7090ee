"""What people ask without changing anything; answered by ``dispatch.look`` on a reader."""

from dataclasses import field

from core.kernel.refs import PersonId, ProjectId, Ref, TaskId
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.screens.listing import Listing
from core.tasks.ports import TaskFilter
from core.tasks.several import ActOnMany


@dataclass(frozen=True, slots=True)
class ShowTask:
    """Everything about a task, privately."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class MyList:
    """Mine, and waiting for me."""


@dataclass(frozen=True, slots=True)
class ListTasks:
    """The tasks that all filters fit, a page at a time; ``typed`` are the words that asked."""

    wanted: TaskFilter
    listing: Listing = field(default_factory=Listing)
    typed: str = ""

    @property
    def asked(self) -> str:
        """The words of the command, to be read again for another page."""
        return f"{'search' if self.listing.search else 'list'} {self.typed}"


@dataclass(frozen=True, slots=True)
class ForeseeMany:
    """What an act on several tasks would do; *listed* and *mine*: the list they were ticked on."""

    many: ActOnMany
    listed: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """The verbs, or one of them."""

    command: str
    verb: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownVerb:
    """A word that is no verb; ``near`` are the likeliest. ``kept`` finds the typed text again."""

    command: str
    word: str
    near: tuple[str, ...]
    typed: str
    kept: str = ""
    task: TaskId | None = None
    rest: str = ""
    """What was typed behind the task's number."""


@dataclass(frozen=True, slots=True)
class ChooseTask:
    """A reply that may be about any of these; *kept* is where its words wait."""

    tasks: tuple[TaskId, ...]
    kept: str


@dataclass(frozen=True, slots=True)
class ReadThread:
    """What was agreed in the thread where this was typed; None outside threads."""

    thread: str | None
    one: bool = False
    """Whether one message of it was meant: the one above, or the first."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """Hello, or a question: three lines with one example."""


@dataclass(frozen=True, slots=True)
class ShowProject:
    """How a project stands."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class ListProjects:
    """All projects that the asker may see, a line each; *words* narrow them by key or name."""

    words: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class DigestNow:
    """The project's digest, privately, with a button to post it."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form, by its token, with words typed so far."""

    token: Token
    typed: str = ""


@dataclass(frozen=True, slots=True)
class FormButton:
    """A private answer with a button that opens the form: where no form can be opened at once."""

    token: Token
    text: str


@dataclass(frozen=True, slots=True)
class ChoosePerson:
    """Several people fit the name or (*name* is empty) are named, or a group is: one, please."""

    task: TaskId
    name: str
    candidates: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something in the brief doesn't fit: which task, or what about it."""

    task: TaskId | None = None


@dataclass(frozen=True, slots=True)
class ListLeft:
    """What somebody who has left had, as far as the asker decides about it, one by one."""

    of: PersonId


@dataclass(frozen=True, slots=True)
class ShowAdmins:
    """Who is admin, and whether messages go out."""


@dataclass(frozen=True, slots=True)
class WhyThis:
    """Why a message came."""

    subject: Ref | None
    post: int | None


@dataclass(frozen=True, slots=True)
class History:
    """What happened to a task, newest first, a page at a time."""

    task: TaskId
    page: int = 0


@dataclass(frozen=True, slots=True)
class DraftReminder:
    """A few words to send to somebody outside; nothing is sent."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class AskAfter:
    """How a task stood when it was last heard of, before anybody is nudged."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class AboutMe:
    """What others can read of the asker, and what is kept."""


@dataclass(frozen=True, slots=True)
class FirstTasks:
    """What to do first, and why."""


@dataclass(frozen=True, slots=True)
class ShowHome:
    """One's home as a message."""


Query = (
    ShowTask | MyList | ListTasks | ForeseeMany | Help | UnknownVerb | Greeting | ReadThread
    | ChooseTask | ShowProject | ListProjects | DigestNow | OpenForm | FormButton | ChoosePerson
    | Unfit | WhyThis | History | AskAfter | DraftReminder | AboutMe | FirstTasks | ShowHome
    | ShowAdmins | ListLeft
)  # fmt: skip
