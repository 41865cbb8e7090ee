"""What the roles of a server make of people."""

ROLES: dict[str, str] = {
    "button.roles_settings": "What roles mean",
    "error.many_roles": "I take {n} roles for each at most. Type:",
    "error.role_twice": "{role} stands in two fields. A role means one thing: take it out of one.",
    "error.roles_elsewhere": (
        "Roles are a Discord server's. Here the platform says who is a guest, and a project who "
        "leads it. To say who may do with several tasks, type:"
    ),
    "error.roles_in_server": "Roles are picked in a channel of their server. There, type:",
    "error.which_role": (
        "“{typed}” is no role that I can tell. Pick it from the list that Discord shows after @; "
        "*off* ends it. Type:"
    ),
    "field.guests": "Guests",
    "field.leads": "Leads",
    "field.members": "Members",
    "form.settings_roles": "What roles mean",
    "hint.guests": "Least rights: they add, claim and answer where they are.",
    "hint.leads": "They may what the lead of a project may, in all that they see.",
    "hint.members": "If you name one, who has none of these is a guest.",
    "roles.about": (
        "Whoever manages the server, and every admin, is a member in any case. A role holds from "
        "the next command or button of whoever has it, and no longer than they have it."
    ),
    "roles.guests": "Guests, with the least rights: {roles}.",
    "roles.leads": "Lead every project that they see: {roles}.",
    "roles.members": "Members: {roles}. Who has none of these is a guest.",
    "roles.unnamed": "a role",
    "spoken.roles_settings": "Say which roles are guests, members or leads",
}
