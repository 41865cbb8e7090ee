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
