"""Two become one by a code: a person's accounts, or two installations in one workspace.

The one act that spans workspaces, so it has the whole unit and not one workspace's part of it.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypedDict

from core import compose
from core.followup import service as followup
from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.followup.routines import put_brief
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import PersonId, WorkspaceId, task_ref
from core.people import joining
from core.people.commands import AccountLink, OfferLink, PartLink, TakeLink
from core.people.model import Person
from core.people.service import NEVER
from core.projects.homes import platform_of
from core.screens.views import Reader, Said
from core.screens.words import say
from core.tasks.model import OPEN, Task
from core.tasks.ports import TaskFilter
from core.unit import Unit, WorkUnit

LINKING = System("linking")
VALID = timedelta(minutes=15)
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None that is taken for another."""
PREFIX = "link:"


def link(unit: Unit, intent: AccountLink, ctx: Context, reader: Reader) -> Said:
    """A code to type elsewhere, or what the code that was typed joins. The same request that
    comes again is answered again."""
    before = unit.inbox.look(ctx.key)
    if before is not None and before.outcome:
        lines = json.loads(before.outcome)
    else:
        lines = _linked(unit, intent, ctx)
        kept = "" if isinstance(intent, OfferLink) else json.dumps(lines)
        unit.inbox.finish(ctx.key, kept)
    return Said(tuple(say(key, reader.locale, **facts) for key, facts in lines))


class _Held(TypedDict):
    """What is kept of a code, until it is typed."""

    workspace: int
    person: int
    whole: bool
    platform: str
    until: str


_Lines = list[tuple[str, dict[str, str]]]
"""Keys of texts with what they name."""


def _linked(unit: Unit, intent: AccountLink, ctx: Context) -> _Lines:
    if isinstance(intent, OfferLink):
        code = _offer(unit, intent, ctx)
        key = "link.offered_whole" if intent.whole else "link.offered"
        return [(key, {"code": code}), ("link.until", {})]
    if isinstance(intent, PartLink):
        where = _part(unit.of(ctx.workspace), ctx)
        return [("link.parted", {"platform": where}), ("link.parted_next", {"platform": where})]
    offered = _offered(unit, intent, ctx)
    if intent.whole:
        _join(unit, ctx, WorkspaceId(offered["workspace"]))
        _tell(unit, ctx, offered, NoticeKind.TEAMS_JOINED)
        return [("link.joined", {}), ("link.joined_next", {})]
    name = _merge(unit, ctx, offered)
    _tell(unit, ctx, offered, NoticeKind.ACCOUNTS_JOINED)
    return [("link.linked", {"name": name}), ("link.linked_off", {})]


def _tell(unit: Unit, ctx: Context, offered: _Held, kind: NoticeKind) -> None:
    """Who showed the code hears of it where they did."""
    work = unit.of(WorkspaceId(offered["workspace"]))
    person = joining.now_is(work.people, offered["person"])
    to, slot = to_person(person), f"{ctx.now.isoformat()}|{ctx.platform}"
    notice = work.notices.owe(Wanted(to, kind, slot, to, Manner.NOW, ctx.now), ctx.now)
    if notice is not None:
        compose.tell_on(work, person, offered["platform"], [notice], ctx.now)


def _offer(unit: Unit, intent: OfferLink, ctx: Context) -> str:
    drawn = sha256(f"{ctx.key}|{ctx.actor}".encode()).digest()
    code = "".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:10])
    held: _Held = {
        "workspace": ctx.workspace, "person": ctx.actor, "whole": intent.whole,
        "platform": ctx.platform, "until": (ctx.now + VALID).isoformat(),
    }  # fmt: skip
    unit.inbox.begin(_key(code), ctx.now)
    unit.inbox.finish(_key(code), json.dumps(held))
    return f"{code[:5]}-{code[5:]}"


def _offered(unit: Unit, intent: TakeLink, ctx: Context) -> _Held:
    """What the code stands for; from now on it stands for nothing. BadInput ``link_code``."""
    receipt = unit.inbox.look(_key(intent.code))
    held: _Held | None = (
        json.loads(receipt.outcome) if receipt is not None and receipt.outcome else None
    )
    there = "admin link" if intent.whole else "link"
    if not intent.whole and _is_own(unit.of(ctx.workspace), held, ctx):
        raise Conflict("link_done", example="/task list")
    if held is None or datetime.fromisoformat(held["until"]) < ctx.now:
        raise BadInput("link_code", field="code", example=there)
    if held["whole"] != intent.whole:
        raise BadInput("link_other", field="code", example=f"{_other(intent)} {intent.code}")
    if held["platform"] == ctx.platform and not intent.whole:
        raise BadInput("link_same_platform", field="code", example=there)
    unit.inbox.finish(_key(intent.code), "")
    return held


