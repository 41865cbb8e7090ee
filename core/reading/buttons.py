"""Buttons and forms: tokens and field values become intents and queries."""

import re
from collections.abc import Callable, Mapping

from core.catalogue import Command
from core.followup.commands import LoadIntent
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import Kind, PersonId, TaskId
from core.kernel.tokens import Token
from core.people.commands import EndLeave, HandOver, JoinAdmins, PersonIntent
from core.people.joining import now_is
from core.projects.commands import ProjectIntent
from core.queries import (
    AskAfter,
    DraftReminder,
    Help,
    History,
    ListLeft,
    MyList,
    OpenForm,
    Query,
    ShowTask,
    Unfit,
    WhyThis,
)
from core.reading import leave
from core.reading import settings as mine
from core.reading.bounds import submit_bounds
from core.reading.date_presses import DATE_PRESSES
from core.reading.date_presses import task_of as _task
from core.reading.dropping import filled_drop
from core.reading.erasing import filled_erase
from core.reading.filled import Filled
from core.reading.loads import LOAD_PRESSES, read_hand_over
from core.reading.moving import filled_move, filled_project, press_move
from core.reading.obstacles import opened_again
from core.reading.project_presses import PROJECT_FORMS, PROJECT_PRESSES
from core.reading.roles import submit_roles
from core.reading.single import parts_of
from core.recurring.commands import ApplyToComing, RecurringIntent, Skip, StopRepeating
from core.tasks.commands import (
    Accept,
    AddNote,
    AllFine,
    Assign,
    CheckBy,
    Claim,
    Decline,
    Edit,
    Finish,
    Follow,
    LeaveOpen,
    NotNow,
    Nudge,
    SendBack,
    SetCriteria,
    SetDue,
    SetPriority,
    Share,
    Start,
    TaskIntent,
    TickCriterion,
    Undo,
)
from core.tasks.commands_apart import CheckAgain, DeclineOffer, OfferHelp, TakeOffer
from core.tasks.commands_blocking import DeclineHelp, GiveHelp, PromiseHelp, StillBlocked, Unblock
from core.tasks.model import Priority
from core.unit import WorkUnit

Request = (
    TaskIntent | ProjectIntent | PersonIntent | RecurringIntent | HandOver | LoadIntent
    | JoinAdmins | Query
)  # fmt: skip
FORMS = frozenset({
    "list_several",
    "name_pick",
    "send_back", "reopen", "block", "decline_help", "not_now", "due", "note", "drop",
    "edit", "capture", "read_thread", "read_message", "criteria", "add_many", "project_new",
    "project_answer", "project_home",
    "erase", "project_close", "load_hand_over", "promise_pick", "choose_owner", "reassign",
    "know_who", "check_again", "settings", "settings_home", "settings_bounds", "settings_roles",
    "away",
    "ladder_tune", "left_give", "split",
})  # fmt: skip
EITHER = frozenset({"assign", "promise", "done", "check_by", "move", "priority"})
"""A form without a value, an act with one ("done" is a form only when it says so)."""


def opens_form(token: Token) -> bool:
    """Whether pressing opens a form instead of doing something."""
    if token.verb == "done":
        return token.value == "note"
    return token.verb in FORMS or (token.verb in EITHER and not token.value)


def _person(work: WorkUnit, token: Token) -> PersonId:
    if token.subject is None or token.subject.kind is not Kind.PERSON:
        raise BadInput("stale_button")
    return now_is(work.people, token.subject.id)


def read_press(work: WorkUnit, token: Token, ctx: Context) -> Request:
    """What a pressed button asks for; BadInput("stale_button") when it is none of ours."""
    if opens_form(token):
        return OpenForm(token)
    press = _PRESSES.get(token.verb)
    if press is None:
        raise BadInput("stale_button")
    return press(work, token, ctx)


def _criterion(work: WorkUnit, token: Token, ctx: Context) -> Request:
    index, _, met = token.value.partition(":")
    if not index.isdecimal():
        raise BadInput("stale_button")
    return TickCriterion(_task(token), int(index), met == "1")


def _help(token: Token) -> Help:
    """*task:done* is a verb, *project:all* a page; nothing is the first page."""
    home, _, word = token.value.partition(":")
    return Help(Command(home) if home in set(Command) else Command.TASK, word or None)


