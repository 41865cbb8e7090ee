"""Somebody has left, or is here again."""

LEAVERS: dict[str, str] = {
    "admin.needed": "{name} has left and was the only admin of Chivvy in this workspace.",
    "admin.needed_means": (
        "You own this workspace, so you may become one: an admin names leads, stops all "
        "messages, and sets what holds for all. Until then nobody can."
    ),
    "button.admin_me": "Make me an admin",
    "button.left_each": "One by one",
    "button.left_give": "Give all to ...",
    "button.left_give_now": "Give all",
    "button.left_open": "Needs an owner",
    "button.name_lead": "Who leads #{project}?",
    "error.handing_outside": (
        "{who} may not see any of it, for it stays in private places. Choose one by one, or "
        "somebody else."
    ),
    "error.handing_outside.bare": "Nothing of it can be given away like this. Choose one by one.",
    "error.not_allowed_hand_over": (
        "Only who was asked what becomes of these tasks can say so. To see yours, type:"
    ),
    "error.nothing_to_hand_over": (
        "Nothing that {who} had waits for you any more: others have taken care of it. To see "
        "your tasks, type:"
    ),
    "error.nothing_to_hand_over.bare": (
        "Nothing of it waits for you any more: others have taken care of it. To see your tasks, "
        "type:"
    ),
    "error.person_is_back": (
        "{who} is here again, so nothing was given away. To give one task to somebody, type:"
    ),
    "error.person_is_back.bare": (
        "That person is here again, so nothing was given away. To give one task to somebody, type:"
    ),
    "form.left_give": "Give all to",
    "hint.left_owner": "They are told once, of all of it; one Undo takes all of it back",
    "left.back": "{name} is here again, and goes on with what nobody has taken over.",
    "left.checks.one": "{n} check",
    "left.checks.other": "{n} checks",
    "left.checks_stand_in": (
        "Checks go to whoever stands in: who asked for the work, else its lead."
    ),
    "left.gone": "{*name}** has left.**",
    "left.had": "{*name}** has left:** {parts}.",
    "left.helps.one": "{n} blocker to remove",
    "left.helps.other": "{n} blockers to remove",
    "left.lead_asked": " #{key}: {name} is asked.",
    "left.led": ("{name} led {projects}. Who leads now? A button, or: `/project lead #{key} @ana`"),
    "left.list": "What {name} had",
    "left.list_checks": "To check",
    "left.list_held": "Needs somebody",
    "left.list_helps": "A blocker to remove",
    "left.next": (
        "Meanwhile nobody is asked about these tasks, and no channel is told that {name} has left."
    ),
    "left.repeats.one": "{n} of them repeats: those that come go with it.",
    "left.repeats.other": "{n} of them repeat: those that come go with them.",
    "left.settled": "{name} has left. Nothing of it waits for you.",
    "left.still": "You are here again. Still yours: {tasks}",
    "left.still_more.one": " and {n} more",
    "left.still_more.other": " and {n} more",
    "left.tasks.one": "{n} open task",
    "left.tasks.other": "{n} open tasks",
    "said.handed": "{to} has what {name} had: {parts}.",
    "said.handed_checks.one": "{n} check went to whoever stands in.",
    "said.handed_checks.other": "{n} checks went to whoever stands in.",
    "said.handed_helps.one": "{n} blocker waits for whoever can help: I ask.",
    "said.handed_helps.other": "{n} blockers wait for whoever can help: I ask.",
    "said.handed_offered.one": "{to} wants to be asked first: {n} task is offered.",
    "said.handed_offered.other": "{to} wants to be asked first: {n} tasks are offered.",
    "said.handed_open": "What {name} had waits for whoever takes it: {parts}.",
    "said.handed_stayed.one": "{n} stays for you to decide: it is private, or nobody may check it.",
    "said.handed_stayed.other": (
        "{n} stay for you to decide: they are private, or nobody may check them."
    ),
    "spoken.admin_me": "Make me an admin of Chivvy in this workspace",
    "spoken.left_each": "Decide one by one what becomes of what {person} had",
    "spoken.left_give": "Give all that {person} had to one person",
    "spoken.left_open": "All that {person} had waits for whoever takes it",
    "spoken.name_lead": "Say who leads {project}",
    "why.rule_admin_needed": (
        "There is always an admin. The last one has left, so the owners of the workspace are asked."
    ),
    "why.rule_left": (
        "Somebody whose tasks you decide about has left: you lead their project, asked for the "
        "work, or are an admin. It comes once for each who leaves, and ends when all is settled."
    ),
    "why.rule_still_yours": "You are here again: once, your brief says what is still yours.",
}
