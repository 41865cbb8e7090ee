"""The breaker: opened by what says that a platform is away, closed by what it takes."""

import pytest

from core.kernel.refs import InstallationId, WorkspaceId
from core.screens.delivery import Door
from core.screens.messenger import Gone, Refused, RetryAt, Suspended, Uncertain
from scheduler.breaker import IN_A_ROW, LONGEST, Breakers

HERE: Door = (WorkspaceId(1), InstallationId(7))


class Told:
    """A meter that remembers what breakers did, and a clock of its own."""

    def __init__(self) -> None:
        self.now = 0.0
        self.outcomes: list[str] = []

    def elapsed(self) -> float:
        return self.now

    def breaker(self, outcome: str) -> None:
        self.outcomes.append(outcome)

    def post(self, kind: str, outcome: str) -> None: ...
    def said(self, kind: str, late: float) -> None: ...
    def answered(self, surface: str, seconds: float) -> None: ...
    def event(self, outcome: str) -> None: ...


@pytest.fixture
def told() -> Told:
    """A second hand that is moved by hand."""
    return Told()


@pytest.fixture
def breakers(told: Told) -> Breakers:
    """Of a run that has sent nothing yet; a platform is asked after 30 seconds."""
    return Breakers(told.elapsed, told, 30.0)


def fails(breakers: Breakers, failure: Exception, times: int = IN_A_ROW) -> None:
    """The platform answers so many posts in this way."""
    for _ in range(times):
        breakers.failed(HERE, "slack", "T1", failure)


@pytest.mark.parametrize("failure", [RetryAt("ClientConnectorError"), Uncertain("503")])
def test_what_is_away_opens_it(breakers: Breakers, failure: Exception) -> None:
    """Five failures in a row, be it the network or the platform; four are chance."""
    fails(breakers, failure, IN_A_ROW - 1)
    assert breakers.closed
    fails(breakers, failure, 1)
    assert not breakers.closed
    assert breakers.shut() == {HERE}
    assert not breakers.open_to(HERE)


@pytest.mark.parametrize("failure", [RetryAt("429", 30.0), Gone("is_archived"), Refused("no")])
def test_an_answer_is_a_sign_of_life(breakers: Breakers, failure: Exception) -> None:
    """A limit, a closed channel or a refused payload says that the platform is there."""
    fails(breakers, Uncertain("503"), IN_A_ROW - 1)
    fails(breakers, failure, 1)
    fails(breakers, Uncertain("503"), IN_A_ROW - 1)
    assert breakers.closed


def test_a_refused_token_opens_it_at_once(breakers: Breakers) -> None:
    """The store stops its posts by itself; it is asked whether the token is taken again."""
    fails(breakers, Suspended("token_revoked"), 1)
    assert not breakers.closed
    assert breakers.shut() == frozenset()


def test_it_is_asked_now_and_again(breakers: Breakers, told: Told) -> None:
    """After half a minute, then ever more seldom, up to five minutes."""
    fails(breakers, Uncertain("503"))
    asked = 0
    for _ in range(3600):
        told.now += 1.0
        for question in breakers.due():
            asked += 1
            breakers.still_away(question.door)
    longest = LONGEST * 30.0 * 1.2
    assert 3600 / longest <= asked <= 3600 / (longest / 1.5) + 6


def test_one_post_at_a_time_until_one_arrives(breakers: Breakers, told: Told) -> None:
    """Half open: it answers, and what is sent next decides."""
    fails(breakers, Uncertain("503"))
    told.now += 60.0
    [question] = breakers.due()
    breakers.answers(question.door)
    assert breakers.closed and breakers.trying() == {HERE} and breakers.shut() == frozenset()
    breakers.took(HERE)
    assert not breakers.trying()
    assert told.outcomes == ["opened", "closed"]


def test_one_failure_opens_it_again(breakers: Breakers, told: Told) -> None:
    """It answered, but takes nothing after all."""
    fails(breakers, Uncertain("503"))
    told.now += 60.0
    breakers.answers(HERE)
    fails(breakers, Uncertain("503"), 1)
    assert breakers.shut() == {HERE}
    assert not breakers.trying()


def test_nothing_to_send_is_no_trial_for_ever(breakers: Breakers, told: Told) -> None:
    """Where nothing is sent for half a minute, the others are not held back."""
    fails(breakers, Uncertain("503"))
    told.now += 60.0
    breakers.answers(HERE)
    told.now += 31.0
    assert not breakers.trying()