def _page(token: Token) -> int:
    return int(token.value) if token.value.isdecimal() else 0


def _priority(work: WorkUnit, token: Token, ctx: Context) -> Request:
    try:
        return SetPriority(_task(token), Priority(token.value))
    except ValueError:
        raise BadInput("stale_button") from None


def _assign(work: WorkUnit, token: Token, ctx: Context) -> Request:
    """*12* is a person; *12!* one who is given what they can't see so far."""
    person = token.value.removesuffix("!")
    if not person.isdecimal():
        raise BadInput("stale_button")
    owner = now_is(work.people, int(person))
    return Assign(_task(token), owner, confirmed=token.value.endswith("!"))


def _share(work: WorkUnit, token: Token, ctx: Context) -> Request:
    if ctx.place is None:
        raise BadInput("no_place", example="/task show T-42")
    return Share(_task(token), ctx.place, ctx.thread)


def _alone(build: Callable[[TaskId], Request]) -> Callable[..., Request]:
    return lambda work, token, ctx: build(_task(token))


_PRESSES: Mapping[str, Callable[[WorkUnit, Token, Context], Request]] = {
    **PROJECT_PRESSES,
    **DATE_PRESSES,
    **LOAD_PRESSES,
    "done": _alone(Finish),
    "accept": lambda work, token, ctx: Accept(_task(token), token.value == "!"),
    "unblock": _alone(Unblock),
    "still_blocked": _alone(StillBlocked),
    "can_help": lambda work, token, ctx: (
        OfferHelp(_task(token)) if token.value == "offer" else PromiseHelp(_task(token))
    ),
    "give_help": _alone(GiveHelp),
    "start": _alone(Start),
    "decline": _alone(Decline),
    "claim": _alone(Claim),
    "leave_open": _alone(LeaveOpen),
    "assign": _assign,
    "dateless": lambda work, token, ctx: SetDue(_task(token), None),
    "move": press_move,
    "priority": _priority,
    "all_fine": _alone(AllFine),
    "nudge": _alone(Nudge),
    "take_offer": _alone(TakeOffer),
    "decline_offer": _alone(DeclineOffer),
    "ask_after": _alone(AskAfter),
    "draft_reminder": _alone(DraftReminder),
    "undo": lambda work, token, ctx: Undo(token.value or None),
    "history": lambda work, token, ctx: History(_task(token), _page(token)),
    "show": _alone(ShowTask),
    "details": _alone(ShowTask),
    "skip": _alone(Skip),
    "repeat_off": _alone(StopRepeating),
    "repeat_all": lambda work, token, ctx: ApplyToComing(_task(token), token.value),
    "share": _share,
    "follow": lambda work, token, ctx: Follow(_task(token)),
    "unfollow": lambda work, token, ctx: Follow(_task(token), on=False),
    "unfit": lambda work, token, ctx: Unfit(_task(token) if token.subject else None),
    "why": lambda work, token, ctx: WhyThis(token.subject, token.post),
    "criterion": _criterion,
    "help": lambda work, token, ctx: _help(token),
    "my_list": lambda work, token, ctx: MyList(),
    "away_off": lambda work, token, ctx: EndLeave(ctx.actor),
    "way": lambda work, token, ctx: mine.press_way(token.value),
    "left_each": lambda work, token, ctx: ListLeft(_person(work, token)),
    "left_open": lambda work, token, ctx: HandOver(_person(work, token)),
    "admin_me": lambda work, token, ctx: JoinAdmins(),
}


def read_form(work: WorkUnit, token: Token, filled: Filled, ctx: Context) -> Request:
    """What a filled-in form asks for; BadInput names the field it is about."""
    submit = _SUBMITS.get(token.verb)
    if submit is None:
        raise BadInput("stale_button")
    return submit(token, filled)


def _submit_edit(token: Token, filled: Filled) -> Request:
    lines = filled.text("criteria").splitlines()
    pattern, once = filled.repeat(_task(token))
    moves, to = filled_project(filled, _task(token))
    priority = filled.text("priority")
    return Edit(
        task=_task(token),
        version=int(token.value or 0),
        title=filled.needed("title"),
        notes=filled.text("notes"),
        owner=filled.person("owner"),
        due=filled.date("due", ahead=False),
        priority=Priority(priority) if priority else None,
        criteria=tuple(line.strip("-*• \t") for line in lines if line.strip()),
        labels=tuple(re.split(r"[,\s]+", filled.text("labels"))),
        repeat=pattern,
        once=once,
        moves=moves,
        to=to,
    )


