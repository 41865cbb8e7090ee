"""What came of asking for help, to whose task is blocked: who helps, or who is asked now."""

from core.followup import service as followup
from core.followup.helping import HelpNews, read_news
from core.followup.model import NoticeKind
from core.followup.policy import next_help
from core.kernel.refs import Kind, PersonId, PlaceId
from core.kernel.text import Rich
from core.screens.matters import Matter, Question


def help_promised(it: Matter) -> Question:
    """Who is on it, and until when."""
    told = read_news(it.notice.wanted.slot)
    until = (it.scene.moment(told.until),) if told.until is not None else ()
    line = it.say("told.help_promised", name=it.name(told.by), until=until)
    return Question((line,), (it.press("show"),))


def help_declined(it: Matter) -> Question:
    """Who can't, or named somebody else; what happens next, and a way to name who can."""
    told = read_news(it.notice.wanted.slot)
    key = "told.help_declined" if told.asked is None else "told.help_passed"
    line = it.say(key, name=it.name(told.by), asked=it.name(told.asked))
    return Question((line, _next(it, told)), (it.press("block", "block_again"), it.press("show")))


def help_offered(it: Matter) -> Question:
    """Who can help to finish it; one press gives it to them, while it is the reader's to give."""
    told = read_news(it.notice.wanted.slot)
    key = "told.help_offered" if told.asked == told.by else "told.help_named"
    who = told.asked or told.by
    line = it.say(key, name=it.name(told.by), asked=it.name(who))
    mine = it.task.status.open and it.scene.is_reader(it.task.owner)
    give = (it.press.give_to(who, it.name(who)),) if mine else ()
    return Question((line,), (*give, it.press("show")))


def _next(it: Matter, told: HelpNews) -> Rich:
    """Who is asked next; it is as it is now, and nothing once the way is free."""
    if it.task.blocker is None or told.asked is not None:
        return ()
    around = followup.around(it.scene.work, it.task, it.scene.now)
    step = next_help(it.task, around, it.scene.now)
    if step.kind is None or step.who is None or step.at is None:
        return it.say("told.help_nobody")
    when = (it.scene.moment(step.at),)
    if step.who.kind is not Kind.PERSON:
        where = it.scene.faces.where(PlaceId(step.who.id))
        place = f"#{where.name}" if where else it.scene.plain("next.the_channel")
        return it.say("told.help_channel", place=place, when=when)
    name = it.name(PersonId(step.who.id))
    key = "told.help_lead" if step.kind is NoticeKind.HELP_LEAD else "told.help_asked"
    return it.say(key, name=name, when=when)
