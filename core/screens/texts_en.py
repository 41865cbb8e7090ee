"""Every text that Chivvy says, in English. Keys: button. field. hint. form. error. ask. ..."""

from core.screens.texts.about import ABOUT
from core.screens.texts.administration import ADMINISTRATION
from core.screens.texts.alike import ALIKE
from core.screens.texts.asked import ASKED
from core.screens.texts.asks import ASKS
from core.screens.texts.bounds import BOUNDS
from core.screens.texts.buttons import LABELS, SPOKEN
from core.screens.texts.closings import CLOSINGS
from core.screens.texts.discord import DISCORD
from core.screens.texts.erasing import ERASING
from core.screens.texts.finding import FINDING
from core.screens.texts.forms import FORMS
from core.screens.texts.homes import HOMES
from core.screens.texts.incoming import INCOMING
from core.screens.texts.introductions import INTRODUCTIONS
from core.screens.texts.ladders import LADDERS
from core.screens.texts.leavers import LEAVERS
from core.screens.texts.lists import LISTS
from core.screens.texts.loads import LOADS
from core.screens.texts.moves import MOVES
from core.screens.texts.nudges import NUDGES
from core.screens.texts.offers import OFFERS
from core.screens.texts.parts import PARTS
from core.screens.texts.problems import PROBLEMS
from core.screens.texts.repeats import REPEATS
from core.screens.texts.roles import ROLES
from core.screens.texts.said import SAID
from core.screens.texts.settings import SETTINGS
from core.screens.texts.several import SEVERAL
from core.screens.texts.unreached import UNREACHED
from core.screens.texts.why import WHYS

