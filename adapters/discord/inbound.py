"""Interactions: each asks the desk once and answers where the person is looking.

Discord waits three seconds for the first answer. What is ready in half of that is the answer;
else Discord is told that it takes longer, and the answer follows (docs/adr/0015).
"""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.answered import answered, problem_of
from adapters.discord import options
from adapters.discord.answers import Reply
from adapters.discord.api import Api
from adapters.discord.asked import Asked, Kind
from adapters.discord.chosen import with_tasks
from adapters.discord.commands import MESSAGE
from adapters.discord.drafts import LINE, NEXT, SAVE, Drafts, Rebuilt
from adapters.discord.faces import Faces
from adapters.discord.homes import Homes
from adapters.discord.lookups import Lookups
from adapters.discord.options import Filled
from adapters.discord.payloads import called, key_of, name_of, pressed, target
from adapters.discord.render.drafts import Draft
from adapters.discord.render.forms import page_sent, pages, read, started, typed_in
from adapters.discord.render.rows import changed, only_fields, rows_of, sent
from adapters.discord.tenancy import sender_of
from adapters.discord.threads import read_message, read_thread
from adapters.discord.words import message_ref
from adapters.errands import Errands
from adapters.reads import READ_MESSAGE, READ_THREAD, USE_TEXT, Reads, message_of, thread_of
from core.catalogue import CAPTURE, CAPTURE_THREAD
from core.context import Desk, FieldValue, MessageRef, ThreadMessage
from core.kernel.clock import Clock
from core.kernel.errors import BadInput
from core.kernel.incidents import incident
from core.kernel.meter import Meter
from core.kernel.tokens import Token
from core.people.model import Sender
from core.screens.views import Form, Option, Problem, View
from core.screens.words import say

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """Real seconds until a first answer is put off, and for what is offered while typing; before
    that, until it is put off for a search where somebody is."""

    answer: float = 1.5
    options: float = 1.0
    search: float = 0.5


@dataclass(slots=True)
class Identity:
    """Who we are at Discord; known once we have logged in."""

    bot: str = ""
    application: str = ""


