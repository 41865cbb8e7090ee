"""Modals, stacked per person, and App Homes."""

import secrets
from collections import defaultdict
from dataclasses import replace

from adapters.sandbox.blocks import view_problems, with_ids
from adapters.sandbox.errors import SlackError, invalid
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import View
from adapters.sandbox.state import state_values
from adapters.sandbox.workspace import Workspace

MAX_STACK = 3
"""Source: docs.slack.dev/surfaces/modals"""

MAX_VIEW_BYTES = 250_000
"""Source: docs.slack.dev/reference/methods/views.open (view_too_large)"""


class Views:
    """The views that people have open."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._views: dict[str, View] = {}
        self._stacks: dict[str, list[str]] = defaultdict(list)
        self._homes: dict[str, str] = {}

    def top(self, user: str) -> View | None:
        """Return the modal that a person looks at."""
        stack = self._stacks[user]
        return self._views[stack[-1]] if stack else None

    def home(self, user: str) -> View | None:
        """Return what was published to a person's App Home."""
        return self._views[self._homes[user]] if user in self._homes else None

    def find(self, view_id: str, user: str | None = None) -> View:
        """Find a view that is open (to `user`, if given); `view_not_found` otherwise."""
        view = self._views.get(view_id)
        if view is None or (user is not None and view.user != user):
            raise SlackError("view_not_found")
        return view

    def find_external(self, external_id: str) -> View:
        """Find a view by the id that the app gave it."""
        for view in self._views.values():
            if view.spec.get("external_id") == external_id:
                return view
        raise SlackError("view_not_found")

    def open(self, user: str, spec: Json) -> View:
        """Show a modal in place of the stack that the person has open."""
        spec = self._checked(spec, "modal")
        self.clear(user)
        return self._stack(user, spec, None)

    def push(self, user: str, spec: Json) -> View:
        """Show a modal on top of the one that is open."""
        below = self.top(user)
        if below is None:
            raise SlackError("not_found")
        spec = self._checked(spec, "modal")
        if len(self._stacks[user]) >= MAX_STACK:
            raise SlackError("push_limit_reached")
        return self._stack(user, spec, below)

    def _stack(self, user: str, spec: Json, below: View | None) -> View:
        view_id = self._ws.mint.id("V")
        view = View(
            view_id,
            user,
            spec,
            self._hash(),
            root_id=below.root_id if below else view_id,
            previous_id=below.id if below else None,
            values=state_values(spec["blocks"], {}),
        )
        self._stacks[user].append(view_id)
        return self._keep(view)

    def update(self, view: View, spec: Json, known_hash: str | None = None) -> View:
        """Replace what a view shows; `hash_conflict` when it is not the one that was known."""
        spec = self._checked(spec, view.spec["type"], own=view.id)
        if known_hash and known_hash != view.hash:
            raise SlackError("hash_conflict")
        values = state_values(spec["blocks"], view.values)
        return self._keep(replace(view, spec=spec, hash=self._hash(), values=values))

    def publish(self, user: str, spec: Json, known_hash: str | None = None) -> View:
        """Show a view in a person's App Home."""
        old = self.home(user)
        if old is not None:
            return self.update(old, spec, known_hash)
        spec = self._checked(spec, "home")
        view_id = self._ws.mint.id("V")
        self._homes[user] = view_id
        return self._keep(View(view_id, user, spec, self._hash(), root_id=view_id))

    def enter(self, view: View, values: Json) -> View:
        """Keep what the person has entered so far."""
        entered = replace(view, values=values)
        self._views[view.id] = entered
        return entered

    def pop(self, view: View) -> None:
        """Close a modal and those above it."""
        stack = self._stacks[view.user]
        while view.id in stack:
            del self._views[stack.pop()]
        self._ws.hub.tell("view", {}, [view.user])

    def clear(self, user: str) -> None:
        """Close the whole stack."""
        for view_id in self._stacks.pop(user, []):
            del self._views[view_id]
        self._ws.hub.tell("view", {}, [user])

    def _keep(self, view: View) -> View:
        self._views[view.id] = view
        self._ws.hub.tell("home" if view.spec["type"] == "home" else "view", {}, [view.user])
        return view

    def _hash(self) -> str:
        return f"{self._ws.mint.seconds()}.{secrets.token_hex(4)}"

    def _checked(self, spec: Json, kind: str, own: str | None = None) -> Json:
        if problems := view_problems(spec):
            raise invalid("invalid_arguments", problems)
        if spec["type"] != kind:
            raise invalid("invalid_arguments", [f"a {kind} view is expected [json-pointer:/view]"])
        if len(str(spec)) > MAX_VIEW_BYTES:
            raise SlackError("view_too_large")
        external = spec.get("external_id")
        for view in self._views.values():
            if external and view.id != own and view.spec.get("external_id") == external:
                raise SlackError("duplicate_external_id")
        return {**spec, "blocks": with_ids(spec["blocks"], lambda: self._ws.mint.id("b"))}
