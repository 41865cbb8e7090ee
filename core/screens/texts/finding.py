"""Lists that were asked for, and what was searched: filters by name, pages, nothing found."""

FINDING: dict[str, str] = {
    "button.back": "Back",
    "button.next": "Next",
    "error.no_project_or_label": (
        "I know no project #{project}, and no task that you see has that label. "
        "To see all that is open, type:"
    ),
    "error.no_words": "Which words shall I look for? Type:",
    "error.unknown_filter": "I don't know “{typed}”. Did you mean {near}? Type:",
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
        'words of the title. For example: /task list @maria overdue, or /task search "new server"'
    ),
    "list.found": "Found: {words}",
    "list.found_nothing": (
        "No task that you see has words that begin so: {words}. Fewer words find more, such as: "
        "/task search certif"
    ),
    "list.page": "{first} to {last} of {total}",
}
