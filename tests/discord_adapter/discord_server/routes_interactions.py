"""How the app answers what people do: the callback, and the webhook that follows for 15 minutes.

Source: docs.discord.com/developers/interactions/receiving-and-responding.
"""

from datetime import timedelta
from typing import Final

from tests.discord_adapter.discord_server import bodies, modals, posting
from tests.discord_adapter.discord_server.errors import Problems, refusal
from tests.discord_adapter.discord_server.model import (
    EPHEMERAL,
    LOADING,
    Interaction,
    Json,
    Message,
)
from tests.discord_adapter.discord_server.rest import Answer, Call, Routes
from tests.discord_adapter.discord_server.state import State

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
"""Types of interactions."""
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
"""Types of callbacks."""
ACK_SECONDS: Final = 3.0
TOKEN_SECONDS: Final = 15 * 60.0
CHOICES_MOST: Final = 25

ALLOWED: Final = {
    COMMAND: (MESSAGE, DEFERRED, MODAL),
    COMPONENT: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE),
}
"""Which callbacks answer which interaction; updates only where a message was pressed."""


def routes() -> Routes:
    """The routes of this module."""
    hook = "/webhooks/{webhook_id}/{webhook_token}"
    original, one = f"{hook}/messages/@original", f"{hook}/messages/{{message_id}}"
    return {
        "POST /interactions/{interaction_id}/{interaction_token}/callback": _callback,
        f"POST {hook}": _follow_up,
        f"GET {original}": _get,
        f"PATCH {original}": _edit,
        f"DELETE {original}": _delete,
        f"GET {one}": _get,
        f"PATCH {one}": _edit,
        f"DELETE {one}": _delete,
    }


def _callback(call: Call) -> Answer:
    state = call.state
    found = state.interactions.get(call.path["interaction_id"])
    if found is None or found.token != call.path["interaction_token"]:
        raise refusal(10062)
    if found.acknowledged is not None:
        raise refusal(40060)
    took = state.elapsed() - found.began
    if took > ACK_SECONDS:
        raise refusal(10062)
    kind, data = _kind(found, call.body), call.body.get("data") or {}
    _APPLY[kind](state, found, data)
    found.acknowledged, found.took = kind, took
    state.bell.ring()
    if call.query.get("with_response", "").lower() in ("1", "true"):
        return 200, _response(state, found)
    return 204, None


def _kind(found: Interaction, body: Json) -> int:
    """The callback's type, which has to fit the interaction."""
    kind, allowed = body.get("type"), ALLOWED[found.kind]
    fits = kind in allowed and (kind not in (DEFERRED_UPDATE, UPDATE) or found.message)
    problems = Problems()
    if not fits:
        told = f"Value must be one of {allowed}."
        problems.add(("type",), "BASE_TYPE_CHOICES", told)
    problems.refuse()
    return int(kind or 0)


def _say(state: State, found: Interaction, data: Json) -> None:
    bodies.check(data, within=("data",))
    found.original = _post(state, found, data, private=bool(data.get("flags", 0) & EPHEMERAL))


def _think(state: State, found: Interaction, data: Json) -> None:
    private = bool(data.get("flags", 0) & EPHEMERAL)
    made = _post(state, found, {}, private=private, flags=LOADING)
    found.original = made


def _post(
    state: State, found: Interaction, data: Json, *, private: bool, flags: int = 0
) -> Message:
    kind = 20 if found.kind == COMMAND else 19 if found.message else 0
    if found.data.get("type") in (2, 3):
        kind = 23
    body = dict(data)
    if kind == 19 and found.message is not None and not found.message.ephemeral:
        body["message_reference"] = {"message_id": found.message.id}
    made = posting.post(
        state, found.channel, state.app.bot, body, kind=kind, interaction=found,
        only_for=found.user if private else None,
    )  # fmt: skip
    made.flags |= flags
    return made


def _keep(state: State, found: Interaction, data: Json) -> None:
    found.original = found.message


