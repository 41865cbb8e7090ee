"""The parts of one running sandbox, gathered for its routes."""

from dataclasses import dataclass

from adapters.sandbox.courier import Courier
from adapters.sandbox.faults import Faults
from adapters.sandbox.foresight import Foresee
from adapters.sandbox.grants import ReplyUrls, Triggers
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.link import Link
from adapters.sandbox.log import Log
from adapters.sandbox.modals import Views
from adapters.sandbox.payloads import Scene
from adapters.sandbox.workspace import Workspace


@dataclass(slots=True)
class Backend:
    """Everything that a route may need. `origin` is known once the server is bound."""

    ws: Workspace
    views: Views
    triggers: Triggers
    urls: ReplyUrls
    link: Link
    courier: Courier
    log: Log
    faults: Faults
    bot_token: str
    app_token: str
    foresee: Foresee | None = None
    origin: str = "http://127.0.0.1"

    def scene(self, user: str) -> Scene:
        """Return who acts."""
        return Scene(self.ws.team, self.ws.app, self.ws.person(user))

    def response_url(self, channel: str, user: str, original: str | None = None) -> str:
        """Return a new response URL, absolute."""
        return f"{self.origin}/response/{self.urls.issue(channel, user, original)}"

    def place(self, channel_id: str) -> str:
        """Name a conversation for the log."""
        channel = self.ws.channels.get(channel_id)
        if channel is None:
            return channel_id
        if not channel.is_im:
            return f"#{channel.name}"
        people = (self.ws.people[p].name for p in sorted(channel.members) if p != self.ws.bot)
        return "DM with " + " and ".join(people)

    def declared(self, feature: str) -> list[Json]:
        """List what the manifest declares: `slash_commands` or `shortcuts`."""
        features = self.ws.app.manifest.get("features") or {}
        return list(features.get(feature) or ())
