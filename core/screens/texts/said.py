"""Confirmations, echoes, cards and histories: what was understood, what happens next, who hears."""

SAID: dict[str, str] = {
    "said.accept": "{task} is checked and closed.",
    "said.accept_told": "{name} reads it in the next morning brief.",
    "said.after": "{task} waits for {handles} now.",
    "said.after_free": "{task} waits for nothing that is still open.",
    "said.after_told": "{name} hears from me when the way is free.",
    "said.after_you": "I'll tell who has it when the way is free.",
    "said.all_fine": "Good. I won't ask about {handle} for a while.",
    "said.all_fine_until": "Good. I won't ask about {handle} before {when}.",
    "said.asked_again": "I'm asking {name} again.",
    "said.assign": "{task} goes to {name}.",
    "said.away_ask": (
        "{name} is asked. I write to nobody on leave: they read it in the brief on {day}, or "
        "earlier where they look by themselves."
    ),
    "said.away_cover": "Meanwhile I ask {cover}, who covers for them.",
    "said.away_others": "Meanwhile the follow-up goes on as usual.",
    "said.away_wait": "{name} is asked on {day}. Until then I ask nobody else.",
    "said.block": "{task} is blocked.",
    "said.block_helper": (
        "I'm asking {name} for help, in working hours. What comes of it you read in your next "
        "brief; a no, at once."
    ),
    "said.block_helper_now": (
        "I'm asking {name} for help at once, for it is urgent. What comes of it you read in your "
        "next brief; a no, at once."
    ),
    "said.block_helper_now_told": (
        "I'm asking {name} for help at once, for it is urgent. {owner} hears what comes of it."
    ),
    "said.block_helper_told": (
        "I'm asking {name} for help, in working hours. {owner} hears what comes of it."
    ),
    "said.block_nobody": "Nobody is asked for help yet. Who can help?",
    "said.block_you": "It waits for you: say when the way is free.",
    "said.capture": "{task} is kept, with a link to the message.",
    "said.check_by": "{name} checks {task} now.",
    "said.check_by_later": "{name} checks {task} when it is done.",
    "said.check_by_later_you": "You check {task} when it is done.",
    "said.check_by_you": "You check {task} now.",
    "said.claim": "{task} is yours now.",
    "said.criteria_all.one": "The one criterion of {task} holds. Is it done?",
    "said.criteria_all.other": "All {n} criteria of {task} hold. Is it done?",
    "said.criteria_checked.one": "The one criterion of {task} holds. Accept it?",
    "said.criteria_checked.other": "All {n} criteria of {task} hold. Accept it?",
    "said.criterion": "{met} of {total} criteria of {task} hold.",
    "said.date_told": "{name}, who asked for it, reads of it in the next morning brief.",
    "said.dateless": "{task} has no date, on purpose. I won't ask for one.",
    "said.decline": "{task} isn't yours any more. It waits for an owner.",
    "said.decline_lead": "As it came back twice, I ask the lead who takes it.",
    "said.decline_next": "{name}, who asked for it, can give it to somebody.",
    "said.decline_help": "Thanks for saying so. Do you know who can help?",
    "said.decline_help_ask": "Thanks. I'm asking {name}.",
    "said.done": "{task} is done.",
    "said.done_brief.one": (
        "{name} finds it in the next morning brief and can send it back. "
        "After {n} working day it closes as done, not checked."
    ),
    "said.done_brief.other": (
        "{name} finds it in the next morning brief and can send it back. "
        "After {n} working days it closes as done, not checked."
    ),
    "said.done_check_for": (
        "{name} is away, so I'm asking {other} to check it. It stays open until then."
    ),
    "said.done_check": "I'm asking {name} to check it. It stays open until then.",
    "said.done_yours": "You asked for it: is it as you wanted it?",
    "said.done_said": "{task} is marked done.",
    "said.drop": "{task} is dropped.",
    "said.drop_owner": "{name}, who had it, reads of it in the next morning brief.",
    "said.drop_told": "{name}, who asked for it, reads of it in the next morning brief.",
    "said.due": "{task} is due {due}.",
    "said.edit": "{task} is changed.",
    "said.freed.one": "{handles} waited for it and can go on.",
    "said.freed.other": "{handles} waited for it and can go on.",
    "said.give_help": "Thanks. I'm asking {name} whether {handle} can go on.",
    "said.give_help_open": "Thanks. {task} can go on as soon as somebody takes it.",
    "said.its_date": "It is due {due}.",
    "said.leave_open": "{task} waits for an owner.",
    "said.leave_open_next": "Anybody who sees it can take it.",
    "said.not_after": "{task} doesn't wait for that any more.",
    "said.not_now": "{task} starts on {day}. I won't ask before.",
    "said.not_now_told": "{name}, who asked for it, reads of it in the next morning brief.",
    "said.note": "Kept with {task}.",
    "said.nothing": "Nothing had to change.",
    "said.offer_help": "Thanks. {name} hears of it, and decides.",
    "said.outside": "{task} waits for {outside}.",
    "said.outside_check": "I'll ask you on {day} whether the answer has come.",
    "said.outside_open": "I'll ask you in some days whether the answer has come.",
    "said.priority": "{task} has {priority} priority now.",
    "said.project_digest": "{project} has its digest in the channel at {time} ({zone}).",
    "said.project_digest_post": "{project}: its digest is on its way to the channel.",
    "said.project_digest_off": "{project} has no digest any more.",
    "said.project_new": "{project} is open. Tasks join it with #{key}.",
    "said.lead_declined": "{project}: it stays as it is. No reason is needed, thank you.",
    "said.project_close": "{project} is closed. I say nothing about it any more.",
    "said.project_closing": "Its closing words go to {place} in a minute.",
    "said.project_pause": "{project} rests.",
    "said.project_paused_means": (
        "I ask nobody about its tasks and post no digest. Commands still work; nothing is lost."
    ),
    "said.project_reopen": "{project} is open again.",
    "said.project_resume": "{project} goes on. What is due is looked at anew.",
    "said.project_back": "Taken back. {project} is as it was before.",
    "said.project_set": "{project} is changed.",
    "said.promise": "Thanks. Until when?",
    "said.promise_else": "Without an answer I'll check with you {when}, not before.",
    "said.promise_until": "Thanks. I'll check with you {when}, not before.",
    "said.reply_meant": "Kept with {task}, as a note. Is this what you mean?",
    "said.reply_which": "Which task is that about? I keep it there as a note.",
    "said.reply": "Kept with {task}, as a note. Does it mean one of these?",
    "said.reopen": "{task} is open again.",
    "said.reopen_told": "{name} hears of it from me.",
    "said.saved": "{task} is saved.",
    "said.send_back": "{task} is open again, with your words.",
    "said.send_back_told": "{name} reads what is missing.",
    "said.share_waits": "{task} is to be shown there.",
    "said.share": "{task} is shown here now, to everybody in this channel.",
    "said.snooze": "I'll ask about {handle} later.",
    "said.snooze_back": (
        "It waits for {name}, who is back on {day} and is asked then. Until then I ask you nothing "
        "about {handle}."
    ),
    "said.snooze_until": "I'll ask about {handle} again, not before: {when}.",
    "said.lead_taken": "{project}: you lead it now. I'll ask you when a task needs a decision.",
    "said.start": "{task} is in progress. I'll ask only if it goes quiet.",
    "said.still_blocked": "{task} stays blocked.",
    "said.unblock": "{task} can go on.",
    "said.undo": "Taken back. {task} is now: {state}",
    "said.undone": "Taken back. {task}: {changes}.",
    "said.undone_more.one": "{n} more task went back with it.",
    "said.undone_more.other": "{n} more tasks went back with it.",
    "said.undone_now": "It stands now: {state}",
    "undone.blocker": "what is in the way as before",
    "undone.criteria": "criteria as before",
    "undone.due": "date back to {due}",
    "undone.linked": "waits for {earlier} again",
    "undone.no_date": "no date again",
    "undone.no_owner": "no owner again",
    "undone.notes": "notes as before",
    "undone.owner": "back to {name}",
    "undone.priority": "priority back to {priority}",
    "undone.start_on": "start as before",
    "undone.status": "back to “{status}”",
    "undone.title": "title as before",
    "undone.unlinked": "doesn't wait for {earlier} any more",
    "said.undo_nothing": "Taken back.",
    "place.closed_archived": "I can't post in {place} any more: it is archived.",
    "place.closed_deleted": "I can't post in {place} any more: it was deleted.",
    "place.closed_out": "I can't post in {place}: I'm not a member there.",
    "place.closed_restricted": "I can't post in {place}: only some people may post there.",
    "place.elsewhere": (
        "To choose another place, press the button, or type there: `/project set #{key} home here`"
    ),
    "remind.copy": "Something to send about {task}. I send nothing; copy it and change it freely:",
    "remind.nothing": "{task} doesn't wait for anybody outside.",
    "remind.words": (
        "Hello {outside}, since {since} we have been waiting for this: {reason}. Can you tell us "
        "by when we can have it? Thank you, {name}"
    ),
    "reacted.stays": "{task} stays: more than a minute has passed, or somebody has worked on it.",
    "reacted.too_many": (
        "That would be more than {n} tasks by reactions within a minute: I make no more. For a "
        "whole thread, use Capture thread from the menu of a message."
    ),
    "reacted.wordless": (
        "I find no words in that message. To make a task of it, use Capture as task from its menu, "
        "and give it a title."
    ),
    "said.use_text": "{task} says what the message says now.",
    "ticked.refused_gone": "That message is not there any more, or I can't read it.",
    "ticked.all_before": "All that I find here is captured already: {tasks}.",
    "ticked.before.one": "{tasks} was captured from here before.",
    "ticked.before.other": "{tasks} were captured from here before.",
    "ticked.message.one": "This message has {n} item. Tick what shall become a task:",
    "ticked.message.other": "This message has {n} items. Tick what shall become a task:",
    "ticked.nothing": (
        "I find nothing in this thread that is still to be done. If you see something, make a "
        "task of the message itself:"
    ),
    "forwarded.offer": "Shall I make a task of it?",
    "ticked.offer_one": "Which message shall become a task?",
    "ticked.offer": "Shall I look through this thread for what was agreed?",
    "ticked.refused_later": "I could not read this thread just now. Please try again in a minute.",
    "ticked.refused_out": (
        "I can't read this thread, for I'm not part of this conversation. In a channel, type "
        "/invite @Chivvy, and then use Capture thread again."
    ),
    "ticked.ours.one": "This message of mine is about {n} task:",
    "ticked.ours.other": "This message of mine is about {n} tasks:",
    "ticked.refused_nowhere": (
        "That works in a thread: type there @Chivvy capture. For one message, point at it and "
        "choose Capture as task from its menu."
    ),
    "ticked.refused_ours": (
        "That message is mine, and it is about no task. Use this on what somebody said."
    ),
    "ticked.thread.one": (
        "{n} thing is still to be done in this thread. Tick what shall become a task:"
    ),
    "ticked.thread.other": (
        "{n} things are still to be done in this thread. Tick what shall become a task:"
    ),
    "place.invite": "To let me in, type there: /invite @Chivvy. Then I post what waits.",
    "place.moved": "#{key} lives in {place} now.",
    "place.moved_off": "#{key} lives in another place now.",
    "place.open_again": "I can post in {place} again.",
    "place.that": "that conversation",
    "place.waits": "What was to be posted there waits.",
    "place.waits_archived": (
        "{place} is archived, so I can't post there. It waits until the channel is open again."
    ),
    "place.waits_dm": (
        "I can't post here, for I'm not part of this conversation. In a channel, I can be invited: "
        "/invite @Chivvy"
    ),
    "place.waits_out": (
        "I can't post in {place} yet, for I'm not a member there. Type there: /invite @Chivvy. "
        "Then I post it."
    ),
    "place.waits_project": "The digest and calls for help of #{key} wait.",
    "told.back": "{name} is back on {day} and hears of it then.",
    "told.back_late": "{name} is back on {day}, after its date, and hears of it then.",
    "told.covered": "{name} is back on {day}. {cover} answers meanwhile.",
    "told.covered_you": "{name} is back on {day}. You answer meanwhile.",
    "told.brief": "{name} hears of it with the next morning brief: {when}.",
    "told.refused": "{name} takes no messages from me right now. I'll try again {when}.",
    "told.later": "I'll tell {name} {when}, when the working day begins.",
    "told.minutes.one": "I'll tell {name} in a minute.",
    "told.minutes.other": "I'll tell {name} in {n} minutes.",
    "told.now": "I'm telling {name} now.",
    "told.return": "{name} is just back from leave and hears of it {when}.",
    "told.seconds.one": "I'll tell {name} in {n} second.",
    "told.seconds.other": "I'll tell {name} in {n} seconds.",
    "echo.added": "{task}",
    "echo.after": "waits for {handles}",
    "echo.bot": "{name} is a bot, and a task belongs to a person. Who takes it?",
    "echo.day_off": "{day} is a day off for who has it; I count it until 18:00.",
    "echo.group": "{name} is a group. One person, please:",
    "echo.left": "{name} isn't here any more. Who takes it?",
    "echo.mine": "It's on your list. Nobody else is told.",
    "echo.nearly": "I know nobody called {name} here. Did you mean one of these?",
    "echo.no_date": "No date yet. When is it due?",
    "echo.no_owner": "No owner yet. Who takes it?",
    "echo.owners": "One person, please: who has it?",
    "echo.past": "That date is over: {due}. A new one?",
    "echo.private": "It stays in this conversation: only the people here can see it.",
    "echo.repeated": "That was added a moment ago, once: {task}",
    "echo.several": "There are several called {name}. Which one?",
    "echo.unread_date": (
        "I can't read “{typed}” as a date, so it stays in the title. For example: due:friday 17:00"
    ),
    "echo.unknown": "I know nobody called {name} here. Who takes it?",
    "card.dropped": "{task} was dropped. To bring it back: `/task reopen {handle}`",
    "card.gone": "{handle} isn't shown here any more.",
    "card.moved_on": "{task} is with {name} now.",
    "fact.no_title": "(words erased)",
    "fact.somebody": "somebody",
    "history.accepted": "{who} checked it: good.",
    "history.added": "{who} added it.",
    "history.answered": "{who} said that all is fine.",
    "history.assigned": "{who} gave it to {name}.",
    "history.arrived": "{who} came.",
    "history.blocked": "{who} said what is in the way:",
    "history.captured": "{who} made it of a message.",
    "history.check_moved": "{who} looks again later whether the answer came.",
    "history.claimed": "{who} took it.",
    "history.closed": "It closed without a check.",
    "history.criteria": "{who} ticked or changed the criteria.",
    "history.dateless": "{who} took its date away.",
    "history.declined": "{who} handed it back.",
    "history.dropped": "{who} dropped it.",
    "history.due_changed": "{who} set the date to {due}.",
    "history.edited": "{who} edited it.",
    "history.finished": "{who} said it is done.",
    "history.finished_closed": "{who} said it is done, and it closed.",
    "history.help_declined": "{who} can't help.",
    "history.help_given": "{who} said that the way is free.",
    "history.help_offered": "{who} said who can help to finish it.",
    "history.help_promised": "{who} will help.",
    "history.left_open": "{who} left it open for anybody.",
    "history.linked": "{who} made it wait for {earlier}.",
    "history.noted": "{who} wrote:",
    "history.postponed": "{who} starts it later, as other work came first.",
    "history.lead_declined": "{who} was asked to lead it and said no.",
    "history.lead_taken": "{who} leads it now.",
    "history.project_closed": "{who} closed the project.",
    "history.project_paused": "{who} paused the project.",
    "history.project_reopened": "{who} opened the project again.",
    "history.project_resumed": "{who} let the project go on.",
    "history.priority_changed": "{who} set the priority to {priority}.",
    "history.project_changed": "{who} changed the project.",
    "history.project_opened": "{who} opened the project.",
    "history.reopened": "{who} opened it again.",
    "history.sent_back": "{who} looked at it and sent it back:",
    "history.shared": "{who} showed it in a channel.",
    "history.snoozed": "{who} wants to be asked later.",
    "history.source_deleted": "The message that it came from was deleted.",
    "history.source_edited": "The message that it came from was edited.",
    "history.spoke": "{who} spoke in its thread.",
    "history.started": "{who} began.",
    "history.unblocked": "{who} can go on.",
    "history.verifier_changed": "{who} asked {name} to check it.",
    "history.undone": "{who} took a change back.",
    "history.unlinked": "{who} let it wait for {earlier} no more.",
}
