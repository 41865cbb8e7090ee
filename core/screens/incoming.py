"""Offers: what somebody is asked who wants to be asked first, and what the others hear of it."""

from core.kernel.events import Verb
from core.kernel.refs import PersonId
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
    asked = PersonId(int(it.notice.wanted.slot.split("@")[1]))
    press, name = it.press, it.name(asked)
    if it.task.offered_to != asked:
        key = "told.offer_taken" if it.task.owner == asked else "told.offer_no_more"
        return Question((it.say(key, name=name),), (press("show"),))
    return Question(
        (it.say("told.offer_open", name=name),), (press("assign"), press("claim"), press("show"))
    )


def offer_declined(it: Matter) -> Question:
    """Who offered it hears that it was not taken."""
    event = it.last(Verb.OFFER_DECLINED)
    keys = "told.offer_declined", "told.offer_declined_owned"
    return _untaken(it, keys, event.actor if event else None)


def offer_ended(it: Matter) -> Question:
    """Who offered it hears that nobody took it, and that it is offered no more."""
    event = it.last(Verb.OFFER_ENDED)
    asked = event.before.get("offered_to") if event else None
    keys = "told.offer_ended", "told.offer_ended_owned"
    return _untaken(it, keys, PersonId(asked) if isinstance(asked, int) else None)


def _untaken(it: Matter, keys: tuple[str, str], asked: PersonId | None) -> Question:
    """Somebody else; or, with the second of *keys*, who had it goes on."""
    press, had = it.press, it.notice.wanted.slot.partition("|")[2]
    owner = PersonId(int(had)) if had else None
    line = it.say(keys[owner is not None], name=it.name(asked), owner=it.name(owner))
    claim = () if it.task.owner else (press("claim"),)
    return Question((line,), (press.main("assign"), *claim, press("show")))
