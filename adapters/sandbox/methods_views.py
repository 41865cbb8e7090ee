"""views: modals and App Home."""

from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError, invalid
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import View
from adapters.sandbox.wire import view_json


def _spec(call: Call) -> Json:
    spec = call.structure("view", "invalid_arguments")
    if not isinstance(spec, dict):
        raise invalid("invalid_arguments", ["missing required field: view [json-pointer:/view]"])
    # SDKs write absent members as null; Slack takes them for absent.
    return {name: value for name, value in spec.items() if value is not None}


def _answer(call: Call, view: View) -> Json:
    ws = call.backend.ws
    return {"view": view_json(view, ws.app, ws.team)}


def open_view(call: Call) -> Json:
    """Open a modal for whoever has just acted."""
    backend = call.backend
    trigger_id, spec = call.text("trigger_id", "invalid_arguments"), _spec(call)
    user = backend.triggers.exchange(trigger_id)
    return _answer(call, backend.views.open(user, spec))


def push(call: Call) -> Json:
    """Open a modal on top of the one where somebody has just acted."""
    backend = call.backend
    trigger_id, spec = call.text("trigger_id", "invalid_arguments"), _spec(call)
    user = backend.triggers.exchange(trigger_id)
    return _answer(call, backend.views.push(user, spec))


def update(call: Call) -> Json:
    """Replace a view that is open."""
    views = call.backend.views
    if call.text("external_id"):
        view = views.find_external(call.text("external_id"))
    else:
        view = views.find(call.text("view_id", "invalid_arguments"))
    return _answer(call, views.update(view, _spec(call), call.text("hash") or None))


def publish(call: Call) -> Json:
    """Publish somebody's App Home."""
    backend = call.backend
    user = backend.ws.person(call.text("user_id", "invalid_arguments")).id
    features = backend.ws.app.manifest.get("features") or {}
    if not (features.get("app_home") or {}).get("home_tab_enabled", True):
        raise SlackError("not_enabled")
    return _answer(call, backend.views.publish(user, _spec(call), call.text("hash") or None))
