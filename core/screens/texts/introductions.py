"""First contact: in a channel, and with a person."""

INTRODUCTIONS: dict[str, str] = {
    "button.project_here": "Open a project here",
    "hello.begin": (
        "To begin: `/task add Renew the certificate @maria friday`. Or “Capture as task” on any "
        "message."
    ),
    "hello.does": (
        "I'm Chivvy. I keep tasks: each with one owner and a date, and I follow up until it's done."
    ),
    "hello.keeps": (
        "I keep nothing that is said here unless you capture it or speak to me, and I rate nobody."
    ),
    "hello.keeps_private": (
        "What is captured here is seen here only. I keep nothing else that is said, and I "
        "rate nobody."
    ),
    "hello.person": "I'm Chivvy: I keep the team's tasks, and ask when something is due or stuck.",
    "hello.person_answer": "Answer with a button or in words. All I understand: `/task help`",
    "spoken.project_here": "Open a project for {place}",
}
