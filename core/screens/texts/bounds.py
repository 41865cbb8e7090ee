"""What one person may do how much of, and where."""

BOUNDS: dict[str, str] = {
    "bounds.about": (
        "Where many people can write, one hand should not make a hundred tasks. Admins are never "
        "bound. One task from one message, and `/task add`, stay open to everybody."
    ),
    "bounds.ask": (
        "Is that right for this server? A role may have it instead, or everybody; and you choose "
        "the channels in which I listen and speak."
    ),
    "bounds.channels": "I listen and speak in {names} only, and in direct messages.",
    "bounds.private_channel": "a private channel of yours",
    "bounds.several_everybody": "everybody",
    "bounds.several_leads": "leads and admins",
    "bounds.several_role": "the role {role}, and admins",
    "bounds.stand": "Several tasks at once, and tasks by a reaction: {several}.",
    "bounds.stand_daily": (
        "Several tasks at once, and tasks by a reaction: {several}. New tasks a day for one "
        "person: {n}."
    ),
    "button.bounds_settings": "Who may, and how much",
    "error.none_left_today": (
        "New tasks a day for one person here: {n}, and yours of today are used up. From {until} on "
        "there is room again, and an admin can add it now. Keep your words; what you have, you see "
        "with:"
    ),
    "error.many_channels": "I take {n} channels at most. Type:",
    "error.not_in_channel": (
        "I don't work in this channel, but in {places}. Ask me there, or in direct messages, where "
        "I am always at work:"
    ),
    "error.not_in_channel.bare": (
        "I don't work in this channel. Ask me in direct messages, where I am always at work:"
    ),
    "error.not_allowed_several": (
        "Several tasks at once, and a task by a reaction, are for leads of a project and for "
        "admins here. One at a time is open to everybody: *Capture as task* in the menu of a "
        "message, or:"
    ),
    "error.not_allowed_several_role": (
        "Several tasks at once, and a task by a reaction, are for the role {role} and for admins "
        "here. One at a time is open to everybody: *Capture as task* in the menu of a message, or:"
    ),
    "error.too_many_today": (
        "These would be {asked} tasks, and today you can add {left} more: new tasks a day for one "
        "person here: {n}. From {until} on there is room again, and an admin can add them now. To "
        "add one of them:"
    ),
    "error.unmet_channel": (
        "I have not met that channel yet. Let me in, type `/task list` there, and choose it again."
    ),
    "error.which_several": (
        "“{typed}” is nobody whom I can tell. Everybody, leads, and on a Discord server a role "
        "(@Organisers) work. Type:"
    ),
    "field.channels": "Where I listen and speak",
    "field.daily": "New tasks a day for one person",
    "field.role": "The role",
    "field.several": "Who may do several at once?",
    "form.settings_bounds": "Who may, and how much",
    "hint.channels": "Such as: #infra #events. Empty: everywhere that I am invited to.",
    "hint.channels.discord": "None: wherever I may. In direct messages I work in any case.",
    "hint.daily": "Empty: as many as they like. Admins and who has the role are not counted.",
    "hint.role": "Only for the last choice above",
    "option.several_everybody": "Everybody",
    "option.several_leads": "Leads of a project, and admins",
    "option.several_role": "Who has a role, and admins",
    "option.several_the_role": "The role {role}, and admins",
    "spoken.bounds_settings": "Say who may make several tasks at once, and how many a day",
}
