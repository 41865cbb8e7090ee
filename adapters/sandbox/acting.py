"""What people do with the app: commands, elements, shortcuts, forms."""

from dataclasses import dataclass

from adapters.sandbox import payloads
from adapters.sandbox.backend import Backend
from adapters.sandbox.blocks import find_element, option_problems
from adapters.sandbox.compose import command_text
from adapters.sandbox.errors import RefusedError, SlackError
from adapters.sandbox.grants import Reply
from adapters.sandbox.jsontypes import Blocks, Json
from adapters.sandbox.link import NoAnswerError
from adapters.sandbox.model import Channel, Message, View
from adapters.sandbox.own_commands import OWN
from adapters.sandbox.replies import speak
from adapters.sandbox.state import STATELESS, action, chosen, set_value, state_values

SILENT = "dispatch_failed: the app did not answer within 3 s"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an element stands: a message of a channel, or a view."""

    channel: Channel | None = None
    message: Message | None = None
    view: View | None = None

    @property
    def key(self) -> str:
        """Identify the spot among all messages and views."""
        return self.view.id if self.view else f"{self.message and self.message.ts}"


class Stage:
    """Carries out what people do. `suggested` are options that external selects were offered."""

    def __init__(self, backend: Backend) -> None:
        self._b = backend
        self._suggested: dict[tuple[str, str, str], dict[str, Json]] = {}
        self._chosen: dict[tuple[str, str], Json] = {}

    async def command(self, user: str, channel_id: str, line: str) -> None:
        """Type a slash command; the acknowledgement is the private answer."""
        ws = self._b.ws
        channel = ws.channel_for(user, channel_id)
        name, _, rest = line.strip().partition(" ")
        if name in OWN:
            OWN[name](ws, user, channel, rest)
            return
        declared = {one["command"]: one for one in self._b.declared("slash_commands")}
        if name not in declared:
            known = ", ".join(sorted(declared)) or "none: the manifest declares no command"
            own = ", ".join(OWN)
            raise RefusedError(f"{name} is not a command here. Try one of: {known}, {own}")
        escape = bool(declared[name].get("should_escape", False))
        text = command_text(ws, user, rest.strip(), should_escape=escape)
        payload = payloads.slash_command(
            self._b.scene(user),
            channel,
            name,
            text,
            self._b.triggers.issue(user),
            self._b.response_url(channel.id, user),
        )
        try:
            answer = await self._b.courier.command(payload)
        except NoAnswerError:
            raise RefusedError(SILENT) from None
        self._answered(user, channel, answer)

    def _answered(self, user: str, channel: Channel, answer: Json) -> None:
        if not answer.get("text") and not answer.get("blocks"):
            return
        now = self._b.ws.clock.now()
        try:
            speak(self._b, Reply(channel.id, user, now), answer)
        except SlackError as error:
            problems = "; ".join(error.extra.get("errors", ()))  # type: ignore[arg-type]
            raise RefusedError(f"the app's answer was refused: {error.code} {problems}") from None

    def spot(self, user: str, container: Json) -> Spot:
        """Find where an element stands, as the person sees it."""
        if container.get("type") == "view":
            return Spot(view=self._b.views.find(str(container.get("view_id")), user))
        channel = self._b.ws.channel_for(user, str(container.get("channel")))
        ts = str(container.get("ts"))
        return Spot(channel, self._b.ws.seen_by(user, channel.id, ts))

    def _blocks(self, spot: Spot) -> Blocks:
        if spot.view:
            return list(spot.view.spec["blocks"])
        return spot.message.blocks if spot.message else []

    def _element(self, spot: Spot, block_id: str, action_id: str) -> Json:
        element = find_element(self._blocks(spot), block_id, action_id)
        if element is None:
            raise RefusedError(f"there is no element {action_id} in block {block_id} any more")
        return element

    async def act(
        self, user: str, spot: Spot, block_id: str, action_id: str, value: object
    ) -> None:
        """Use an element; the app hears of it as block_actions."""
        element = self._element(spot, block_id, action_id)
        suggested = self._suggested.get((spot.key, block_id, action_id), {})
        done = action(element, block_id, value, self._b.ws.mint.ts(), suggested)
        if element["type"] not in STATELESS:
            spot = self._remember(user, spot, element, block_id, value)
        if _quiet(self._blocks(spot), block_id):
            return
        trigger_id = self._b.triggers.issue(user)
        where = self._where(user, spot)
        payload = payloads.block_actions(self._b.scene(user), where, done, trigger_id)
        try:
            await self._b.courier.interaction(payload, action_id)
        except NoAnswerError:
            raise RefusedError(SILENT) from None

    def _remember(self, user: str, spot: Spot, element: Json, block_id: str, value: object) -> Spot:
        suggested = self._suggested.get((spot.key, block_id, element["action_id"]), {})
        member = chosen(element, value, suggested)
        if spot.view:
            values = set_value(spot.view.values, element, block_id, member)
            return Spot(view=self._b.views.enter(spot.view, values))
        earlier = self._chosen.get((user, spot.key), {})
        self._chosen[user, spot.key] = set_value(earlier, element, block_id, member)
        return spot

    def _where(self, user: str, spot: Spot) -> Json:
        scene = self._b.scene(user)
        if spot.view:
            return payloads.in_view(scene, spot.view)
        if spot.message is None or spot.channel is None:
            raise RefusedError("the message is not there any more")
        channel, message = spot.channel, spot.message
        values = state_values(message.blocks, self._chosen.get((user, spot.key), {}))
        return {
            **payloads.in_message(scene, channel, message),
            "state": {"values": values},
            "response_url": self._b.response_url(channel.id, user, message.ts),
        }

    async def shortcut(self, user: str, channel_id: str, ts: str, callback_id: str) -> None:
        """Use a message shortcut; the app hears of it as message_action."""
        if callback_id not in [one.get("callback_id") for one in self._b.declared("shortcuts")]:
            raise RefusedError(f"the manifest declares no shortcut {callback_id}")
        ws = self._b.ws
        channel = ws.channel_for(user, channel_id)
        message = ws.message(channel.id, ts)
        payload = payloads.message_action(
            self._b.scene(user),
            channel,
            message,
            callback_id,
            self._b.triggers.issue(user),
            self._b.response_url(channel.id, user, message.ts),
            ws.mint.ts(),
        )
        try:
            await self._b.courier.interaction(payload, callback_id)
        except NoAnswerError:
            raise RefusedError(SILENT) from None

    async def options(
        self, user: str, spot: Spot, block_id: str, action_id: str, query: str
    ) -> list[Json]:
        """Ask the app for the options of an external select."""
        self._element(spot, block_id, action_id)
        scene = self._b.scene(user)
        where = self._where(user, spot)
        where.pop("response_url", None)
        payload = payloads.block_suggestion(scene, where, block_id, action_id, query)
        try:
            answer = await self._b.courier.interaction(payload, action_id)
        except NoAnswerError:
            raise RefusedError(SILENT) from None
        if problems := option_problems(answer):
            raise RefusedError(f"the app's options were refused: {'; '.join(problems)}")
        groups = answer.get("option_groups") or []
        found = [*answer.get("options", []), *(o for group in groups for o in group["options"])]
        known = self._suggested.setdefault((spot.key, block_id, action_id), {})
        known.update({option["value"]: option for option in found})
        return found

    def suggested(self, spot: Spot, block_id: str, action_id: str) -> dict[str, Json]:
        """Return the options that an external select was offered so far."""
        return self._suggested.get((spot.key, block_id, action_id), {})


def _quiet(blocks: Blocks, block_id: str) -> bool:
    """Tell whether the app hears of a choice only when the form is submitted."""
    block = next(block for block in blocks if block["block_id"] == block_id)
    return block["type"] == "input" and not block.get("dispatch_action", False)
