"""What is said on Discord alone: forms in steps, closed doors, servers that nobody knows."""

DISCORD: dict[str, str] = {
    "button.draft_again": "Correct it",
    "button.draft_next": "Go on",
    "button.draft_save": "Save as it is",
    "button.step_back": "Step back",
    "button.your_city": "My city ...",
    "discord.closed_door": (
        "I have an answer for you, and you take no direct messages from this server. Allow them "
        "in its privacy settings and ask again; or use /task, whose answers only you see."
    ),
    "discord.for_you": "Chivvy, for you",
    "discord.no_server": (
        "I know you from no server yet. Use /task once in a server where I am; then it works "
        "here as well."
    ),
    "draft.not_yours": "This form is somebody else's. Yours: the same command again.",
    "draft.step": "Step {page} of {pages} is kept. Go on, or save it as it is.",
    "spoken.draft_again": "Open the form again with what you typed",
    "spoken.draft_next": "Go on with the next fields",
    "echo.zone": "I read {due} in {zone}. Your city?",
    "ladder.volunteer": (
        "I ask the people of a task and nobody else, and leave time: this is their free time."
    ),
    "option.volunteer": "Volunteers",
    "option.volunteer_says": "No lead is told, nothing is posted. A digest on Mondays.",
    "said.step_back": "{task} isn't yours any more. No reason needed, thank you.",
    "spoken.draft_save": "Save what is filled in",
    "spoken.step_back": "Step back from {task}",
    "spoken.your_city": "Tell the time zone you live in",
    "suggest.no_date": "{typed}: no date that I can read. Try: friday 17:00, in 3 days, 24 dec",
    "ticked.refused_blind": (
        "Discord shows me no words of other people's messages here. An admin can turn on the "
        "message content intent; until then use Apps, Capture as task, on each message."
    ),
}
