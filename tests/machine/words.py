"""What people type in the machine and in recorded histories."""

WHENS = ("", "today 17:00", "tomorrow", "tomorrow 10:00", "friday", "in 3 days")
LEVELS = ("", "", "high", "urgent")
CHECKS = ("", "", "done when: it answers")
ACTS = (
    "done T-{n}", "done T-{n} looked at twice", "start T-{n}", "block T-{n} no access @priya",
    "block T-{n} waiting for ACME, check friday", "unblock T-{n}", "snooze T-{n} until tomorrow",
    "due T-{n} friday - the client asked", "due T-{n} in 2 days", "drop T-{n} not wanted",
    "assign T-{n} @maria", "assign T-{n} @jonas", "assign T-{n} @priya", "accept T-{n}",
    "reopen T-{n} something is missing", "note T-{n} a note", "priority T-{n} urgent",
    "claim T-{n}", "nudge T-{n}", "verify T-{n} @ana", "criteria T-{n} it is read",
    "follow T-{n}",
)  # fmt: skip
RHYTHMS = (
    "every day", "every workday 9:00", "every friday", "every 2 days", "every! 2 days",
    "every day at 11:00", "every month on the last day", "every day 3 times",
)  # fmt: skip
REPEATS = (
    "skip T-{n}", "repeat T-{n} every day", "repeat T-{n} every! day", "repeat T-{n} every friday",
    "repeat T-{n} pause until friday", "repeat T-{n} resume", "repeat T-{n} off",
)  # fmt: skip
"""What is done to what repeats."""
SEVERAL = (
    "done T-{n} T-{m}", "assign T-{n} T-{m} @jonas", "due T-{n} T-{m} friday - together",
    "after T-{n} T-{m}", "sub T-{n} a part @maria friday", "move T-{n} T-{m} none",
)  # fmt: skip
"""Acts on two tasks, and on a part of one. Moves that show something are asked about first, and a
yes makes it no secret any more: what the machine knows of secrets is where they were born."""
LOOKS = (
    "list", "list overdue", "list @maria", "list #infra", "list #hiring", "search parcel", "next",
    "home", "show T-{n}", "history T-{n}", "why T-{n}", "about me", "project list",
    "project show #infra", "project show #hiring", "project show #client", "help",
)  # fmt: skip
"""What changes nothing, and must show nothing that is not theirs."""
GLANCES = ("search parcel", "home", "list @maria", "project list", "next", "list #hiring")
"""What somebody looks at after each step."""
