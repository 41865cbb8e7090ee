"""Titles of lists, help, greetings, and a project's page."""

LISTS: dict[str, str] = {
    "brief.greeting.one": "{hello}, {name}. One for today.",
    "brief.greeting.other": "{hello}, {name}. {n} for today.",
    "brief.greeting_back": "Welcome back, {name}. This is all of mine until 13:00.",
    "brief.greeting_beside.one": (
        "{hello}, {name}. One for today, besides what I ask about in a message of its own."
    ),
    "brief.greeting_beside.other": (
        "{hello}, {name}. {n} for today, besides what I ask about in a message of its own."
    ),
    "brief.greeting_free": "{hello}, {name}. Nothing is due today.",
    "brief.greeting_free_beside": (
        "{hello}, {name}. For today there is what I ask about in a message of its own."
    ),
    "digest.blocked": "**Blocked:** {parts}",
    "digest.blocked_one": "{task} since {since}: {reason}",
    "digest.blocked_new": "{task} is blocked.",
    "digest.dateless.one": "**Without a date:** {n}",
    "digest.dateless.other": "**Without a date:** {n}",
    "digest.days_new": "{task}, since today",
    "digest.days.one": "{task}, {n} day",
    "digest.days.other": "{task}, {n} days",
    "digest.finished": "**Finished and checked:** {done} since {since}",
    "digest.finished_both": (
        "**Finished and checked:** {done} since {since} · closed, not checked: {unchecked}"
    ),
    "digest.moved.one": "**Dates moved:** {n}",
    "digest.moved.other": "**Dates moved:** {n}",
    "digest.moved_why.one": "**Dates moved:** {n} ({reason})",
    "digest.moved_why.other": "**Dates moved:** {n} ({reason}, for one)",
    "digest.overdue": "**Past their date:** {parts}",
    "digest.quiet": "**Quiet:** {parts}",
    "digest.quiet_one.one": "{task}, for {n} day",
    "digest.quiet_one.other": "{task}, for {n} days",
    "digest.reason_blocked.one": "{task} is blocked for {n} day.",
    "digest.reason_blocked.other": "{task} is blocked for {n} days.",
    "digest.late_new": "{task} is past its date.",
    "digest.reason_late.one": "{task} is {n} day past its date.",
    "digest.reason_late.other": "{task} is {n} days past its date.",
    "digest.reason_quiet.one": "Nothing has happened for {n} working day.",
    "digest.reason_quiet.other": "Nothing has happened for {n} working days.",
    "digest.reopened.one": "**Reopened:** {n}",
    "digest.reopened.other": "**Reopened:** {n}",
    "digest.slip_blocked.one": "{task} may slip {n} day: {because} is blocked.",
    "digest.slip_blocked.other": "{task} may slip {n} days: {because} is blocked.",
    "digest.slip_late.one": "{task} may slip {n} day: {because} is past its date.",
    "digest.slip_late.other": "{task} may slip {n} days: {because} is past its date.",
    "digest.soon.one": "**Next 3 days:** {n} task, {first} {when}",
    "digest.soon.other": "**Next 3 days:** {n} tasks, first {first} {when}",
    "digest.to_check.one": "**Waiting for a check:** {n}",
    "digest.to_check.other": "**Waiting for a check:** {n}",
    "digest.unchecked": "**Closed, not checked:** {unchecked} since {since}",
    "digest.unowned": "**No owner:** {parts}",
    "digest.why": "**Why we do it:** {why}",
    "greeting.example": "Type, for example: `/task add Renew the certificate @maria friday`",
    "greeting.hello": "I keep tasks, and see to it that each has an owner and a date.",
    "greeting.more": "Your list is `/task`. All that I understand is `/task help`.",
    "help.everywhere": "The same words work after @Chivvy, also in a thread about a task.",
    "help.private": "Answers to commands are for your eyes only.",
    "help.also": "Also understood when slightly wrong: {words}.",
    "help.verb": "{verb}",
    "hello": "Hello",
    "hello.afternoon": "Good afternoon",
    "hello.evening": "Good evening",
    "hello.morning": "Good morning",
    "help.project": "Projects: what I understand",
    "help.task": "Tasks: what I understand",
    "help.who": "Who may: {who}.",
    "home.add": "To add one: `/task add Renew the certificate @maria friday`",
    "home.away": "You are away until {last}; back on {back}. Nothing of mine reaches you.",
    "home.brief": "Your brief comes at {time} on days that you work.",
    "home.title": "{day}: your tasks",
    "ladder.firm": (
        "I follow up firmly: the owner, who asked, then always the channel, then the lead."
    ),
    "ladder.gentle": "I follow up gently: the owner and who asked for it; nothing is posted.",
    "ladder.standard": (
        "I follow up as usual: the owner, who asked, the channel where others wait, then the lead."
    ),
    "list.captured.one": "Captured from this thread: {n} task",
    "list.captured.other": "Captured from this thread: {n} tasks",
    "list.captured_one": "{task} · {owner}",
    "list.captured_due": "{task} · {owner} · {due}",
    "list.nobody": "no owner yet",
    "list.added.one": "{n} task added",
    "list.added.other": "{n} tasks added",
    "list.being_checked": "Somebody else checks",
    "list.empty": (
        "Nothing is open here. To add a task: `/task add Renew the certificate @maria friday`"
    ),
    "list.late": "Past their date",
    "list.later": "Later",
    "list.mine": "Your tasks",
    "list.mine_empty": (
        "Nothing waits for you. To add a task: `/task add Renew the certificate friday`"
    ),
    "list.mine_hint": (
        "Others: `/task list #project`, `/task list @name overdue`, `/task list here`, "
        "`/task search words`"
    ),
    "list.no_date": "Without a date",
    "list.person": "Open with {name}",
    "list.project": "Open in #{name}",
    "list.today": "Today",
    "list.unowned.one": "{n} waits for an owner.",
    "list.unowned.other": "{n} wait for an owner.",
    "list.left_out.one": "{n} line did not fit in the form. Paste it after `/task add`:",
    "list.left_out.other": "{n} lines did not fit in the form. Paste them after `/task add`:",
    "list.week": "This week",
    "list.with_others": "You wait for others",
    "list.for_others": "You answer for who is away",
    "list.waiting_for_me": "Waits for you",
    "project.digest": "Digest in the channel at {time} ({zone}).",
    "project.lead_gone": (
        "{name}, who led it, has left. An admin names who leads: `/project lead #{key} @ana`"
    ),
    "project.lead": "{name} leads it.",
    "project.no_digest": "No digest yet. To have one: `/project digest #{key} at 9:00`",
    "project.no_home": (
        "It has no channel yet. To give it one, type there: `/project set #{key} home here`"
    ),
    "project.no_lead": "{name} opened it; nobody else leads it yet.",
    "project.no_why": "Nobody has said why yet: `/project set #{key} why client A moves on 30 Nov`",
    "project.open.one": "{n} task is open.",
    "project.open.other": "{n} tasks are open.",
    "project.open_late.one": "{n} task is open; past its date: {late}.",
    "project.open_late.other": "{n} tasks are open; past their date: {late}.",
    "project.silent": "It lives in {place}. I don't post there about tasks that need help.",
    "named.due": "{task} · {status} · {owner} · {due}",
    "named.plain": "{task} · {status} · {owner}",
    "project.capture": "Who reacts with {emoji} to a message in {place} makes a task of it.",
    "project.capture_homeless": (
        "It lives in no channel, so nobody can react with {emoji} yet. Set its home first."
    ),
    "project.numbers_off": "I don't answer task numbers in messages there.",
    "project.speaks": "It lives in {place}. I post there when a task needs help or an owner.",
    "project.strict": (
        "Nothing in it closes unchecked: somebody other than who did it accepts each task."
    ),
    "project.why": "Why we do it: {why}",
    "unfit.nothing": "Nothing of yours is due today. Your list shows the rest.",
    "unfit.what": "{task}: what shall change?",
    "unfit.which": "Which one doesn't fit?",
    "remark.can_go_on": "can you go on?",
    "remark.check": "please check",
    "remark.decide": "needs a decision",
    "remark.help": "needs your help",
}
