"""Too many questions, or is something wrong?"""

LOADS: dict[str, str] = {
    "button.ladder_gentle": "Ask gently in #{project}",
    "button.less_checks": "Checks: in the brief",
    "button.less_dates": "Dates: in the brief",
    "button.less_decisions": "Decisions: in the brief",
    "button.less_help": "Obstacles: in the brief",
    "button.less_quiet": "Quiet tasks: in brief",
    "button.load_fewer": "Too many: fewer",
    "button.load_fewer_mine": "Too many for me: fewer",
    "button.load_fine": "All is well",
    "button.load_fine_mine": "All is well with me",
    "button.load_hand_over": "Hand some over",
    "button.load_hand_over_mine": "Hand over some of mine",
    "button.load_list": "Tasks of {name}",
    "button.step_back_some": "Step back from some",
    "button.load_talk": "Talk to {name}",
    "error.nobody_leads": "Nobody else leads what I asked you about. Leave word with a task:",
    "error.nothing_of_mine": "You have no open task that could be handed over. To see:",
    "field.hand_over": "{task}",
    "form.hand_over": "Hand some over",
    "form.hand_over_about": (
        "Choose somebody for each task that you want to hand over; the others stay yours. Who gets"
        " one is told, and can say *Not mine*."
    ),
    "load.about": "**About {name}:**",
    "load.about_you": "**About you:**",
    "load.answered": "Thank you, that helps.",
    "load.asked": "My last questions to you are open. Are they too many, or is something wrong?",
    "load.asked_means": "Any answer is fine, and I keep no count.",
    "load.fewer": (
        "What shall come in your morning brief instead of as a message? Urgent tasks still come at"
        " once."
    ),
    "load.fewer_lead": "How firmly a project asks at all is up to its lead, {name}.",
    "load.lead": (
        "Is it too much for {name} at the moment, or is something in the way? Some questions to"
        " {name} are open."
    ),
    "load.lead_means": "A word between you helps more than my asking. Nobody else reads this.",
    "load.next": "Without a word from you, I'll ask {name} on {when} whether it is too much.",
    "load.next_nobody": "Without a word from you, I leave it at that.",
    "load.talk": "{name} would like to talk with you about what is on the table.",
    "said.handed_over.one": "{n} task is handed over.",
    "said.handed_over.other": "{n} tasks are handed over.",
    "said.handed_over_to": "{task}: {name}",
    "said.load_fine": "Good to know. I won't ask about this again for a while.",
    "said.load_talk": "{name} hears that you would like to talk, and nothing else.",
    "spoken.ladder_gentle": "Let {project} follow up gently",
    "spoken.load_fine": "All is well with me",
    "spoken.load_list": "Open tasks of {name}",
    "why.rule_load": "When question after question stays open with you, I ask once how you are.",
    "why.rule_load_lead": (
        "I ask a lead about somebody's load when that person has left the same question open for"
        " two working days. The person knew it."
    ),
    "why.rule_load_talk": "Who is asked whether it is too much can say: I'd like to talk.",
}