class Inbound:
    """What people do with us."""

    def __init__(
        self, desk: Desk, api: Api, errands: Errands, clock: Clock, identity: Identity,
        homes: Homes, faces: Faces, lookups: Lookups, meter: Meter, limits: Limits,
        names: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._desk = desk
        self._api = api
        self._errands = errands
        self._clock = clock
        self._identity = identity
        self._homes = homes
        self._faces = faces
        self._lookups = lookups
        self._meter = meter
        self._limits = limits
        self._names = names
        """What a command is called here → its home."""
        self._drafts = Drafts(desk)
        self._reads = Reads(desk)

    async def interaction(self, asked: Asked) -> None:
        """One interaction; every error becomes an answer."""
        began, reply = self._clock.elapsed(), Reply(self._api, asked)
        sender = sender_of(asked, asked.guild)
        try:
            team = await self._homes.of(asked, self._limits.search, reply.put_off)
            sender = sender_of(asked, team)
            await self._dispatch(asked, sender, reply)
        except Rebuilt as instead:
            await reply.say(instead.view, self._desk.reader(sender))
        except Exception as error:
            problem = problem_of(error, self._typed(asked), self._desk.reader(sender).locale)
            if asked.kind is not Kind.OPTIONS:
                await reply.say(problem, self._desk.reader(sender))
        finally:
            self._meter.answered(asked.kind.name.lower(), self._clock.elapsed() - began)

    async def _dispatch(self, asked: Asked, sender: Sender, reply: Reply) -> None:
        if not sender.team:
            locale = self._desk.reader(sender).locale
            lost = Problem((say("discord.no_server", locale),), code="no_server")
            if asked.kind is Kind.OPTIONS:
                await reply.offer(())
            else:
                await reply.say(lost, self._desk.reader(sender))
            return
        if asked.kind is Kind.FORM:
            await self._answer(reply, asked, sender, self._form(asked, sender))
        elif asked.kind is Kind.COMMAND and asked.data.get("type") != MESSAGE:
            filled = options.filled(asked.data, self._names)
            await self._answer(reply, asked, sender, self._command(asked, sender, filled))
        else:
            await self._faces.meet(asked, sender)
            await self._pointed(asked, sender, reply)

    async def _pointed(self, asked: Asked, sender: Sender, reply: Reply) -> None:
        """What needs no words: a button, a shortcut, an option that is being typed."""
        if asked.kind is Kind.PRESS:
            await self._press(asked, sender, reply)
        elif asked.kind is Kind.OPTIONS:
            await self._options(asked, sender, reply)
        else:
            await self._shortcut(asked, sender, reply)

    def _typed(self, asked: Asked) -> str:
        """What somebody wrote, to be given back where nothing else is known of it."""
        if asked.kind is Kind.FORM:
            return typed_in(asked.data.get("components") or [])
        if asked.kind is not Kind.COMMAND or asked.data.get("type") == MESSAGE:
            return ""
        filled = options.filled(asked.data, self._names)
        return f"/{filled.home} {filled.line}"

    async def _command(self, asked: Asked, sender: Sender, filled: Filled) -> View:
        """Typed options become the line that they stand for. Whatever is in the way of it, they
        come back in a window."""

        async def words() -> View:
            await self._meet(asked, sender)
            meant = await with_tasks(self._desk, sender, filled)
            await self._lookups.introduce(sender, meant.line)
            line = await self._lookups.with_roles(sender.team, meant.line)
            return await self._desk.words(sender, line, key_of(asked), meant.home, told=meant.told)

        view = await self._answered(sender, words(), f"/{filled.home} {filled.line}")
        if not isinstance(view, Problem) or filled.verb is None or not filled.told:
            return view
        values = {each.name: each.value for each in filled.told}
        draft = Draft(sender.user, options.window(filled.verb, filled.told), 0, values)
        again = await self._drafts.refused(sender, name_of(asked), draft, 0)
        return replace(view, buttons=(*view.buttons, again))

    async def _options(self, asked: Asked, sender: Sender, reply: Reply) -> None:
        """Whatever is in the way, there is an answer: what is typed can be sent all the same."""
        wanted = options.wanted(asked.data, self._names)
        found: tuple[Option, ...] = ()
        try:
            async with asyncio.timeout(self._limits.options):
                found = tuple(
                    await self._desk.suggest(sender, wanted.verb, wanted.kind, wanted.typed)
                )
        except Exception as error:
            log.warning("nothing is offered while somebody types: %s", incident(error))
        await reply.offer(found)

    async def _press(self, asked: Asked, sender: Sender, reply: Reply) -> None:
        """A button or a choice of a menu."""
        token = pressed(asked)
        if token.verb == NEXT:
            draft = await self._drafts.kept(sender, token.value)
            reader = self._desk.reader(sender)
            await reply.open(self._drafts.again(draft, token.value, reader))
        elif token.verb == SAVE:
            draft = await self._drafts.kept(sender, token.value)
            handed_in = self._hand_in(asked, sender, draft, draft.values)
            await self._answer(reply, asked, sender, handed_in)
        elif token.verb == LINE:
            _, row = await self._drafts.line(sender, token.value)
            await reply.open(self._drafts.line_window(row, token.value, self._desk.reader(sender)))
        elif (asking := self._looked_up(asked, sender, token)) is not None:
            await self._answer(reply, asked, sender, asking)
        elif self._desk.opens_form(token):
            await self._answer(reply, asked, sender, self._desk.form(sender, token))
        else:
            acted = self._desk.press(sender, token, key_of(asked))
            await self._answer(reply, asked, sender, acted)

    def _looked_up(
        self, asked: Asked, sender: Sender, token: Token
    ) -> Coroutine[Any, Any, View] | None:
        """What needs a look at Discord first."""
        if token.verb == READ_THREAD:
            return self._thread(sender, token.value or sender.thread or "")
        if token.verb == READ_MESSAGE:
            thread, which = thread_of(token.value)
            return self._reads.one_of(sender, self._read(sender, thread), which, self._identity.bot)
        if token.verb == USE_TEXT:
            reading = read_message(self._api, sender.team, *message_of(token.value))
            return self._reads.new_text(sender, token, reading, key_of(asked))
        return None

    async def _shortcut(self, asked: Asked, sender: Sender, reply: Reply) -> None:
        """*Capture as task* and *Capture thread*, used on a message."""
        found = target(asked)
        ref = message_ref(found, asked.guild, sender.place or "", sender.thread)
        if asked.data.get("name") == CAPTURE_THREAD.name:
            asking = self._thread(sender, sender.thread or ref.message, ref)
        elif str((found.get("author") or {}).get("id")) == self._identity.bot:
            asking = self._desk.own_message(sender, ref)
        elif asked.data.get("name") == CAPTURE.name:
            asking = self._desk.capture_form(sender, ref)
        else:
            raise BadInput("stale_button")
        await self._answer(reply, asked, sender, asking)

    def _thread(
        self, sender: Sender, thread: str, ref: MessageRef | None = None
    ) -> Coroutine[Any, Any, View]:
        ours = self._identity.bot
        return self._reads.thread(sender, self._read(sender, thread), ref, hidden_from=ours)

    def _read(self, sender: Sender, thread: str) -> Awaitable[Sequence[ThreadMessage]]:
        return read_thread(self._api, sender.team, sender.place or "", thread)

    async def _meet(self, asked: Asked, sender: Sender) -> None:
        """Whoever asks, and who and where is named, becomes known."""
        await self._faces.meet(asked, sender)
        chosen = (asked.data.get("resolved") or {}).get("channels") or {}
        await self._lookups.places(sender, tuple(chosen), chosen=True)

    async def _form(self, asked: Asked, sender: Sender) -> View:
        """A window that was handed in: the next page, or the whole form to the desk; of a list
        first what becomes of each line."""
        components = asked.data.get("components") or []
        try:
            if Token.decode(asked.token_id).verb == LINE:
                return await self._line(asked, sender)
            draft = await self._drafts.handed_in(sender, asked.token_id)
        except Rebuilt as instead:
            return instead.view
        except Exception as error:
            # Which form it was is not known any more: what was written in it is given back.
            words, locale = typed_in(components), self._desk.reader(sender).locale
            return problem_of(error, words, locale)
        page = page_sent(draft.form, components, draft.page)
        told = read(draft.form, page, components)
        values = {
            **draft.values,
            **{n: await self._named(sender, value) for n, value in told.items()},
        }
        following = page + 1
        if following < len(pages(draft.form)):
            so_far = replace(draft, values=values)
            return await self._drafts.step(sender, name_of(asked), so_far, following)
        if rows_of(draft.form, values):
            whole = replace(draft, values=values)
            return await self._drafts.review(sender, name_of(asked), whole)
        return await self._hand_in(asked, sender, replace(draft, page=page), values)

    async def _named(self, sender: Sender, value: FieldValue) -> FieldValue:
        """A role that was picked, with its name."""
        if isinstance(value, str):
            return await self._lookups.with_roles(sender.team, value)
        return value

    async def _line(self, asked: Asked, sender: Sender) -> View:
        """One line of a list was changed: it is kept, and the whole is shown again."""
        await self._meet(asked, sender)
        draft, row = await self._drafts.line(sender, Token.decode(asked.token_id).value)
        owner, other, typed = sent(asked.data.get("components") or [])
        day = await self._desk.day(sender, typed) if typed else ""
        name = called(asked, owner) or (row.name if owner == row.owner else "")
        read = day if isinstance(day, str) else None
        values = changed(row, owner, name, read or None, typed if read is None else "", other)
        kept = replace(draft, values={**draft.values, **values})
        if isinstance(day, str):
            return await self._drafts.review(sender, name_of(asked), kept)
        again = await self._drafts.unread(sender, name_of(asked), kept, row)
        return replace(day, buttons=(again,)) if isinstance(day, Problem) else day

    async def _hand_in(
        self, asked: Asked, sender: Sender, draft: Draft, values: Mapping[str, FieldValue]
    ) -> View:
        """What came of the form; whatever is in its way, it comes back as it was filled in."""
        whole = only_fields({**started(draft.form), **values})
        token = Token.decode(draft.form.token)
        if (verb := options.verb_of(token)) is not None:
            return await self._command(asked, sender, options.of_values(verb, words_in(whole)))

        async def submit() -> View:
            await self._meet(asked, sender)
            return await self._desk.submit(sender, token, whole, key_of(asked))

        view = await self._answered(sender, submit())
        if not isinstance(view, Problem):
            return view
        page = page_of(draft.form, view.field, draft.page)
        kept = replace(draft, values=dict(values))
        again = await self._drafts.refused(sender, name_of(asked), kept, page)
        return replace(view, buttons=(again, *view.buttons))

    async def _answered(
        self, sender: Sender, asking: Coroutine[Any, Any, View], typed: str = ""
    ) -> View:
        """The desk's answer, whatever breaks."""
        view = await answered(asking, typed, lambda: self._desk.reader(sender).locale)
        assert view is not None  # noqa: S101 - a coroutine of views gives one
        return view

    async def _answer(
        self, reply: Reply, asked: Asked, sender: Sender,
        asking: Coroutine[Any, Any, View | None], typed: str = "",
    ) -> None:  # fmt: skip
        """What the desk says, at once or when it is ready; what it could not save comes back
        with the words."""
        task = self._errands.start(
            answered(asking, typed, lambda: self._desk.reader(sender).locale)
        )
        done, _ = await asyncio.wait({task}, timeout=self._limits.answer)
        if not done:
            await reply.put_off()
        view, reader = await task, self._desk.reader(sender)
        if view is None:
            await reply.nothing()
        elif not isinstance(view, Form):
            await reply.say(view, reader)
        elif reply.fresh and asked.kind is not Kind.FORM:
            await reply.open(self._drafts.window(sender.user, view, reader))
            return
        else:
            await reply.say(await self._drafts.offered(sender, name_of(asked), view), reader)
        await self._open_doors(sender, reply)

    async def _open_doors(self, sender: Sender, reply: Reply) -> None:
        """Beside an answer, once, for whoever hears us by no message."""
        view = await self._desk.shut_doors(sender)
        if view is not None:
            await reply.say(view, self._desk.reader(sender))


def page_of(form: Form, field: str | None, otherwise: int) -> int:
    """Where a field stands; *otherwise* for one that stands nowhere."""
    every = pages(form)
    found = (page.number for page in every if field in page.names)
    return next(found, min(otherwise, len(every) - 1))


def words_in(values: Mapping[str, FieldValue]) -> dict[str, str]:
    """The fields of a command's window that hold something."""
    return {name: value for name, value in values.items() if isinstance(value, str) and value}