def _update(state: State, found: Interaction, data: Json) -> None:
    assert found.message is not None
    bodies.check(data, found.message, within=("data",))
    found.original = found.message
    posting.edit(state, found.message, data)


def _choose(state: State, found: Interaction, data: Json) -> None:
    problems = Problems("data")
    choices = data.get("choices") or []
    if len(choices) > CHOICES_MOST:
        problems.length(("choices",), 0, CHOICES_MOST)
    for place, choice in enumerate(choices):
        for name in ("name", "value"):
            text = choice.get(name)
            if isinstance(text, str) and not 1 <= len(text) <= 100:
                problems.length(("choices", place, name), 1, 100)
    problems.refuse()
    found.choices = choices


def _show_modal(state: State, found: Interaction, data: Json) -> None:
    problems = Problems("data")
    modals.check(data, problems)
    problems.refuse()
    found.modal = data


_APPLY = {
    MESSAGE: _say, DEFERRED: _think, DEFERRED_UPDATE: _keep, UPDATE: _update, CHOICES: _choose,
    MODAL: _show_modal,
}  # fmt: skip


def _response(state: State, found: Interaction) -> Json:
    """What `with_response` brings: the message only where one was made or changed."""
    told: Json = {"id": found.id, "type": found.kind}
    if found.original is not None:
        told["response_message_id"] = found.original.id
        told["response_message_loading"] = found.original.thinking
        told["response_message_ephemeral"] = found.original.ephemeral
    if found.acknowledged not in (MESSAGE, UPDATE) or found.original is None:
        return {"interaction": told}
    message = state.message_json(found.original)
    return {"interaction": told, "resource": {"type": found.acknowledged, "message": message}}


def of_token(state: State, token: str, app_id: str) -> Interaction:
    """The interaction behind a webhook's token, if it was answered less than 15 minutes ago."""
    found = state.tokens.get(token)
    if found is None or app_id != state.app.id or found.acknowledged is None:
        raise refusal(10015)
    older = state.now() - found.at > timedelta(seconds=TOKEN_SECONDS)
    if older or state.elapsed() - found.began > TOKEN_SECONDS:
        raise refusal(50027)
    return found


def _interaction(call: Call) -> Interaction:
    return of_token(call.state, call.path["webhook_token"], call.path["webhook_id"])


def _follow_up(call: Call) -> Answer:
    """The first one after a deferral is the answer that was waited for."""
    found = _interaction(call)
    bodies.check(call.body)
    waiting = found.original
    if waiting is not None and waiting.thinking and not waiting.deleted:
        _complete(call.state, waiting, call.body)
        return 200, call.state.message_json(waiting)
    private = bool(call.body.get("flags", 0) & EPHEMERAL)
    made = posting.post(
        call.state, found.channel, call.state.app.bot, call.body, interaction=found,
        only_for=found.user if private else None,
    )  # fmt: skip
    found.followups.append(made)
    return 200, call.state.message_json(made)


def _complete(state: State, message: Message, body: Json) -> None:
    """Put the answer where it was waited for; it pings, unlike an edit."""
    message.flags &= ~LOADING
    posting.edit(state, message, body, first=True)


def _message_of(call: Call, found: Interaction) -> Message:
    named = call.path.get("message_id", "@original")
    mine = [one for one in (found.original, *found.followups) if one is not None]
    for one in mine:
        if named == one.id or (named == "@original" and one is found.original):
            if one.deleted:
                break
            return one
    raise refusal(10008)


def _get(call: Call) -> Answer:
    return 200, call.state.message_json(_message_of(call, _interaction(call)))


def _edit(call: Call) -> Answer:
    message = _message_of(call, _interaction(call))
    bodies.check(call.body, message)
    if message.thinking:
        _complete(call.state, message, call.body)
    else:
        posting.edit(call.state, message, call.body)
    return 200, call.state.message_json(message)


def _delete(call: Call) -> Answer:
    posting.remove(call.state, _message_of(call, _interaction(call)))
    return 204, None