TEXTS: dict[str, str] = {
    **ABOUT,
    **ASKED,
    **HOMES,
    **INCOMING,
    **ERASING,
    **ALIKE,
    **BOUNDS,
    **LABELS,
    **SEVERAL,
    **SPOKEN,
    **FORMS,
    **PROBLEMS,
    **REPEATS,
    **ROLES,
    **SAID,
    **SETTINGS,
    **LADDERS,
    **LISTS,
    **LOADS,
    **FINDING,
    **OFFERS,
    **PARTS,
    **MOVES,
    **NUDGES,
    **ASKS,
    **UNREACHED,
    **WHYS,
    **CLOSINGS,
    **ADMINISTRATION,
    **DISCORD,
    **INTRODUCTIONS,
    **LEAVERS,
    # slack renderer
    "answer.empty": "Nothing to show.",
    "answer.stale_button": "I don't know this button any more. Type `/task` to see your list.",
    "answer.working": "I'm working on it and will tell you here when it's saved.",
    "answer.working_form": "I'm saving this. You can close the window; it goes on.",
    "answer.no_window": "The window could not be opened in time. Please press the button again.",
    "answer.not_saved": "I'm too busy right now and saved nothing. Please try again.",
    "answer.incident": (
        "Something went wrong on my side, and I can't say whether it was saved. Look with `/task` "
        "before you try again. For your admin: incident {incident}."
    ),
    "app.name": "Chivvy",
    "attention.open": "Needs attention, {day}: {open} of {total} open",
    "attention.settled": "Needs attention, {day}: {total} of {total} taken care of",
    "brief.later.one": "{n} more this week.",
    "brief.later.other": "{n} more this week.",
    "brief.done": "Done meanwhile",
    "brief.needs_you": "Needs you",
    "brief.can_wait.one": "Can wait: {n} more this week.",
    "brief.can_wait.other": "Can wait: {n} more this week.",
    "brief.waiting_for_you": "Waits for your answer",
    "brief.you_wait_for": "You wait for",
    "button.cancel": "Cancel",
    "button.close": "Close",
    "button.more": "More ...",
    "button.open_form": "Open the form",
    "card.criteria": "Done when: {met} of {total} · {texts}",
    "card.original": "original message",
    "card.original_deleted": "the message was deleted",
    "card.original_edited": "edited since",
    "card.source": "From the {link}",
    "card.source_by": "From {name} · {link}",
    "card.source_by_in": "From {name} in {place} · {link}",
    "card.source_in": "From {place} · {link}",
    "claim.due": "Due {due}.",
    "claim.open": "Nobody has it yet.",
    "details.history": "History",
    "details.requester": "Asked by {name}",
    "details.this_conversation": "this conversation",
    "details.verifier": "{name} checks it",
    "details.visible": "Seen only by the people of {place} and those who take part.",
    "details.waited_by": "Waits for it",
    "details.waits_for": "It waits for",
    "due.ahead.one": "in {n} day",
    "due.ahead.other": "in {n} days",
    "due.day": "{day}, end of day ({distance})",
    "due.day_alone": "{day}, end of day",
    "due.past.one": "{n} day ago",
    "due.past.other": "{n} days ago",
    "due.time": "{day} {time} ({distance})",
    "due.time_alone": "{day} {time}",
    "due.today": "today",
    "due.tomorrow": "tomorrow",
    "due.yesterday": "yesterday",
    "fact.asked": "{name} was asked for help",
    "fact.blocked": "Blocked since {since}: {reason}",
    "fact.blocked_since": "Blocked since {since}",
    "fact.freed": "the way seems free",
    "fact.effort_hours": "{hours} h of work",
    "fact.effort_minutes.one": "{n} minute of work",
    "fact.effort_minutes.other": "{n} minutes of work",
    "fact.no_date": "no date yet",
    "fact.dateless": "no date, on purpose",
    "fact.no_owner": "no owner yet",
    "fact.outside": "waits for {outside}",
    "fact.outside_check": "waits for {outside}, check on {day}",
    "fact.promised": "{name} is on it, until {until}",
    "fact.quiet.one": "quiet for {n} day",
    "fact.quiet.other": "quiet for {n} days",
    "fact.waits.one": "{handles} waits for it",
    "fact.waits.other": "{handles} wait for it",
    "fact.waits_more": "{handles} and {more} more wait for it",
    "fallback.ask_assigned": "{task}: it is yours now",
    "fallback.ask_assigned_for": "{task}: you answer for who has it",
    "fallback.ask_can_go_on": "{task}: can you go on?",
    "fallback.ask_check_outside": "{task}: has the answer from outside come?",
    "fallback.ask_decision": "{task}: a decision is needed",
    "fallback.ask_due_soon": "{task} is due soon",
    "fallback.ask_help": "{task}: can you help?",
    "fallback.ask_help_check": "{task}: is the way free now?",
    "fallback.ask_help_lead": "{task} can't go on: what now?",
    "fallback.ask_overdue": "{task} was due. How is it?",
    "fallback.ask_overdue_again": "{task} was due. How is it?",
    "fallback.ask_short_of_time": "{task}: start now?",
    "fallback.ask_stalled": "{task}: is something in the way?",
    "fallback.ask_stalled_again": "{task}: is something in the way?",
    "fallback.ask_told": "News of {task}",
    "fallback.ask_untouched": "{task}: still wanted?",
    "fallback.ask_verify": "{task} is done. Please check it",
    "fallback.ask_verify_again": "{task} waits for your check",
    "fallback.ask_verify_lead": "{task} waits for a check",
    "fallback.bundle.one": "One thing for you: {handles}",
    "fallback.bundle.other": "{n} things for you: {handles}",
    "fallback.claim": "{task} has no owner yet. Who takes it?",
    "fallback.help": "{task} can't go on. Who can help?",
    "fallback.help_late": "{task} was due. Can somebody help to finish it?",
    "fallback.message": "A message from Chivvy",
    "fallback.task": "{task} · {owner} · {due}",
    "form.nothing_to_choose": "{label}: there is nothing to choose from.",
    "form.press": "“{title}” needs a few fields. Press the button to open the form.",
    "health.at_risk": "at risk",
    "health.late": "late",
    "health.on_track": "on track",
    "health.quiet": "quiet",
    "help.example": "Example: {example}",
    "list.cut": "There is more than fits here. Type `/task list` to see it by part.",
    "list.more.one": "and {n} more",
    "list.more.other": "and {n} more",
    "priority.high": "high",
    "priority.low": "low",
    "priority.medium": "medium",
    "priority.urgent": "urgent",
    "problem.typed": "You typed:",
    "spoken.open_form": "Open the form",
    "status.blocked": "Blocked",
    "status.done": "Done and checked",
    "status.done_unchecked": "Done, not checked",
    "status.dropped": "Dropped",
    "status.in_progress": "In progress",
    "status.in_review": "Waits for a check",
    "status.todo": "To do",
    "status.triage": "Waits for an owner",
}
