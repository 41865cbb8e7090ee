"""One's own settings, and the workspace's defaults."""

SETTINGS: dict[str, str] = {
    "button.settings_undo": "Undo",
    "error.leave_not_undone": (
        "Your last change was about leave, and undo doesn't take that back. Type:"
    ),
    "error.settings_changed_since": (
        "That was changed since then, so it stays as it is. To see your settings, type:"
    ),
    "button.home_settings": "Change the defaults",
    "button.my_settings": "Settings",
    "button.project_settings": "Project's settings",
    "button.way_back": "As before",
    "button.way_less": "Less of this",
    "button.way_off": "Not at all",
    "spoken.home_settings": "Change the defaults of the workspace",
    "spoken.my_settings": "Open my settings",
    "spoken.project_settings": "Settings of {project}",
    "spoken.way_back": "Tell me of this as it comes again",
    "spoken.way_less": "Tell me less of this",
    "spoken.way_off": "Don't tell me of this at all",
    "button.away": "Away ...",
    "button.away_off": "I'm not away",
    "spoken.away": "Say that I am away",
    "spoken.away_off": "Take my leave back",
    "field.back": "Back on",
    "field.cover": "Who answers for you meanwhile?",
    "field.from": "Away from",
    "form.away": "Away",
    "hint.back": "The day on which you work again: monday, 4 jan",
    "hint.cover": "Gets what I would ask you: follow-ups, requests for help, checks.",
    "hint.from": "As you would say it: 24 dec. Empty: today.",
    "leave.covered": "{name} answers meanwhile: follow-ups, requests for help, checks.",
    "leave.covers_day": (
        "{name} is away on {first}, and you answer meanwhile: what I would ask {name} comes "
        "to you. Back on {back}."
    ),
    "leave.covers": (
        "{name} is away from {first} to {last}, and you answer meanwhile: what I would ask "
        "{name} comes to you. Back on {back}."
    ),
    "leave.covered_no_more": (
        "You no longer answer for {name}: what I would ask {name} comes to you no more. Thank you."
    ),
    "leave.due_meanwhile.one": "Due meanwhile. Decided now, nobody needs to ask:",
    "leave.due_meanwhile.other": "{n} tasks are due meanwhile. Decided now, nobody needs to ask:",
    "leave.first_day": "On {back} you get one brief, and nothing else of mine before 13:00.",
    "leave.quiet": (
        "Nothing of mine reaches you in that time, and others read no more than when you are back."
    ),
    "leave.nobody_covers": (
        "Nobody answers meanwhile; where a date comes near, who asked for it hears of it once. To "
        "name somebody: `/task away until monday cover @priya`"
    ),
    "leave.over": "That leave was taken back.",
    "leave.planned_day": "You are away on {first}; back on {back}.",
    "leave.planned": "You are away from {first} to {last}; back on {back}.",
    "leave.set_day": (
        "A lead of yours told me that you are away on {first}; back on {back}. Nothing of "
        "mine reaches you then."
    ),
    "leave.set": (
        "A lead of yours told me that you are away from {first} to {last}; back on {back}. "
        "Nothing of mine reaches you in that time."
    ),
    "said.leave_off": "You are not away. I go on as usual.",
    "said.leave_off_other": "{name} is not away, as far as I know. I go on as usual.",
    "said.leave_other_day": "{name} is away on {first}; back on {back}. I'll say so there.",
    "said.leave_other": (
        "{name} is away from {first} to {last}; back on {back}. I'll say so there."
    ),
    "field.brief": "Morning brief at",
    "field.clock": "Times and dates",
    "field.hold": "Seconds for an Undo before others hear",
    "field.interruptions": "Messages a day that may interrupt somebody",
    "field.urgent": "What is urgent reaches people",
    "field.off": "Days on which the whole company is off",
    "field.way_checks": "You are asked to check",
    "field.way_dates": "A date comes near, or has passed",
    "field.way_decisions": "Something needs your decision",
    "field.way_given": "A task was given to you",
    "field.way_help": "Something is in the way",
    "field.way_news": "News of tasks that you asked for or did",
    "field.way_quiet": "A task of yours has been quiet",
    "form.settings": "Your settings",
    "form.settings_home": "Defaults for everybody",
    "hint.my_brief": "Such as: 8:30. It comes on days that you work.",
    "hint.my_country": "Such as: DE-BY, or Germany, Bavaria. Empty: the workspace's.",
    "hint.my_hold": "0 to 300",
    "hint.my_hours": "Such as: mon-thu 9:00-17:00, fri 9-12, 13-18. Empty: the workspace's.",
    "hint.my_interruptions": "Per person; the rest waits for the brief.",
    "hint.my_name": "How the workspace is called",
    "hint.my_off": "Such as: 24 dec, 31 dec",
    "hint.urgent": "On leave, and while somebody wants no messages, it waits either way.",
    "hint.my_zone": "Such as: Europe/Berlin. Empty: as the platform says.",
    "option.habit_au": "5:00 PM, day before month",
    "option.habit_gb": "17:00, day before month",
    "option.habit_us": "5:00 PM, month before day",
    "option.habit_told": "As the platform says ({told})",
    "option.urgent_any_hour": "At any hour",
    "option.urgent_in_hours": "In their hours",
    "option.way_brief": "In the morning brief",
    "option.way_now": "As it comes, in my hours",
    "option.way_off": "Not at all",
    "settings.brief": "Your brief comes at {time} on days that you work.",
    "settings.brief_in_hours": (
        "At {wanted} you don't work, so your brief comes at {time}, on days that you work."
    ),
    "settings.clock": "I write times like {time} ({habit}).",
    "settings.country": "Your public holidays are those of {country}.{next}",
    "settings.country_none": "I know of no public holidays for you.",
    "settings.country_usual": "Your public holidays are the workspace's, {country}.{next}",
    "settings.defaults_only": (
        "These hold for whoever has set nothing else. Nobody's own settings change."
    ),
    "settings.nameless": "This workspace",
    "settings.home": "{name}: {zone}, public holidays: {country}.",
    "settings.home_hours": "Usual hours: {hours}.",
    "settings.home_off": "Everybody is off: {off}.",
    "settings.home_rest": (
        "New projects follow up: {ladder}. Undo: {hold} s. Interruptions: {interruptions} a day."
    ),
    "settings.hours": "You work {hours}. Nothing of mine comes outside of that.",
    "settings.hours_urgent": (
        "You work {hours}. Outside of that only what is urgent comes, as an admin has set it here, "
        "and neither on leave nor while you want no messages."
    ),
    "settings.hours_usual": "You work the usual hours: {hours}.",
    "settings.next_holiday": " The next: {day}, {name}.",
    "settings.no_country": "none",
    "settings.urgent_any_hour": (
        "What is urgent reaches people at any hour; on leave, and while somebody wants no "
        "messages, it waits."
    ),
    "settings.urgent_in_hours": "What is urgent waits for people's hours, as all else does.",
    "settings.usual": (
        "Now: {hours}, {zone}; the workspace's public holidays: {country}. Only you see this."
    ),
    "settings.way_brief": "{topic}: from now on in your morning brief; urgent ones at once.",
    "settings.way_now": "{topic}: as it comes, in your hours.",
    "settings.way_off": (
        "{topic}: I won't tell you. Your silence counts as no answer; a digest may show the task."
    ),
    "settings.zone": "Your zone is {zone}.",
    "settings.zone_told": "Your zone is {zone}, as the platform says.",
    "said.settings": "Only you see your settings.",
    "said.workspace": "They hold for whoever has set nothing else.",
    "error.cover_away": "{who} is away then too. Name somebody else:",
    "error.cover_away.bare": "Who shall cover is away then too. Name somebody else:",
    "error.cover_not_here": "{who} can't answer for others. Name somebody else:",
    "error.cover_not_here.bare": "That person can't answer for others. Name somebody else:",
    "error.cover_self": "Whoever is away can't answer meanwhile. Name somebody else:",
    "error.hours_overlap": "“{typed}” has hours twice: two of them overlap. Type, for example:",
    "error.leave_overlaps": (
        "You are away from {first} to {last} already. For all of both, or to change it, type:"
    ),
    "error.leave_hours": (
        "Leave is whole days; I can't be away by the hour. For some hours, do-not-disturb holds my "
        "messages back. For days, type:"
    ),
    "error.leave_reversed": "That ends before it begins. Type, for example:",
    "error.long_leave": "That is longer than a year. Until when? Type:",
    "error.many_leaves": "That is more than I keep of one person. To take the next one back, type:",
    "error.no_leave": "There is no leave to take back. To be away, type:",
    "error.past_leave": "That is over: {day}. Until when? Type:",
    "error.unreadable_leave": "I can't read “{typed}” as days. Type them like this:",
    "error.many_days": "That is more than {most} days. Type those that are ahead:",
    "error.never_off": (
        "Others rely on that: it can't be off. It can come in your morning brief instead:"
    ),
    "error.no_number": "“{typed}” is no number. Type:",
    "error.no_working_time": (
        "Then no working time at all is left, and I could never say anything. For a while off "
        "there is /task away. For hours type, for example:"
    ),
    "error.not_allowed_leave": "That's for {ids} or a lead of their projects to say. For yourself:",
    "error.not_allowed_leave.bare": (
        "That's for the person to say, or for a lead of their projects. For yourself:"
    ),
    "error.not_allowed_workspace": "That's for {ids} to set. Your own settings:",
    "error.not_allowed_workspace.bare": "That's for an admin to set. Your own settings:",
    "error.out_of_range": "{question} From {least} to {most}. Type:",
    "error.unknown_clock": "“{typed}” is no way of writing times that I know. Type:",
    "error.unknown_region": "I know no holidays of “{typed}”. Near it: {near}. Type:",
    "error.unknown_region.bare": "I know no holidays of “{typed}”. Type:",
    "error.which_setting": "I know no setting “{typed}”. There are: {fields}. Type, for example:",
    "error.which_urgent": (
        "I don't know “{typed}”. What is urgent comes in people's hours, or at any hour. For "
        "example:"
    ),
    "error.which_way": "“{typed}” is none of now, brief, off. Type:",
}
