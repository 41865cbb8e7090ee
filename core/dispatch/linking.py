"""Two become one by a code: a person's accounts, or two installations in one workspace.

The one act that spans workspaces, so it has the whole unit and not one workspace's part of it.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from core.followup import service as followup
from core.kernel.audience import System
from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import PersonId, WorkspaceId, task_ref
from core.people import joining
from core.people.commands import AccountLink, OfferLink, TakeLink
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
    """A code to type elsewhere, or what the code that was typed joins."""
    if isinstance(intent, OfferLink):
        code = _offer(unit, intent, ctx)
        key = "link.offered_whole" if intent.whole else "link.offered"
        return Said((say(key, reader.locale, code=code), say("link.until", reader.locale)))
    offered = _offered(unit, intent, ctx)
    if intent.whole:
        _join(unit, ctx, WorkspaceId(offered["workspace"]))
        return Said((say("link.joined", reader.locale), say("link.joined_next", reader.locale)))
    name = _merge(unit, ctx, offered)
    return Said((say("link.linked", reader.locale, name=name),))


def _offer(unit: Unit, intent: OfferLink, ctx: Context) -> str:
    drawn = sha256(f"{ctx.key}|{ctx.actor}".encode()).digest()
    code = "".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:10])
    held = {
        "workspace": ctx.workspace, "person": ctx.actor, "whole": intent.whole,
        "platform": ctx.platform, "until": (ctx.now + VALID).isoformat(),
    }  # fmt: skip
    unit.inbox.begin(_key(code), ctx.now)
    unit.inbox.finish(_key(code), json.dumps(held))
    return f"{code[:5]}-{code[5:]}"


def _offered(unit: Unit, intent: TakeLink, ctx: Context) -> dict[str, int]:
    """What the code stands for; from now on it stands for nothing. BadInput ``link_code``."""
    receipt = unit.inbox.look(_key(intent.code))
    held = json.loads(receipt.outcome) if receipt is not None and receipt.outcome else None
    there = "admin link" if intent.whole else "link"
    if held is None or datetime.fromisoformat(held["until"]) < ctx.now:
        raise BadInput("link_code", field="code", example=there)
    if held["whole"] != intent.whole:
        raise BadInput("link_other", field="code", example=f"{_other(intent)} {intent.code}")
    if held["platform"] == ctx.platform and not intent.whole:
        raise BadInput("link_same_platform", field="code", example=there)
    unit.inbox.finish(_key(intent.code), "")
    return dict(held)


def _other(intent: TakeLink) -> str:
    return "/task link" if intent.whole else "/task admin link"


def _merge(unit: Unit, ctx: Context, offered: dict[str, int]) -> str:
    """The asker's account becomes one of the person who showed the code; who they were here
    before hands everything over. Says the name of the one that stays."""
    if offered["workspace"] != ctx.workspace:
        raise BadInput("link_elsewhere", field="code", example="/task admin link")
    people = unit.of(ctx.workspace).people
    stays, goes = people.person(PersonId(offered["person"])), people.person(ctx.actor)
    if stays is None or goes is None or stays.id == goes.id or not stays.active:
        raise BadInput("link_code", field="code", example="link")
    shown = unit.of(ctx.workspace).tasks(LINKING).find(TaskFilter(owner=goes.id, statuses=OPEN))
    people.merge(stays.id, goes.id)
    people.save_person(joining.joined(stays, goes, ctx.platform))
    people.save_person(joining.nobody(goes))
    _look_anew(unit.of(ctx.workspace), stays.id, goes.id, shown, ctx.now)
    return stays.name


def _look_anew(
    work: WorkUnit, stays: PersonId, goes: PersonId, shown: Sequence[Task], now: datetime
) -> None:
    """What both are asked is timed as one person's; their cards name who they are now."""
    followup.put_brief(work, goes, now)
    followup.settle_anew(work, stays, now)
    for task in shown:
        work.posts.soil(task_ref(task.id))


def _join(unit: Unit, ctx: Context, into: WorkspaceId) -> None:
    """The asker's workspace, which has no tasks yet, gives its installations to *into*."""
    if into == ctx.workspace:
        raise BadInput("link_joined", field="code", example="/task link")
    here = unit.of(ctx.workspace)
    if here.tasks(LINKING).count(TaskFilter()):
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
