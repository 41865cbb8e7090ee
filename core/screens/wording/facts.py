"""Facts of a task in words: owner, date, status, blocker, what waits."""

from datetime import date

from core.kernel.text import Link, Rich, When, WhenStyle, Words, shorten
from core.screens.moments import day_words
from core.screens.views import BlockerFacts, DueFact, TaskFacts, TaskLine, Where, Who
from core.screens.wording.ink import TITLE_ROOM, Ink, joined
from core.screens.wording.moments import spoken_day, spoken_due
from core.tasks.model import Priority, SourceState, Status

NAME_ROOM = 60
REASON_ROOM = 300


def name(who: Who) -> str:
    """A person's name; naming somebody is not mentioning him."""
    return shorten(who.name, NAME_ROOM)


def headline(line: TaskLine) -> Rich:
    """``T-42 · Title``, bold."""
    title = shorten(line.title, TITLE_ROOM)
    return (Words(f"{line.handle} · ", bold=True), Words(title, bold=True, strike=_over(line)))


def _over(line: TaskLine) -> bool:
    return line.status is Status.DROPPED


def status(line: TaskLine, ink: Ink) -> Rich:
    """Where it stands; a closed task says whether somebody checked it."""
    if line.status is Status.DONE and not line.checked:
        return ink.say("status.done_unchecked")
    return ink.say(f"status.{line.status}")


def priority(line: TaskLine, ink: Ink) -> Rich:
    """Nothing for what is ordinary."""
    return () if line.priority is Priority.MEDIUM else ink.say(f"priority.{line.priority}")


def owner(line: TaskLine, ink: Ink) -> Rich:
    """Who has it, or that nobody has."""
    return (Words(name(line.owner)),) if line.owner else ink.say("fact.no_owner")


def due(line: TaskLine, ink: Ink, *, live: bool = False) -> Rich:
    """The date; on a card that stays, Slack says its hour in every reader's zone."""
    if line.due is None:
        return ink.say("fact.dateless" if line.dateless else "fact.no_date")
    return live_due(line.due, ink) if live else (Words(spoken_due(line.due, ink.reader)),)


def live_due(fact: DueFact, ink: Ink) -> Rich:
    """A date that stays true while days go by: no "tomorrow" of the day it was drawn.

    Without an hour it is the date that was meant, and no reader's zone may move it.
    """
    if fact.has_time:
        return (When(fact.at, WhenStyle.WEEKDAY),)
    return ink.say("due.day_alone", day=spoken_day(fact, ink.reader))


def repeats(facts: TaskFacts) -> Rich:
    """How often it comes again, and when next."""
    return (Words(facts.repeats),) if facts.repeats else ()


def place(where: Where | None) -> Rich:
    """``#infra``; a direct message has no name to say."""
    return (Words(f"#{shorten(where.name, 80)}"),) if where and where.name else ()


def project(line: TaskLine) -> Rich:
    """``#infra``: the project's key."""
    return (Words(f"#{shorten(line.project, 80)}"),) if line.project else ()


def waits(line: TaskLine, ink: Ink) -> Rich:
    """Which tasks wait for it; three are named."""
    handles = ", ".join(line.waiting[:3])
    if len(line.waiting) > 3:
        return ink.say("fact.waits_more", handles=handles, more=len(line.waiting) - 3)
    return ink.say("fact.waits", n=len(line.waiting), handles=handles) if handles else ()


def blocker(facts: BlockerFacts, ink: Ink) -> Rich:
    """``Blocked since Tue 10:15: reason · Jonas is on it, until Wed 12:00``."""
    since, reason = When(facts.since), shorten(facts.reason, REASON_ROOM)
    key = "fact.blocked_since" if facts.reason == facts.outside else "fact.blocked"
    return joined([ink.say(key, since=since, reason=reason), help_line(facts, ink)])


