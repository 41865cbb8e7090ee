"""*About me*: what others can read of somebody, what is kept, for how long, who could see it."""

ABOUT: dict[str, str] = {
    "about.acts": (
        "Of each of these, whoever sees the task reads its date, status and history: what you did "
        "to it, and when. Of closed ones as well."
    ),
    "about.asked.one": "You asked others for {n} open task:",
    "about.asked.other": "You asked others for {n} open tasks:",
    "about.could": (
        "Whoever runs this Chivvy can read all of it in the database and its backups, as with any "
        "system; chivvy audit lists what you did and what you were asked, without your words. "
        "Ask who that is. An admin reads no more tasks here than anybody."
    ),
    "about.could_head": "**Who could see that all the same**",
    "about.export": (
        "For a copy of yours, or to have it erased, ask who runs this Chivvy: chivvy export, and "
        "chivvy erase --person. A text that should not be there, such as a password: "
        "`/task erase T-42`"
    ),
    "about.kept_head": "**What is kept and shown to nobody else**",
    "about.kept_profile": (
        "Your profile as the chat has it: name, handle, zone ({zone}), language ({habit}), role, "
        "and your account. Names are shown; the rest is used to find the right hour and words."
    ),
    "about.kept_settings": (
        "What you have set: hours, holidays, brief, how each kind of message reaches you, leave "
        "and who covers. No history of it. One thing shows: whoever gives you a task learns "
        "whether you take it at once. To see and change it: `/task settings`"
    ),
    "about.kept_texts": (
        "What you wrote to me: titles, notes, reasons, answers. It stands with its task and is "
        "read by whoever sees that. Words that wait for a button go after 30 days, unless who runs "
        "this has set another time; the rest stays until it is erased."
    ),
    "about.kept_told": (
        "What I told you, when, and whether an answer followed, so that I don't ask twice. Whoever "
        "sees a task can read with `/task nudge` when its owner was last asked."
    ),
    "about.lead": (
        "A lead reads the same, and is asked to decide about a task when its date is long over, a "
        "blocker stays, it came back twice, or you are away. You are told before."
    ),
    "about.leave": "You are away, so others read: back on {day}. No more than that.",
    "about.leave_none": "While you are away, others read the day you are back, and no more.",
    "about.load": (
        "When three messages of mine in a row stay open with you, I ask you whether it is too much;"
        " two working days later I may ask a lead of yours the same. You read who and when before."
    ),
    "about.narrow": " (only people of {place}, and who takes part)",
    "about.never": (
        "Not kept, by nobody to be read: how fast you answer, how often something was late, what "
        "you read, what you say in channels."
    ),
    "about.nobody": "I don't know you here yet.",
    "about.none_asked": "You asked nobody else for anything that is open.",
    "about.none_owned": "No open task is yours.",
    "about.none_waiting": "Nothing waits for you to check or to help.",
    "about.owned.one": "{n} open task is yours:",
    "about.owned.other": "{n} open tasks are yours:",
    "about.read_head": "**What others here can read**",
    "about.role_admin": "admin of this workspace",
    "about.role_external": "of another organisation",
    "about.role_guest": "guest",
    "about.role_lead": "you lead {projects}",
    "about.role_member": "member",
    "about.roles": "What you are here: {roles}.",
    "about.title": "**About {name}**, for your eyes only",
    "about.waiting.one": "{n} task waits for you, to check or to help:",
    "about.waiting.other": "{n} tasks wait for you, to check or to help:",
    "error.about_others": (
        "I tell nobody about somebody else: signals here are about work, not about people. What is "
        "open with somebody, as far as you see it, is a list:"
    ),
}
