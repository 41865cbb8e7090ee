"""Who is admin, and whether messages go out at all."""

from dataclasses import replace
from hashlib import sha256
from hmac import compare_digest

from core.kernel.context import Act, Context
from core.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, PersonId, Ref
from core.kernel.text import one_line, shorten
from core.people.commands import (
    ClaimAdmin,
    DismissAdmin,
    JoinAdmins,
    MakeAdmin,
    PauseMessages,
    ResumeMessages,
)
from core.people.model import Person, Role
from core.people.ports import PeopleUnit

REASON_LIMIT = 300


def pause(work: PeopleUnit, intent: PauseMessages, ctx: Context) -> tuple[Event, ...]:
    """Nothing goes out any more; paused again, the newer reason holds."""
    return stop_messages(work, intent.reason, ctx.act)


def stop_messages(work: PeopleUnit, reason: str, by: Act) -> tuple[Event, ...]:
    """As ``pause``, for whoever sits at the machine too: *by* has no actor then."""
    old = work.people.workspace()
    why = shorten(one_line(reason), REASON_LIMIT)
    work.people.save_workspace(
        replace(old, paused_at=old.paused_at or by.now, paused_by=by.actor, pause_reason=why)
    )
    return _log(work, Verb.MESSAGES_PAUSED, by) if old.paused_at is None else ()


def resume(work: PeopleUnit, intent: ResumeMessages, ctx: Context) -> tuple[Event, ...]:
    """What waited goes out; nothing happens where nothing was paused."""
    return let_messages_go(work, ctx.act)


def let_messages_go(work: PeopleUnit, by: Act) -> tuple[Event, ...]:
    """As ``resume``, for whoever sits at the machine too."""
    old = work.people.workspace()
    if old.paused_at is None:
        return ()
    going = replace(old, paused_at=None, paused_by=None, pause_reason="")
    work.people.save_workspace(going)
    return _log(work, Verb.MESSAGES_RESUMED, by)


def _log(work: PeopleUnit, verb: Verb, by: Act) -> tuple[Event, ...]:
    home = Ref(Kind.WORKSPACE, work.workspace)
    events = (Event(home, verb, by.actor, by.now, cause=by.cause),)
    work.log.append(events)
    return events


def offer_code(work: PeopleUnit, code: str) -> bool:
    """From now on *code* makes its first typist admin; False where there is an admin."""
    if work.people.admins():
        return False
    work.people.save_workspace(replace(work.people.workspace(), admin_code=digest(code)))
    return True


def digest(code: str) -> str:
    """What is kept of a code: case and dashes are no matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return sha256(f"chivvy admin {plain}".encode()).hexdigest()


def claim(work: PeopleUnit, intent: ClaimAdmin, ctx: Context) -> tuple[Event, ...]:
    """The first admin. NotAllowed where there is one, BadInput ``wrong_admin_code``."""
    if admins := work.people.admins():
        ids = tuple(admin.id for admin in admins)
        raise NotAllowed("not_allowed_join", act="claim_admin", ids=ids)
    home = work.people.workspace()
    if not (home.admin_code and compare_digest(home.admin_code, digest(intent.code))):
        raise BadInput("wrong_admin_code", field="code")
    work.people.save_workspace(replace(home, admin_code=""))
    return _appoint(work, _member(work, ctx.actor), ctx.act)


def join(work: PeopleUnit, intent: JoinAdmins, ctx: Context) -> tuple[Event, ...]:
    """An owner of the workspace adds themselves."""
    return _appoint(work, _member(work, ctx.actor), ctx.act)


def make_admin(work: PeopleUnit, intent: MakeAdmin, ctx: Context) -> tuple[Event, ...]:
    """An admin adds another; BadInput ``admin_is_no_member``."""
    return _appoint(work, _member(work, intent.of), ctx.act)


def dismiss(work: PeopleUnit, intent: DismissAdmin, ctx: Context) -> tuple[Event, ...]:
    """One admin less; Conflict ``last_admin``, for there is always one."""
    person = work.people.person(intent.of)
    if person is None or not person.admin:
        raise NotFound("no_such_admin")
    if {admin.id for admin in work.people.admins()} <= {intent.of}:
        raise Conflict("last_admin", who=intent.of)
    work.people.save_person(replace(person, admin=False, appointed=False))
    return _told(work, person, Verb.ADMIN_REMOVED, ctx.act)


def _member(work: PeopleUnit, number: PersonId) -> Person:
    person = work.people.person(number)
    if person is None or not person.active or person.role is not Role.MEMBER:
        raise BadInput("admin_is_no_member", field="person", who=number)
    return person


def _appoint(work: PeopleUnit, person: Person, by: Act) -> tuple[Event, ...]:
    wanted = replace(person, admin=True, appointed=True)
    if wanted != person:
        work.people.save_person(wanted)
    return _told(work, person, Verb.ADMIN_ADDED, by) if not person.admin else ()


def _told(work: PeopleUnit, person: Person, verb: Verb, by: Act) -> tuple[Event, ...]:
    events = (Event(Ref(Kind.PERSON, person.id), verb, by.actor, by.now, cause=by.cause),)
    work.log.append(events)
    return events
