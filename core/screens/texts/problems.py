"""What went wrong and what holds instead. ``.bare`` says it when facts are missing, ``.next`` adds
what to do."""

PROBLEMS: dict[str, str] = {
    "error.bad_emoji": "I don't know an emoji called {typed}.",
    "error.bad_emoji.bare": "That is no emoji.",
    "error.already_captured": "This message is {task} already.",
    "error.already_captured.next": "To see it, type:",
    "error.already_done": "{task} is done already. To open it again, type:",
    "error.already_dropped": "{task} was dropped. To bring it back, type:",
    "error.already_freed": "{who} said already that the way is free for {task}.",
    "error.already_freed.bare": "It was said already that the way is free for {task}.",
    "error.already_in_review": "{task} is with who checks it. To see how it stands, type:",
    "error.already_open": "{task} has no owner any more. To take it, type:",
    "error.already_running": (
        "Another Chivvy (process {process}) has the database {path} open. Stop it first."
    ),
    "error.already_started": "{task} is in progress already.",
    "error.already_taken": "{who} has {task} already. To see it, type:",
    "error.already_taken.bare": "{task} has an owner already. To see it, type:",
    "error.backup_is_pg_dump": "PostgreSQL is backed up by its own tool:",
    "error.backup_exists": "{path} is there already. Choose another name, or add --yes.",
    "error.bad_hours": "I can't read “{typed}” as working hours. Type them like this:",
    "error.bad_input": "I can't carry that out. What I understand stands in the help:",
    "error.bad_ladder": "“{typed}” is none of gentle, standard, firm, volunteer. Type:",
    "error.broken_references": "{rows} rows of {table} point to nothing. Restore the last backup.",
    "error.busy": "I'm too busy right now and saved nothing. Please try again.",
    "error.changed_since": "{who} changed this while you were writing: {field}. It is now {now}.",
    "error.changed_since.bare": "Somebody has changed {task} meanwhile. It stays as it is now.",
    "error.changed_since.brief": "{who} has changed {task} since then: {field}. It stays as it is.",
    "error.changed_meanwhile": (
        "Somebody else changed it at the same time, and nothing was saved. Please try again."
    ),
    "error.check_whom": "A day to look again belongs to somebody outside. Say who it is, such as:",
    "error.conflict": "Somebody else changed it at the same time. Nothing was saved; try again.",
    "error.cycle": "Then a task would wait for itself: {path}. Nothing was changed.",
    "error.slow_down": (
        "That is a lot at once, and nothing of this one was saved."
        " Please send it again in {seconds} s."
    ),
    "error.database_empty": "The database is empty. To make it, type:",
    "error.database_older": "The database is of an older Chivvy. To bring it up to date, type:",
    "error.database_file": "I can't use the database file {path}: {reason}.",
    "error.database_newer": (
        "The database comes from a newer Chivvy (revision {revision}). Install that release."
    ),
    "error.database_unreachable": "I can't reach the database. Is it running?",
    "error.database_url": "DATABASE_URL is no address of SQLite or PostgreSQL. For example:",
    "error.day_over": "{when} is over. Choose a day that lies ahead, or none.",
    "error.empty_field": "This can't stay empty.",
    "error.helper_is_owner": "{who} has the task. Who else can help? Type:",
    "error.helper_is_owner.bare": "Who has the task can't be its helper. Who else can help? Type:",
    "error.helper_or_outside": (
        "I ask either somebody here, who can help, or you, about somebody outside. Keep one of the "
        "two. For somebody outside, such as:"
    ),
    "error.helper_is_you": "That is you. Who else can help? Type:",
    "error.in_use": "A Chivvy runs on that database. Stop it first.",
    "error.line_too_long": "That is longer than {limit} characters. A short title is enough:",
    "error.migrating": (
        "Another process is bringing the database up to date. Try again in a minute."
    ),
    "error.missing_needed": "What is missing? The owner can't guess it. For example:",
    "error.moved_wrong": (
        "The rows of {table} did not arrive as they are. Nothing was kept; nothing was changed."
    ),
    "error.no_backup": "{path} is no backup of Chivvy: {reason}.",
    "error.criteria_open": "Ticked so far: {met} of {n}. Accept {task} all the same?",
    "error.no_criterion": "{task} has no criterion {n}; it has {count}.",
    "error.no_note": "What shall I write down? Type:",
    "error.no_candidate": "Choose who takes it, here or above.",
    "error.no_person": "Who shall get it? Type:",
    "error.no_place": "That works in a channel only. Here, type:",
    "error.no_project": "I know no project #{project}. To see one, type:",
    "error.no_title": "What is to be done? Type:",
    "error.no_value": "{question} Type:",
    "error.no_working_hours": (
        "Nobody works in that calendar ({zone}), so I can't find a time. Set working hours first."
    ),
    "error.not_allowed": "That's for {ids} to do. You can leave a note instead:",
    "error.not_allowed.bare": "Only people of this task can do that. You can leave a note instead:",
    "error.not_allowed_external_add": (
        "People of other organisations use the buttons of what I send them. Ask somebody here to "
        "add it, by typing:"
    ),
    "error.not_allowed_external_capture": (
        "People of other organisations use the buttons of what I send them. Ask somebody here to "
        "add it, by typing:"
    ),
    "error.not_allowed_external_open_project": (
        "People of other organisations use the buttons of what I send them. Ask somebody here to "
        "open it, by typing:"
    ),
    "error.not_allowed_guest_add": (
        "Guests add tasks for others in a channel that they are in. Go there and type:"
    ),
    "error.not_allowed_guest_capture": (
        "Guests add tasks for others in a channel that they are in. Go there and type:"
    ),
    "error.not_allowed_guest_open_project": (
        "Guests don't open projects. Ask a member to do it, by typing:"
    ),
    "error.not_allowed_leadless": (
        "Nobody leads #{project} at the moment. {ids} can do that, or ask you to lead it, by "
        "typing:"
    ),
    "error.not_allowed_leadless.bare": (
        "Nobody leads #{project} at the moment. An admin can do that, or ask you to lead it, by "
        "typing:"
    ),
    "error.not_allowed_nobody": (
        "Nobody who may do that is here any more. An owner of this workspace can become an admin, "
        "and then do it or name who leads, by typing:"
    ),
    "error.not_allowed_project": "That's for {ids} to do. To see how the project stands, type:",
    "error.not_allowed_project.bare": (
        "Only who leads the project can do that. To see how it stands, type:"
    ),
    "error.not_blocked": "{task} isn't blocked any more. To see how it stands, type:",
    "error.not_found": "I can't find {task}. To see your tasks, type:",
    "error.not_found.bare": "I can't find that. To see your tasks, type:",
    "error.not_in_review": "{task} isn't done yet, so there is nothing to check. When it is, type:",
    "error.no_dead_letter": "There is no dead letter {post}. To see those that there are:",
    "error.nothing_ticked": "No line is ticked. Tick those that shall become tasks.",
    "error.not_known_yet": (
        "I'm still finding out who you are here, and changed nothing. Please try again in a moment."
    ),
    "error.not_empty": "{path} holds something already. To replace it, add --yes.",
    "error.not_empty.bare": ("The database holds something already. Name an empty one."),
    "error.restore_is_pg_restore": (
        "PostgreSQL is restored by its own tool; then type chivvy restore without a file. First:"
    ),
    "error.same_database": "That is one database. Name two.",
    "error.not_saved": "I couldn't take that in time, and nothing was saved. Please try again.",
    "error.nothing_to_undo": (
        "There is nothing left of yours to take back from the last 24 hours. To see your tasks, "
        "type:"
    ),
    "error.outsider": (
        "{who} can't see {place}, where {task} stays. As its owner they would see this task, and "
        "nothing else of that conversation."
    ),
    "error.outsider.brief": (
        "{who} can't see {place}, where this task stays. Choose somebody of that conversation."
    ),
    "error.outsider.bare": "That person can't see the conversation where this task stays.",
    "error.owner_is_bot": "{who} is a bot; a task belongs to one person. Type:",
    "error.owner_is_bot.bare": "That is a bot; a task belongs to one person. Type:",
    "error.past_date": "That date is over: {when}. Type one that lies ahead, such as:",
    "error.past_date.bare": "That date is over. Type one that lies ahead, such as:",
    "error.already_checks": "{who} is asked to check {task} already. To see how it stands, type:",
    "error.already_checks.bare": "That person is asked to check {task} already. To see it, type:",
    "error.verifier_is_owner.bare": "Who does it can't check it. Somebody else, such as:",
    "error.verifier_is_owner": "{who} does it, so somebody else checks it. Type:",
    "error.person_away": (
        "{who} is back on {day}. Ask somebody else meanwhile, wait, or ask anyway?"
    ),
    "error.person_away.brief": "{who} is back on {day}. Choose somebody else.",
    "error.person_away.bare": "That person is away. Choose somebody else.",
    "error.person_is_bot": "{who} is a bot. Name a person, such as:",
    "error.person_is_bot.bare": "That is a bot. Name a person, such as:",
    "error.person_left": "{who} isn't here any more. Choose somebody else.",
    "error.person_left.bare": "That person isn't here any more. Choose somebody else.",
    "error.picked_bot": "{who} is a bot; a task belongs to one person. Choose somebody.",
    "error.picked_bot.bare": "That is a bot; a task belongs to one person. Choose somebody.",
    "error.picked_place": (
        "I don't know that channel, for I'm not a member there. Type there /invite @Chivvy, and "
        "then choose it again."
    ),
    "error.picked_stranger": "I don't know that person yet. Choose somebody of this workspace.",
    "error.private_task": "{task} stays in {place}: only people there may read it.",
    "error.lead_not_offered": "{who} leads #{key}; nobody asks you any more. To see it, type:",
    "error.lead_not_offered.bare": "Nobody asks you to lead #{key} any more. To see it, type:",
    "error.lead_guest": "{name} is a guest, and a project is led by a member. Type:",
    "error.lead_outside": (
        "{name} doesn't see this project: it stays in a private channel. Invite them there, then:"
    ),
    "error.pause_too_long": "A pause ends within a year, so that nobody forgets it. Type:",
    "error.project_closed": "#{key} is closed since {at}. To open it again, type:",
    "error.project_has_many": (
        "More than {n} tasks of #{key} are open. Finish, move or drop some first. To see them:"
    ),
    "error.project_has_open": "{n} tasks of #{key} are open. Say in the form what becomes of them:",
    "error.project_open": "#{key} is open already. To see how it stands, type:",
    "error.project_not_found": "I can't find that project. To see one, type:",
    "error.pause_repeats": "{task} comes again by itself. To pause that, type:",
    "error.pause_snooze": (
        "A task has no pause of its own. So that I ask you about {task} later, type:"
    ),
    "error.resume_repeats": "So that {task} comes again, type:",
    "error.resume_blocked": "{task} is blocked. When the way is free, type:",
    "error.resume_start": "{task} isn't paused. To go on with it, type:",
    "error.yours_to_check": "{who} says that {task} is done, and you are asked to check it. Type:",
    "error.yours_to_check.bare": "{task} is said to be done, and you are asked to check it. Type:",
    "error.reason_needed": "Why? A few words are enough, so that who asked for it knows:",
    "error.stale_button": "This button is too old for me. `/task` shows how things stand now.",
    "error.still_blocked": "{task} is blocked. When the way is free, type:",
    "error.still_open": "{task} isn't closed. When it is done, type:",
    "error.store_closed": "Chivvy is stopping. Nothing was saved; try again in a minute.",
    "error.too_long": "That has {length} characters; {limit} fit here. Keep the rest in a note:",
    "error.too_many": "That are {count} lines; {limit} fit here.",
    "error.unavailable": "I can't reach my database right now, and nothing was saved. Try again.",
    "error.unexpected": "Something went wrong on my side. Please try again.",
    "error.unknown_country": "I know no country “{typed}”. Type its two letters, such as:",
    "error.unknown_list": "I know nobody and nothing called “{typed}”. Type, for example:",
    "error.group_named": "“{name}” is a group. Name one person:",
    "error.misspelt_person": (
        "I know nobody called “{name}” here. Did you mean {people}? Press a name, or type:"
    ),
    "error.misspelt_person.bare": "I know nobody called “{name}” here. Type:",
    "error.unknown_person": "I know nobody called “{name}” here. Type:",
    "error.unknown_person.bare": "I don't know that person yet. Name somebody of this workspace:",
    "error.unknown_place": "I know no channel “{typed}”. In the channel itself, type:",
    "error.unknown_subdivision": "I know no region “{typed}” of {country}. One that I know:",
    "error.unknown_workspace": "I don't know this workspace yet. Say hello once: @Chivvy hello",
    "error.unknown_zone": "I know no time zone “{typed}”. Did you mean {near}? Type:",
    "error.unknown_zone.bare": "I know no time zone “{typed}”. Type it like this:",
    "error.unreadable_date": "I can't read “{typed}” as a date. Type it like this:",
    "error.unreadable_time": "I can't read “{typed}” as a time. Type it like this:",
    "error.which_earlier": "Which tasks does it wait for? Type:",
    "error.which_field.bare": "I can set {fields}. Type, for example:",
    "error.which_field": "I can set {fields}, not “{typed}”. Type:",
    "error.which_project": "Which project? This channel is home to none. Type:",
    "error.which_task": "Which task? Type its number:",
    "error.yes_or_no": "“{typed}” is neither yes nor no. Type:",
    "error.already_undone": "{who} has taken that back already.",
    "error.already_undone.bare": "That was taken back already.",
    "error.home_taken": "{place} is home to #{key}. Choose another channel, or type there:",
    "error.home_taken.bare": "That channel is home to another project. Choose another channel.",
    "error.key_taken": "There is a project #{key} already. Another name, such as:",
    "error.no_home": "A project lives in a channel. Name one, such as:",
    "error.no_key": "“{typed}” can't be the short name of a project. Letters and digits, such as:",
    "error.no_link": "{task} doesn't wait for {earlier}.",
    "error.no_name": "How is the project called? Type:",
    "error.private_link": (
        "{task} and {earlier} stay in different conversations and can't be linked."
    ),
    "error.several_people": "There are several called “{typed}”: {people}. Which one? Type:",
    "error.several_people.bare": (
        "There are several called “{typed}”. Type the full name or the handle."
    ),
    "error.too_late_to_undo": "That is too long ago to be taken back. To see {task}, type:",
    "error.waits_for_itself": "{task} can't wait for itself. Nothing was changed.",
    "error.word_of_tasks": "“{typed}” goes with the other command. Type:",
    "unknown.add": "To make a task of it, press the button or type:",
    "unknown.near": "I don't know “{word}”; nothing was changed. Did you mean {verb}?",
    "unknown.nothing": "I don't know “{word}”; nothing was changed.",
    "unknown.project": "To see how this channel's project stands, type:",
}
