"""What is said on Discord alone: forms in steps, closed doors, servers that nobody knows."""

DISCORD: dict[str, str] = {
    "button.draft_again": "Correct it",
    "button.draft_next": "Go on",
    "button.draft_save": "Save as it is",
    "button.step_back": "Step back",
    "button.your_city": "My city ...",
    "discord.closed_door": (
        "I have an answer for you, and you take no direct messages from this server. Allow them "
        "in its privacy settings and ask again; or use `/task`, whose answers only you see."
    ),
    "error.picked_place.discord": (
        "I don't know that channel yet. Type `/task` there once; if nothing answers, give my role "
        "View Channel and Send Messages there. Then choose it again."
    ),
    "hint.labels.discord": "Such as: dns, security. To find them: /task list filters: #dns",
    "hint.ladder.discord": "You can change it later: /project set field: ladder value: gentle",
    "hint.home.discord": "Such as #infra. I must be allowed to see it and to write there.",
    "place.closed_out.discord": "I can't post in {place}: I may not see it, or not write there.",
    "place.invite.discord": (
        "To let me in: in the channel's settings, under Permissions, add me and allow viewing "
        "the channel and sending messages. Then I post what waits."
    ),
    "place.waits_dm.discord": (
        "I can't post here, for I'm not part of this conversation. In a channel of the server I "
        "can be let in: in its settings, under Permissions."
    ),
    "place.waits_out.discord": (
        "I can't post in {place} yet. In its settings, under Permissions, add me and allow viewing "
        "the channel and sending messages; of a forum, take one of its posts. Then I post it."
    ),
    "reacted.too_many.discord": (
        "That would be more than {n} tasks by reactions within a minute: I make no more. For a "
        "whole thread, use Capture thread from the menu of a message, under Apps."
    ),
    "reacted.wordless.discord": (
        "I find no words in that message. To make a task of it, use Capture as task from its "
        "menu, under Apps, and give it a title."
    ),
    "ticked.refused_nowhere.discord": (
        "That works in a thread: type there @Chivvy capture. For one message, open its menu and "
        "choose Apps, Capture as task."
    ),
    "ticked.refused_out.discord": (
        "I can't read this thread. In the settings of its channel, under Permissions, add me and "
        "allow viewing the channel and reading its history; then use Capture thread again."
    ),
    "discord.for_you": "Chivvy, for you",
    "discord.no_server": (
        "I know you from no server yet. Use `/task` once in a server where I am; then it works "
        "here as well."
    ),
    "field.option": "{name}",
    "form.command": "Correct it",
    "hint.option": "{help}",
    "button.draft_back": "Back to the list",
    "button.draft_line": "{line}",
    "button.draft_save_all": "Save",
    "draft.change_line": "For another owner or date, choose the line in the menu.",
    "draft.lines": "This is what it becomes. Nothing is saved yet.",
    "draft.none_ticked": "No line is ticked. Nothing is saved; the list is kept.",
    "draft.not_yours": "This form is somebody else's. Yours: the same command again.",
    "draft.step": "Step {page} of {pages} is kept. Go on, or save it as it is.",
    "draft.step_needed": "Step {page} of {pages} is kept. The next one is needed as well.",
    "spoken.draft_back": "Open the list again with its ticks",
    "spoken.draft_line": "Change owner or date of: {line}",
    "spoken.draft_save_all": "Save the list as it stands here",
    "spoken.draft_again": "Open the form again with what you typed",
    "spoken.draft_next": "Go on with the next fields",
    "echo.zone": "I read {due} in {zone}. Your city?",
    "ladder.volunteer": (
        "I ask the people of a task and nobody else, and leave time: this is their free time."
    ),
    "option.volunteer": "Volunteers",
    "option.volunteer_says": "No lead is told, nothing is posted. A digest on Mondays.",
    "error.link_code": (
        "This code is unknown, used or older than fifteen minutes. For a new one, write on the "
        "other platform in my direct messages:"
    ),
    "error.link_elsewhere": (
        "Your other account belongs to another workspace. An admin joins the two first:"
    ),
    "error.link_has_tasks": (
        "This workspace has tasks of its own: it can't become part of another one. Do it the "
        "other way round: show the code here, and type it there."
    ),
    "error.link_joined": "The two are one workspace already. To join your accounts:",
    "error.link_other": "This code is for the other command:",
    "error.link_same_platform": (
        "The code was shown on this platform. It joins accounts of two platforms; for one, write "
        "on the other in my direct messages:"
    ),
    "link.accounts_joined": (
        "Your code was typed on {platform}: your account there is joined with this one. It is one "
        "person with one list now, and I reach you where you spoke last."
    ),
    "link.accounts_off": (
        "To part them again, write to me there: link off. What you have stays with this account. "
        "If it wasn't you, tell an admin."
    ),
    "link.teams_joined": (
        "Your code was typed on {platform}: both are one workspace now, with one list of people, "
        "tasks and projects."
    ),
    "why.rule_accounts_joined": "Whoever shows a code to join accounts hears when it is typed.",
    "why.rule_teams_joined": "Whoever shows a code to join two workspaces hears when it is typed.",
    "link.joined": "Joined: this is one workspace now, with the tasks and projects of the other.",
    "link.joined_next": (
        "Everybody can join their two accounts: `/task link` on one platform, the code on the "
        "other."
    ),
    "link.linked": "Joined: here you are {name}, as there. I reach you where you spoke last.",
    "link.offered": "Your code: {code}. On the other platform, write in my direct messages: "
    "link {code}",
    "link.offered_whole": "The code: {code}. An admin of the other team or server, which has no "
    "tasks yet, writes there in my direct messages: admin link {code}",
    "link.linked_off": "To part them again, write in my direct messages: link off",
    "link.parted": "This account is by itself again. What you had stays with your account on "
    "{platform}.",
    "link.parted_next": "Was it meant the other way round? Join them again, and on {platform} "
    "write in my direct messages: link off",
    "error.link_done": "Your accounts are joined already. To see your list, the same on both:",
    "error.link_none": "Only this account is known to be yours. To join it with another one:",
    "link.until": "It works once, for fifteen minutes.",
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
