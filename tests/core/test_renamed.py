"""Commands that are called otherwise here: our own words follow, those of people never."""

from dataclasses import replace

from core.dispatch.helping import help_page
from core.kernel.errors import BadInput
from core.kernel.locale import Locale, command_name, renamed, renamed_example
from core.queries import Greeting
from core.reading.mentions import read_mention
from core.screens.problems import EXAMPLES, problem
from core.screens.texts_en import TEXTS
from core.screens.views import Reader
from core.screens.words import plain, say
from core.tasks.commands_adding import AddTask
from tests.support.worlds import World

HERE = Locale("en-GB", {"task": "/todo", "project": "/proj"})


def test_every_text_says_the_name_that_holds_here() -> None:
    """No template of the catalogue keeps the name that was given up."""
    for key, text in TEXTS.items():
        said = renamed(text, HERE)
        assert "/task" not in said and "/project" not in said, key
    assert renamed("Type /task, or /project show", HERE) == "Type /todo, or /proj show"
    assert all("/task" not in renamed_example(text, HERE) for text in EXAMPLES.values())


def test_words_of_people_stay() -> None:
    """What comes in as a fact is shown as it was written, and so is an address."""
    line = say("said.saved", HERE, task="Document /task and /project")
    assert line[0].text.startswith("Document /task and /project")  # type: ignore[union-attr]
    assert (
        renamed("https://a.example/task/1 and a/task", HERE)
        == "https://a.example/task/1 and a/task"
    )
    assert renamed_example("/task add Write about /task", HERE) == "/todo add Write about /task"
    assert renamed_example("friday, see /task", HERE) == "friday, see /task"


def test_without_names_nothing_changes() -> None:
    """A plain locale says what the catalogue says."""
    assert plain("answer.stale_button", "en-GB") == TEXTS["answer.stale_button"].replace("`", "")
    assert command_name("task", "en-GB") == "/task"


def test_an_error_shows_the_command_of_here() -> None:
    """Its sentence and its example; a title that says /task is nobody's command."""
    reader = Reader("UTC", HERE)
    shown = problem(BadInput("no_title", example="/task add Rename /task"), reader, "slack")
    assert shown.example == "/todo add Rename /task"
    stale = problem(BadInput("stale_button"), reader, "slack")
    assert "/todo shows" in "".join(part.text for part in stale.lines[0])  # type: ignore[union-attr]


def test_help_is_called_as_here() -> None:
    """Usage, help and example of each verb."""
    page = help_page("task", "add", Reader("UTC", HERE))
    assert page.entries[0].usage == "/todo add <line>"
    assert page.entries[0].example.startswith("/todo add ")


def test_a_mention_knows_the_name_of_here(world: World) -> None:
    """@Chivvy todo add ... is @Chivvy task add ..., and both are understood."""
    ctx = replace(world.context("jon"), locale=HERE)
    for words in ("todo add Renew it", "/todo add Renew it", "task add Renew it"):
        read = world.work(lambda work, words=words: read_mention(work, words, ctx))
        assert isinstance(read, AddTask) and read.draft.title == "Renew it"
    assert world.work(lambda work: read_mention(work, "proj show", ctx)) is None
    assert isinstance(world.work(lambda work: read_mention(work, "hello", ctx)), Greeting)