def _is_own(work: WorkUnit, held: _Held | None, ctx: Context) -> bool:
    """Whether the code is the asker's own and joined what it was to join already."""
    joined = len({account.platform for account in work.people.accounts(ctx.actor)}) > 1
    return joined and (held is None or held["person"] == ctx.actor)


def _part(work: WorkUnit, ctx: Context) -> str:
    """The asker's account here becomes a new person, without tasks: those stay where they are.
    Says on which platform that is. Conflict ``link_none``."""
    people = work.people
    accounts = people.accounts(ctx.actor)
    mine = next((each for each in accounts if each.platform == ctx.platform), None)
    rest = [each for each in accounts if each.platform != ctx.platform]
    known = people.person(ctx.actor)
    if known is None or mine is None or not rest:
        raise Conflict("link_none", example="/task link")
    new = Person(
        work.workspace, PersonId(work.new_id()), known.name, known.handle, known.zone, known.locale,
        mine.role or known.role, owner=mine.owner, introduced=known.introduced,
    )  # fmt: skip
    people.add_person(new, mine)
    role, owner = rest[0].role or known.role, any(each.owner for each in rest)
    settings = replace(known.settings.here(rest[0].platform), spoke_on="")
    people.save_person(replace(known, role=role, owner=owner, settings=settings))
    for place in people.places_of(known.id):
        if platform_of(people, place) == ctx.platform:
            there = people.members(place.id) - {known.id} | {new.id}
            people.set_members(place.id, there, place.checked_at or NEVER)
    put_brief(work, new.id, ctx.now)
    followup.settle_anew(work, known.id, ctx.now)
    return rest[0].platform.title()


def _other(intent: TakeLink) -> str:
    return "/task link" if intent.whole else "/task admin link"


def _merge(unit: Unit, ctx: Context, offered: _Held) -> str:
    """The asker's account becomes one of the person who showed the code; who they were here
    before hands everything over. Says the name of the one that stays."""
    if offered["workspace"] != ctx.workspace:
        raise BadInput("link_elsewhere", field="code", example="/task admin link")
    people = unit.of(ctx.workspace).people
    stays, goes = people.person(joining.now_is(people, offered["person"])), people.person(ctx.actor)
    if stays is None or goes is None or stays.id == goes.id or not stays.active:
        raise BadInput("link_code", field="code", example="link")
    shown = unit.of(ctx.workspace).tasks(LINKING).find(TaskFilter(owner=goes.id, statuses=OPEN))
    for one in (stays, goes):
        joining.apart(people, one)
    people.merge(stays.id, goes.id)
    people.save_person(joining.joined(stays, goes, ctx.platform))
    people.save_person(joining.nobody(goes, stays.id))
    _look_anew(unit.of(ctx.workspace), stays.id, goes.id, shown, ctx.now)
    return stays.name


def _look_anew(
    work: WorkUnit, stays: PersonId, goes: PersonId, shown: Sequence[Task], now: datetime
) -> None:
    """What both are asked is timed as one person's; their cards name who they are now."""
    put_brief(work, goes, now)
    followup.settle_anew(work, stays, now)
    for task in shown:
        work.posts.soil(task_ref(task.id))


def _join(unit: Unit, ctx: Context, into: WorkspaceId) -> None:
    """The asker's workspace, which has no tasks yet, gives its installations to *into*."""
    if into == ctx.workspace:
        raise BadInput("link_joined", field="code", example="/task link")
    here = unit.of(ctx.workspace)
    if here.tasks(LINKING).count(TaskFilter(), 1):
        raise Conflict("link_has_tasks")
    for each in here.people.installations():
        unit.directory.move(each, into)
    unit.directory.close(ctx.workspace)


def _key(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return PREFIX + sha256(plain.encode()).hexdigest()[:32]


def spoke(work: WorkUnit, ctx: Context) -> None:
    """Somebody with several accounts is reached from now on where they speak now."""
    person = work.people.person(ctx.actor)
    if person is None or not person.settings.reached_elsewhere(ctx.platform):
        return
    settings = person.settings.here(ctx.platform)
    work.people.save_person(replace(person, settings=settings))


def looked(unit: Unit, ctx: Context) -> None:
    """As ``spoke``, for whoever asked for a view and changed nothing."""
    spoke(unit.of(ctx.workspace), ctx)
