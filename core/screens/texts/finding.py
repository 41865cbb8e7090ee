"""Lists that were asked for, and what was searched: filters by name, pages, nothing found."""

FINDING: dict[str, str] = {
    "button.back": "Back",
    "button.criteria": "Done when ...",
    "button.priority": "Priority",
    "button.next": "Next",
    "error.no_project_or_label": (
        "I know no project #{project}, and no task that you see has that label. "
        "To see all that is open, type:"
    ),
    "error.duplicate_of_itself": "A task can't be a duplicate of itself. Of which one? Type:",
    "error.no_criteria": "What must be true when it is done? Type:",
    "error.no_until": "Until when? Type:",
    "error.not_allowed_snooze": (
        "I have asked you nothing about {task}, so there is nothing to put off. To see why you "
        "hear of a task, type:"
    ),
    "error.too_far": "That is more than a year away. Nearer is kinder to whoever waits, such as:",
    "error.unknown_priority": "“{typed}” is no priority. I know {known}. Type:",
    "error.no_words": "Which words shall I look for? Type:",
    "error.unknown_filter": "I don't know “{typed}”. Did you mean {near}? Type:",
    "field.dropped_as": "Why is it dropped?",
    "field.duplicate_of": "Of which task, if it is a duplicate?",
    "field.words": "Words",
    "filter.blocked": "blocked",
    "filter.dateless": "without a date",
    "filter.done": "done",
    "filter.dropped": "dropped",
    "filter.for_me": "waiting for you",
    "filter.given": "that you asked others for",
    "filter.here": "in this channel",
    "filter.label": "labelled #{name}",
    "filter.mine": "with you",
    "filter.open": "open",
    "filter.overdue": "past their date",
    "filter.person": "with {name}",
    "filter.person_left": "with {name}, who has left",
    "filter.priority_high": "high",
    "filter.priority_low": "low",
    "filter.priority_urgent": "urgent",
    "filter.progress": "in progress",
    "filter.project": "in #{name}",
    "filter.review": "waiting for a check",
    "filter.today": "due by today",
    "filter.unowned": "without an owner",
    "filter.week": "due by the end of this week",
    "filter.words": "with the words “{name}”",
    "list.fits_nothing": (
        "Nothing is {filters}. Filters that I know: @name, #project, #label, mine, waiting for "
        "me, given by me, here, overdue, today, this week, blocked, unowned, done, high, and "
        "words of the title. For example: `/task list @maria overdue`, or "
        '`/task search "new server"`'
    ),
    "list.found": "Found: {words}",
    "list.found_nothing": (
        "No task that you see has words that begin so: {words}. Fewer words find more, such as: "
        "`/task search certif`"
    ),
    "form.criteria": "Done when",
    "form.priority": "Priority",
    "hint.duplicate_of": "Its number, such as T-31",
    "history.title": "What happened to {task}",
    "next.check": "it is done and waits only for your check.",
    "next.help": "somebody can't go on without your answer.",
    "next.free": ("Nothing waits for you. To take something: `/task list unowned`"),
    "next.title": "What first, and why",
    "next.why_begun": "you have begun it, and finishing comes before beginning.",
    "next.why_high": "it has high priority.",
    "next.why_holds_up": "{handles} can't begin before it.",
    "next.why_late": "it was due {due}.",
    "next.why_oldest": "it has waited longest, since {day}.",
    "next.why_soon": "it is due {due}.",
    "next.why_today": "it is due {due}.",
    "next.why_urgent": "it is urgent.",
    "option.drop_duplicate": "It is a duplicate",
    "option.drop_duplicate_of": "Duplicate of {handle}",
    "option.drop_mistake": "It was added by mistake",
    "option.drop_not_needed": "It is not needed any more",
    "option.drop_other": "Something else: say it below",
    "option.drop_out_of_scope": "It is out of scope",
    "said.criteria.one": "{task} has {n} criterion now.",
    "said.criteria.other": "{task} has {n} criteria now.",
    "said.title": "It is called {task} now.",
    "spoken.criteria": "Say when {task} is done",
    "spoken.priority": "Set the priority of {task}",
    "why.no_part": "{task}: you see it because it is open to you. I have told you nothing of it.",
    "why.part_helper": "{task}: you were asked to help. I have told you nothing else of it.",
    "why.part_owner": "{task}: you have it. I have asked you nothing about it so far.",
    "why.part_requester": "{task}: you asked for it. There was no news to tell so far.",
    "why.part_verifier": "{task}: you check it once it is done.",
    "list.page": "{first} to {last} of {total}",
    "list.among_newest": "Many tasks have these words: I looked among the newest {n}."
    " A rarer word finds older ones too.",
    "list.page_or_more": "{first} to {last} of {total} or more",
}
