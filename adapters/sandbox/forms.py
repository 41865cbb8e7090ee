"""Submitting and closing modals, and what the app answers to it."""

from adapters.sandbox import payloads
from adapters.sandbox.acting import SILENT, Spot, Stage
from adapters.sandbox.backend import Backend
from adapters.sandbox.blocks import find_element
from adapters.sandbox.errors import RefusedError, SlackError
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.link import NoAnswerError
from adapters.sandbox.model import View
from adapters.sandbox.state import STATELESS, chosen, incomplete, set_value


def entered(backend: Backend, stage: Stage, view: View, state: Json) -> View:
    """Keep what the person has typed: block_id to action_id to value."""
    values = view.values
    for block_id, actions in state.items():
        for action_id, value in actions.items():
            element = find_element(view.spec["blocks"], block_id, action_id)
            if element is None or element["type"] in STATELESS:
                raise RefusedError(f"the form has no field {action_id} in block {block_id}")
            suggested = stage.suggested(Spot(view=view), block_id, action_id)
            member = chosen(element, value, suggested)
            values = set_value(values, element, block_id, member)
    return backend.views.enter(view, values)


async def submit(
    backend: Backend, stage: Stage, user: str, view_id: str, state: Json
) -> dict[str, str]:
    """Submit a modal; return the errors per block, empty when it was accepted."""
    view = entered(backend, stage, backend.views.find(view_id, user), state)
    if errors := incomplete(view.spec["blocks"], view.values):
        return errors
    trigger_id = backend.triggers.issue(user)
    payload = payloads.view_submission(backend.scene(user), view, trigger_id)
    try:
        answer = await backend.courier.interaction(payload, view.spec.get("callback_id", ""))
    except NoAnswerError:
        raise RefusedError(SILENT) from None
    try:
        return _respond(backend, view, answer)
    except SlackError as error:
        problems = error.extra.get("errors", "")
        raise RefusedError(f"the app's answer was refused: {error.code} {problems}") from None


def _respond(backend: Backend, view: View, answer: Json) -> dict[str, str]:
    action = answer.get("response_action")
    if action == "errors":
        return _errors(view, answer.get("errors") or {})
    if action == "update":
        backend.views.update(backend.views.find(view.id), answer["view"])
    elif action == "push":
        backend.views.push(view.user, answer["view"])
    elif action == "clear":
        backend.views.clear(view.user)
    elif action is None:
        backend.views.pop(view)
    else:
        raise SlackError("invalid_response_action", errors=[str(action)])
    return {}


def _errors(view: View, errors: dict[str, str]) -> dict[str, str]:
    """Slack shows errors beside input blocks only, and refuses an answer that names others."""
    inputs = {block["block_id"] for block in view.spec["blocks"] if block["type"] == "input"}
    if not errors or set(errors) - inputs:
        raise SlackError("invalid_errors", errors=sorted(set(errors) - inputs))
    return errors


async def close(backend: Backend, user: str, view_id: str, *, cleared: bool) -> None:
    """Close a modal, or the whole stack; the app hears of it if the view asks for that."""
    view = backend.views.find(view_id, user)
    if cleared or view.spec.get("clear_on_close"):
        backend.views.clear(user)
    else:
        backend.views.pop(view)
    if view.spec.get("notify_on_close"):
        payload = payloads.view_closed(backend.scene(user), view, cleared=cleared)
        try:
            await backend.courier.interaction(payload, view.spec.get("callback_id", ""))
        except NoAnswerError:
            raise RefusedError(SILENT) from None
