"""Answers to the question about one's load become intents and lists."""

from collections.abc import Callable, Mapping

from core.followup.commands import AnswerLoad, GiveAway, LoadAnswer, LoadIntent
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import TaskId
from core.kernel.tokens import Token
from core.people.joining import now_is
from core.queries import ListTasks, Query
from core.reading.filled import Filled
from core.reading.typed import kept_key
from core.screens.listing import Chosen, Listing
from core.screens.loads import FIELD
from core.tasks.model import OPEN
from core.tasks.ports import TaskFilter
from core.unit import WorkUnit

Request = LoadIntent | Query


def _list(work: WorkUnit, token: Token, ctx: Context) -> Request:
    """What is open with somebody, as far as the asker sees it."""
    number = now_is(work.people, int(token.value) if token.value.isdecimal() else 0)
    person = work.people.person(number)
    if person is None:
        raise BadInput("stale_button")
    wanted = TaskFilter(owner=number, statuses=OPEN)
    chosen = (Chosen("person", person.name),)
    return ListTasks(wanted, Listing(chosen, kept_key(ctx.key)), f"@{person.handle}")


def _answer(answer: LoadAnswer) -> Callable[[WorkUnit, Token, Context], Request]:
    return lambda work, token, ctx: AnswerLoad(answer)


LOAD_PRESSES: Mapping[str, Callable[[WorkUnit, Token, Context], Request]] = {
    "load_fine": _answer(LoadAnswer.FINE),
    "load_fewer": _answer(LoadAnswer.FEWER),
    "load_talk": _answer(LoadAnswer.TALK),
    "load_list": _list,
}


def read_hand_over(filled: Filled) -> LoadIntent:
    """Each task for which somebody was chosen; BadInput where nobody was."""
    given = []
    for name in filled.names:
        number = name.removeprefix(FIELD)
        if name.startswith(FIELD) and number.isdecimal() and (owner := filled.person(name)):
            given.append((TaskId(int(number)), owner))
    if not given:
        first = next((name for name in filled.names if name.startswith(FIELD)), None)
        raise BadInput("empty_field", field=first)
    return GiveAway(tuple(given))