def _submit_block(token: Token, filled: Filled) -> Request:
    return filled.block(_task(token))


def _submit_due(token: Token, filled: Filled) -> Request:
    return SetDue(_task(token), filled.needed_date("due"), filled.text("reason"))


def _submit_split(token: Token, filled: Filled) -> Request:
    """A part for each line, read as one that is typed; what is wrong is said at the lines."""
    try:
        words = filled.needed("part_lines")
        return parts_of(filled.work, _task(token), words, filled.ctx, sure=True)
    except BadInput as wrong:
        raise BadInput(wrong.code, field="part_lines", **wrong.fields) from None


def _submit_know_who(token: Token, filled: Filled) -> Request:
    """Of what is blocked, who is asked next; else its owner hears of it, or it is given on."""
    who = filled.needed_person("ask")
    if token.value != "offer":
        return DeclineHelp(_task(token), who)
    steers = _steers(filled, _task(token))
    return Assign(_task(token), who) if steers else OfferHelp(_task(token), who)


def _steers(filled: Filled, number: TaskId) -> bool:
    """Whether who fills it in may give the task to somebody, so that nobody need decide."""
    work, ctx = filled.work, filled.ctx
    task = work.tasks(ctx.audience).get(number)
    project = task and task.project and work.projects(ctx.audience).get(task.project)
    lead = project.in_charge if project else None
    return task is not None and ctx.actor in {task.owner, task.requester, lead}


def _submit_promise(token: Token, filled: Filled) -> Request:
    until = filled.date("until")
    return PromiseHelp(_task(token), until.at if until else None)


_SUBMITS: Mapping[str, Callable[[Token, Filled], Request]] = {
    **PROJECT_FORMS,
    "load_hand_over": lambda token, filled: read_hand_over(filled),
    "edit": _submit_edit,
    "block": _submit_block,
    "due": _submit_due,
    "assign": lambda token, filled: Assign(_task(token), filled.needed_person("owner")),
    "choose_owner": lambda token, filled: Assign(_task(token), filled.needed_person("owner")),
    "split": _submit_split,
    "reassign": lambda token, filled: Assign(_task(token), filled.candidate()),
    "send_back": lambda token, filled: SendBack(_task(token), filled.needed("missing")),
    "erase": lambda token, filled: filled_erase(_task(token), filled),
    "note": lambda token, filled: AddNote(_task(token), filled.needed("note")),
    "reopen": lambda token, filled: opened_again(
        filled.work, _task(token), filled.text("reason"), filled.ctx
    ),
    "drop": lambda token, filled: filled_drop(_task(token), filled),
    "move": lambda token, filled: filled_move(_task(token), filled),
    "priority": lambda token, filled: SetPriority(_task(token), filled.priority()),
    "criteria": lambda token, filled: SetCriteria(_task(token), filled.lines("criteria"), True),
    "promise": _submit_promise,
    "promise_pick": _submit_promise,
    "decline_help": lambda token, filled: DeclineHelp(_task(token), filled.person("ask")),
    "know_who": _submit_know_who,
    "check_again": lambda token, filled: CheckAgain(
        _task(token), filled.needed_date("check_on").day
    ),
    "not_now": lambda token, filled: NotNow(_task(token), filled.needed_date("start_on").day),
    "check_by": lambda token, filled: CheckBy(_task(token), filled.needed_person("verifier")),
    "done": lambda token, filled: Finish(_task(token), filled.text("note")),
    "away": lambda token, filled: leave.submit(filled),
    "left_give": lambda token, filled: HandOver(
        _person(filled.work, token), filled.needed_person("owner")
    ),
    "settings": lambda token, filled: mine.submit(filled),
    "settings_home": lambda token, filled: mine.submit_workspace(filled),
    "settings_bounds": lambda token, filled: submit_bounds(filled),
    "settings_roles": lambda token, filled: submit_roles(filled),
}
