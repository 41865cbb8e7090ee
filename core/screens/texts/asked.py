"""What is asked where a setting is named without its value, and where a number is out of range."""

ASKED: dict[str, str] = {
    "asked.hours": "When do you work?",
    "asked.brief": "At what time shall your morning brief come?",
    "asked.zone": "Which time zone are you in?",
    "asked.country": "Whose public holidays do you have?",
    "asked.clock": "How shall I write times for you, 24h or 12h?",
    "asked.incoming": "Tasks that others give you come direct, ask first, or off. Which of them?",
    "asked.given": "A task was given to you: shall I say so now, or in the brief?",
    "asked.checks": "You are asked to check: shall I say so now, or in the brief?",
    "asked.dates": "A date comes near, or has passed: shall I say so now, in the brief, or off?",
    "asked.quiet": "A task of yours has been quiet: shall I say so now, in the brief, or off?",
    "asked.help": "Something is in the way: shall I say so now, in the brief, or off?",
    "asked.decisions": "Something needs your decision: shall I say so now, in the brief, or off?",
    "asked.news": "News of tasks that you asked for or did: now, in the brief, or off?",
    "asked.home_zone": "Which time zone is the workspace in?",
    "asked.home_country": "Whose public holidays does the workspace have?",
    "asked.home_hours": "When do people work here?",
    "asked.home_off": "On which days is the whole company off?",
    "asked.home_ladder": "How firmly shall I ask: gentle, standard, firm or volunteer?",
    "asked.home_hold": "For how many seconds is there an Undo before others hear?",
    "asked.home_interruptions": "How many messages a day may interrupt somebody?",
    "asked.home_urgent": (
        "What is urgent comes in people's hours (in hours), or also at night (any hour). Which of "
        "the two?"
    ),
    "asked.home_name": "How is the workspace called?",
    "asked.home_daily": "How many tasks may one person add in a day?",
    "asked.project_why": "Why does the project exist?",
    "asked.project_name": "How is the project called?",
    "asked.project_lead": "Who leads the project?",
    "asked.project_ladder": "How firmly shall I ask: gentle, standard, firm or volunteer?",
    "asked.project_posts": "Shall I post in the project's channel, yes or no?",
    "asked.project_capture": "Which emoji makes a message a task: one, on, or off?",
    "asked.project_numbers": "Shall I say what a number of a task means, on or off?",
    "asked.project_strict": "Shall somebody else check everything, yes or no?",
}
