"""A person's hands on the app: commands, buttons, selects, forms, menus."""

import secrets
from collections.abc import Mapping, Sequence

from tests.discord_adapter.discord_server import chosen, flat, offered, payloads, permissions
from tests.discord_adapter.discord_server.commands import MESSAGE, USER
from tests.discord_adapter.discord_server.model import (
    Channel,
    Interaction,
    Json,
    Message,
    User,
)
from tests.discord_adapter.discord_server.offered import CannotDo
from tests.discord_adapter.discord_server.outcomes import NO_ANSWER, Outcome
from tests.discord_adapter.discord_server.routes_interactions import (
    ACK_SECONDS,
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DEFERRED,
    MODAL_SUBMIT,
)
from tests.discord_adapter.discord_server.state import State


class Using:
    """Needs `state`. Each returns once the app acknowledged, and its deferred answer is there."""

    state: State

    async def slash(
        self,
        user: User,
        channel: Channel,
        name: str,
        options: Mapping[str, object] | None = None,
        *,
        deferred: bool = True,
    ) -> Outcome:
        """Use a slash command such as "task add"; options by their names.

        Without `deferred` it returns at the acknowledgement.
        """
        data = offered.command(self.state, user, channel, name, dict(options or {}))
        return await self._use(COMMAND, user, channel, data, deferred=deferred)

    async def autocomplete(
        self,
        user: User,
        channel: Channel,
        name: str,
        focused: str,
        text: str = "",
        options: Mapping[str, object] | None = None,
    ) -> Outcome:
        """Type into an option that autocompletes; the outcome's `choices` are what it offers."""
        typed = {**(options or {}), focused: text}
        data = offered.command(self.state, user, channel, name, typed, focused=focused)
        return await self._use(AUTOCOMPLETE, user, channel, data)

    async def context(
        self, user: User, target: Message | User, name: str, channel: Channel | None = None
    ) -> Outcome:
        """Use a menu entry on a message, or on a person in a channel."""
        if isinstance(target, Message):
            where = target.channel
            self._require_seen(user, target)
            data = offered.menu(self.state, user, where, name, MESSAGE)
            data |= payloads.message_target(self.state, target)
        else:
            if channel is None:
                raise CannotDo("a person's menu is opened in a channel")
            where = channel
            data = offered.menu(self.state, user, where, name, USER)
            data |= payloads.user_target(target, where)
        return await self._use(COMMAND, user, where, data)

    async def press(
        self, message: Message, button: str, user: User, *, deferred: bool = True
    ) -> Outcome:
        """Press a button, named by what is written on it or by its custom_id."""
        self._require_seen(user, message)
        found = chosen.button(message, button)
        data = {"custom_id": found["custom_id"], "component_type": flat.BUTTON, "id": found["id"]}
        return await self._use(
            COMPONENT, user, message.channel, data, message=message, deferred=deferred
        )

    async def select(
        self,
        message: Message,
        values: Sequence[object] | object,
        user: User,
        *,
        which: str | None = None,
        deferred: bool = True,
    ) -> Outcome:
        """Choose in a select: options by label or value, or people, roles, channels.

        `which` is its placeholder or custom_id where there are several.
        """
        self._require_seen(user, message)
        found = chosen.select(message, which)
        taken = list(values) if isinstance(values, list | tuple) else [values]
        guild = message.channel.guild
        data: Json = {
            "custom_id": found["custom_id"], "component_type": found["type"], "id": found["id"],
            **chosen.values(found, taken, guild),
        }  # fmt: skip
        return await self._use(
            COMPONENT, user, message.channel, data, message=message, deferred=deferred
        )

    async def submit_modal(
        self,
        outcome: Outcome,
        values: Mapping[str, object] | None = None,
        *,
        user: User | None = None,
        deferred: bool = True,
    ) -> Outcome:
        """Submit the form of an outcome; values by label or custom_id, the rest as it stands."""
        modal = outcome.modal
        if modal is None:
            raise CannotDo(f"no form opened: {outcome.text}")
        before = outcome.interaction
        guild = before.channel.guild
        data = chosen.submission(modal, dict(values or {}), guild, self.state.users)
        return await self._use(
            MODAL_SUBMIT, user or before.user, before.channel, data, message=before.message,
            deferred=deferred,
        )  # fmt: skip

    def _require_seen(self, user: User, message: Message) -> None:
        seen = permissions.in_channel(message.channel, user)
        if not seen or message.deleted or (message.only_for or user) is not user:
            raise CannotDo(f"{user.name} does not see that message")

    async def _use(
        self,
        kind: int,
        user: User,
        channel: Channel,
        data: Json,
        *,
        message: Message | None = None,
        deferred: bool = True,
    ) -> Outcome:
        state = self.state
        if not permissions.in_channel(channel, user):
            raise CannotDo(f"{user.name} does not see #{channel.name}")
        token = secrets.token_urlsafe(120)
        made = Interaction(
            state.mint.id(), token, kind, user, channel, state.now(), state.elapsed(), data,
            message=message,
        )  # fmt: skip
        state.interactions[made.id] = state.tokens[token] = made
        state.events.interaction(payloads.interaction(state, made), channel.guild)
        if not await self._acknowledged(made):
            return Outcome(made, NO_ANSWER[kind])
        if deferred and made.acknowledged == DEFERRED:
            await state.bell.until(lambda: not made.original or not made.original.thinking)
        return Outcome(made)

    async def _acknowledged(self, made: Interaction) -> bool:
        """Wait for the callback, for three seconds by the server's clock."""
        while made.acknowledged is None:
            left = made.began + ACK_SECONDS - self.state.elapsed()
            if left <= 0:
                return False
            await self.state.bell.next(min(left, 0.05))
        return True