def help_line(facts: BlockerFacts, ink: Ink) -> Rich:
    """Who is asked or waited for, and until when."""
    if facts.freed:
        return ink.say("fact.freed")
    if facts.outside:
        check = _day(facts.check_on)
        outside = shorten(facts.outside, NAME_ROOM)
        if check:
            return ink.say("fact.outside_check", outside=outside, day=check)
        return ink.say("fact.outside", outside=outside)
    if facts.helper and facts.promised_until:
        until = When(facts.promised_until)
        return ink.say("fact.promised", name=name(facts.helper), until=until)
    return ink.say("fact.asked", name=name(facts.helper)) if facts.helper else ()


def _day(day: date | None) -> str:
    return day_words(day) if day else ""


def criteria(facts: TaskFacts, ink: Ink) -> Rich:
    """``Done when: 0 of 2 · first; second``."""
    if not facts.criteria:
        return ()
    met = sum(1 for _, done in facts.criteria if done)
    texts = "; ".join(shorten(text, 80) for text, _ in facts.criteria)
    return ink.say("card.criteria", met=met, total=len(facts.criteria), texts=shorten(texts, 240))


def parts(facts: TaskFacts, ink: Ink) -> Rich:
    """``2 of 5 parts done``."""
    done, count = facts.parts
    return ink.say("card.parts", done=done, n=count) if count else ()


def part_of(facts: TaskFacts, ink: Ink) -> Rich:
    """``Part of T-42 Migrate DNS``."""
    if facts.part_of is None:
        return ()
    title = shorten(facts.part_of.title, 80)
    return ink.say("card.part_of", handle=facts.part_of.handle, title=title)


def labels(facts: TaskFacts) -> Rich:
    """``#dns #urgent``."""
    shown = " ".join(f"#{shorten(label, 40)}" for label in facts.labels[:10])
    return (Words(shown),) if shown else ()


def effort(facts: TaskFacts, ink: Ink) -> Rich:
    """Its estimate, in hours where they are whole or half."""
    if not facts.estimate:
        return ()
    if facts.estimate % 30:
        return ink.say("fact.effort_minutes", n=facts.estimate)
    return ink.say("fact.effort_hours", hours=f"{facts.estimate / 60:g}")


def checklist(facts: TaskFacts) -> list[Rich]:
    """A criterion per line; the sign says in words what it shows."""
    return [
        (Words("☑ " if met else "☐ "), Words(shorten(text, 300)))
        for text, met in facts.criteria[:20]
    ]


def source(facts: TaskFacts, ink: Ink) -> Rich:
    """Where it came from, with the link to the message."""
    if not facts.permalink:
        return ()
    said_by = name(facts.source_author) if facts.source_author else ""
    where = "".join(w.text for w in place(facts.source_place) if isinstance(w, Words))
    key = f"card.source{'_by' if said_by else ''}{'_in' if where else ''}"
    if facts.source_state is SourceState.DELETED:
        return ink.say(key, name=said_by, place=where, link=ink.plain("card.original_deleted"))
    link = Link(facts.permalink, ink.plain("card.original"))
    said = ink.say(key, name=said_by, place=where, link=link)
    if facts.source_state is SourceState.SAME:
        return said
    return (*said, Words(" · "), *ink.say("card.original_edited"))


def brief_line(line: TaskLine, ink: Ink, *, live: bool = False) -> Rich:
    """A task in one line of a list: what, who, when, and what is remarkable."""
    shown = Words(f"{line.handle} ", bold=True), Words(shorten(line.title, 120))
    return joined(
        [
            shown,
            (Words(name(line.owner)),) if line.owner else (),
            due(line, ink, live=live) if line.due else (),
            _remarkable(line, ink),
            priority(line, ink),
            waits(line, ink),
            (Words(line.repeats),) if line.repeats else (),
            line.remark,
        ]
    )


def _remarkable(line: TaskLine, ink: Ink) -> Rich:
    """A status that says more than the list it stands in."""
    if line.status in {Status.TODO, Status.TRIAGE}:
        return ()
    if line.silent is not None and line.silent.days >= 1:
        return ink.say("fact.quiet", n=line.silent.days)
    return status(line, ink)
