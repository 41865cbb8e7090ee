"""The desk that asks for somebody's roles, where it was not told and they decide."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.desk import StoreDesk
from core import dispatch
from core.bounds import REFUSALS
from core.context import Context, MessageRef
from core.dispatch import Found, Shown
from core.people.model import Sender
from core.screens.views import Problem, View
from core.unit import Unit

LEADS_MAY = frozenset({"not_allowed", "not_allowed_project", "not_allowed_drop_all"})
"""Refusals of what the lead of a project may."""
Roles = Callable[[Sender], Awaitable[tuple[str, ...] | None]]
"""The roles of somebody where they are at home; None where nobody can tell."""


class StandingDesk(StoreDesk):
    """``StoreDesk`` that refuses nobody for a role that the platform did not tell of.

    Few requests are refused for a role, so few are looked up: those from direct messages.
    """

    _roles: Mapping[str, Roles] = {}

    def know_roles(self, roles: Mapping[str, Roles]) -> None:
        """How to look them up, by platform."""
        self._roles = roles

    async def _ask(
        self, sender: Sender, key: str, typed: str, read: Callable[[Unit, Context], Found],
        home: str = "",
    ) -> View:  # fmt: skip
        view = await super()._ask(sender, key, typed, read, home)
        known = await self._with_roles(sender, view)
        return view if known is None else await super()._ask(known, key, typed, read, home)

    async def _shown(
        self, sender: Sender, message: MessageRef, read: Callable[[Unit, Context], Shown]
    ) -> View:
        view = await super()._shown(sender, message, read)
        known = await self._with_roles(sender, view)
        return view if known is None else await super()._shown(known, message, read)

    async def _with_roles(self, sender: Sender, view: View | None) -> Sender | None:
        """The sender with their roles, when they were refused without."""
        ask = self._roles.get(sender.platform)
        if ask is None or sender.roles is not None or not _for_a_role(view):
            return None
        roles = await ask(sender)
        return replace(sender, roles=roles) if roles is not None else None

    async def _once_a_day(self, sender: Sender, view: View | None) -> View | None:
        """A refusal that nobody asked for is said once a day."""
        if not is_refusal(view):
            return view
        now = self._clock.now()
        first = await self._store.write(
            lambda unit: dispatch.refused_first(unit, sender, now), workspace=None, background=True
        )
        return view if first else None


def _for_a_role(view: View | None) -> bool:
    """Whether somebody was refused what a role may allow."""
    return is_refusal(view) or (isinstance(view, Problem) and view.code in LEADS_MAY)


def is_refusal(view: View | None) -> bool:
    """Whether somebody was told that it is beyond their bounds."""
    return isinstance(view, Problem) and view.code in REFUSALS
