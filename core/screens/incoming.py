"""Offers: what somebody is asked who wants to be asked first, and what the others hear of it."""

from core.kernel.events import Verb
from core.screens.confirming import Answer, Told
from core.screens.matters import Matter, Question
from core.screens.telling import soon


def offer(it: Told) -> Answer:
    """Who wants to be asked first is asked; until then it stays as it is."""
    asked = it.task.offered_to
    assert asked is not None  # noqa: S101 - who calls has looked
    return Answer((it.say("offered", name=it.name(asked)), soon(it.scene, asked, it.task)))


def offered(it: Matter) -> Question:
    """Will you take it? No reason is asked for a no."""
    press = it.press
    return Question(
        (
            it.say("ask.offered", name=it.name(it.task.requester)),
            it.say("ask.its_date", due=it.due()) if it.task.due else (),
            it.waits(),
        ),
        (press.main("take_offer"), press("decline_offer"), press("show")),
        press.many("note"),
    )


def offer_open(it: Matter) -> Question:
    """Who offered it hears once that there is no answer so far."""
    name = it.name(it.task.offered_to)
    press = it.press
    return Question(
        (it.say("told.offer_open", name=name),), (press("assign"), press("claim"), press("show"))
    )


def offer_declined(it: Matter) -> Question:
    """Who asked for it hears that it was not taken."""
    event = it.last(Verb.OFFER_DECLINED)
    press = it.press
    return Question(
        (it.say("told.offer_declined", name=it.name(event.actor if event else None)),),
        (press.main("assign"), press("claim"), press("show")),
    )
