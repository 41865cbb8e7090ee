"""Forms that are open, and what was filled in of them so far.

A window of Discord's takes five fields and cannot open another: a longer form is filled in steps,
and one that was refused comes back with what was typed. Both are kept by the desk, under a name
that a button carries, and remembered here, for the desk may be what cannot be reached. A form that
was only opened is remembered here alone, and built anew after a restart.
"""

import logging
from dataclasses import replace

from adapters.discord.api import Json
from adapters.discord.render.drafts import Draft
from adapters.discord.render.forms import modal, pages
from adapters.discord.render.rows import Row, line_of, rows_of, window
from core.context import Desk
from core.kernel.errors import BadInput
from core.kernel.incidents import incident
from core.kernel.recent import Recent
from core.kernel.text import shorten
from core.kernel.tokens import Token
from core.people.model import Sender
from core.screens.views import Button, Form, Reader, Said, Style, View
from core.screens.wording.ink import Ink
from core.screens.words import plain, say

log = logging.getLogger(__name__)
NEXT, SAVE, LINE = "draft", "draft_save", "draft_line"
"""Verbs of the buttons of a kept form; the last one's is a line of its list."""
REMEMBERED = 1000


class Drafts:
    """The forms under people's eyes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open = Recent[tuple[str, str], Draft](REMEMBERED)
        self._held = Recent[str, Draft](REMEMBERED)
        """By the name that the button carries."""

    def window(self, user: str, form: Form, reader: Reader) -> Json:
        """*form* as a window, remembered until it is handed in."""
        self._remember(Draft(user, form, 0, {}))
        return modal(form, reader)

    def again(self, draft: Draft, name: str, reader: Reader) -> Json:
        """A kept form at the page where it stopped, with what was typed."""
        shown = modal(draft.form, reader, draft.page, draft.values)
        return {**shown, "custom_id": Token(NEXT, value=name).encode()}

    async def handed_in(self, sender: Sender, custom_id: str) -> Draft:
        """The form that came back. BadInput("stale_button") for one that is no more."""
        token = Token.decode(custom_id)
        if token.verb == NEXT:
            return await self.kept(sender, token.value)
        known = self._open.pop((sender.user, custom_id), None)
        if known is not None:
            return known
        view = await self._desk.form(sender, token)
        if not isinstance(view, Form):
            raise Rebuilt(view)
        return Draft(sender.user, view, 0, {})

    async def kept(self, sender: Sender, name: str) -> Draft:
        """The form kept under *name*, for who filled it in alone."""
        held = self._held.get(name)
        draft = held or Draft.decode(await self._desk.recall(sender, name))
        if draft.user != sender.user:
            raise Rebuilt(Said((say("draft.not_yours", self._desk.reader(sender).locale),)))
        return draft

    async def step(self, sender: Sender, name: str, draft: Draft, page: int) -> View:
        """So far it is kept: go on, or save it as it is, where nothing more is needed."""
        await self._hold(sender, name, replace(draft, page=page))
        locale, every = self._desk.reader(sender).locale, pages(draft.form)
        onwards = (_button(NEXT, name, "draft_next"),)
        if any(each.needed for each in every[page:]):
            return Said((say("draft.step_needed", locale, page=page, pages=len(every)),), onwards)
        line = say("draft.step", locale, page=page, pages=len(every))
        return Said((line,), (*onwards, _button(SAVE, name, "draft_save")))

    async def review(self, sender: Sender, name: str, draft: Draft) -> View:
        """What becomes of a list's lines: saved as it stands, or a line changed by itself."""
        await self._desk.keep(sender, name, replace(draft, page=0).encode())
        ink = Ink(self._desk.reader(sender))
        rows = [row for row in rows_of(draft.form, draft.values) if row.ticked]
        again = _button(NEXT, name, "draft_back")
        if not rows:
            return Said((ink.say("draft.none_ticked"),), (again,))
        lines = (ink.say("draft.lines"), *(line_of(row, ink) for row in rows))
        return Said(
            (*lines, ink.say("draft.change_line")), (_main(SAVE, name, "draft_save_all"), again),
            tuple(_line(name, row) for row in rows),
        )  # fmt: skip

    async def line(self, sender: Sender, value: str) -> tuple[Draft, Row]:
        """The line that a choice or a window is about, and the form that it stands in."""
        name, _, field = value.partition("|")
        draft = await self.kept(sender, name)
        found = [row for row in rows_of(draft.form, draft.values) if row.field.name == field]
        if not found:
            raise BadInput("stale_button")
        return draft, found[0]

    def line_window(self, row: Row, value: str, reader: Reader) -> Json:
        """One line as a window, whatever was typed there before."""
        return window(row, Token(LINE, value=value).encode(), Ink(reader))

    async def unread(self, sender: Sender, name: str, draft: Draft, row: Row) -> Button:
        """The button that opens a line again whose date could not be read."""
        await self._desk.keep(sender, name, draft.encode())
        return _button(LINE, f"{name}|{row.field.name}", "draft_again")

    async def offered(self, sender: Sender, name: str, form: Form) -> View:
        """A form where none can be opened: a button that opens it."""
        await self._hold(sender, name, Draft(sender.user, form, 0, {}))
        locale = self._desk.reader(sender).locale
        title = plain(f"form.{form.title}", locale)
        return Said((say("form.press", locale, title=title),), (_button(NEXT, name, "open_form"),))

    async def refused(self, sender: Sender, name: str, draft: Draft, page: int) -> Button:
        """The button that opens it again, with everything that was typed."""
        await self._hold(sender, name, replace(draft, page=page))
        return _button(NEXT, name, "draft_again")

    async def _hold(self, sender: Sender, name: str, draft: Draft) -> None:
        """Kept for as long as a button may be pressed; where the desk can't, until we end."""
        self._held[name] = draft
        try:
            await self._desk.keep(sender, name, draft.encode())
        except Exception as error:
            log.warning("what was filled in is remembered, not kept: %s", incident(error))

    def _remember(self, draft: Draft) -> None:
        self._open[draft.user, draft.form.token] = draft


class Rebuilt(Exception):
    """Instead of the form there is something to say."""

    def __init__(self, view: View) -> None:
        super().__init__("no form")
        self.view = view


def _main(verb: str, name: str, label: str) -> Button:
    return replace(_button(verb, name, label), style=Style.PRIMARY)


def _line(name: str, row: Row) -> Button:
    facts = {"line": shorten(row.title, 80)}
    return Button(Token(LINE, value=f"{name}|{row.field.name}").encode(), "draft_line", facts)


def _button(verb: str, name: str, label: str) -> Button:
    return Button(Token(verb, value=name).encode(), label)
