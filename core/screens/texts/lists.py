"""Titles of lists, help, greetings, and a project's page."""

LISTS: dict[str, str] = {
    "greeting.example": "Type, for example: /task add Renew the certificate @maria friday",
    "greeting.hello": "I keep tasks, and see to it that each has an owner and a date.",
    "greeting.more": "Your list is /task. All that I understand is /task help.",
    "help.everywhere": "The same words work after @Chivvy, also in a thread about a task.",
    "help.private": "Answers to commands are for your eyes only.",
    "help.project": "Projects: what I understand",
    "help.task": "Tasks: what I understand",
    "home.add": "To add one: /task add Renew the certificate @maria friday",
    "home.title": "{day}: your tasks",
    "ladder.firm": (
        "I follow up firmly: the owner, who asked, then always the channel, then the lead."
    ),
    "ladder.gentle": "I follow up gently: the owner and who asked for it; nothing is posted.",
    "ladder.standard": (
        "I follow up as usual: the owner, who asked, the channel where others wait, then the lead."
    ),
    "list.added.one": "{n} task added",
    "list.added.other": "{n} tasks added",
    "list.being_checked": "Somebody else checks",
    "list.empty": (
        "Nothing is open here. To add a task: /task add Renew the certificate @maria friday"
    ),
    "list.here": "Open in this channel",
    "list.late": "Past their date",
    "list.later": "Later",
    "list.mine": "Your tasks",
    "list.mine_empty": (
        "Nothing waits for you. To add a task: /task add Renew the certificate friday"
    ),
    "list.mine_hint": "Others: /task list #project, /task list @name, /task list here",
    "list.no_date": "Without a date",
    "list.person": "Open with {name}",
    "list.project": "Open in #{name}",
    "list.today": "Today",
    "list.unowned.one": "{n} waits for an owner.",
    "list.unowned.other": "{n} wait for an owner.",
    "list.waiting_for_me": "Wait for you",
    "project.digest": "Digest in the channel at {time} ({zone}).",
    "project.lead": "{name} leads it.",
    "project.no_digest": "No digest yet. To have one: /project digest #{key} at 9:00",
    "project.no_home": (
        "It has no channel yet. To give it one, type there: /project set #{key} home here"
    ),
    "project.no_lead": "{name} opened it; nobody else leads it yet.",
    "project.no_why": "Nobody has said why yet: /project set #{key} why client A moves on 30 Nov",
    "project.open.one": "{n} task is open.",
    "project.open.other": "{n} tasks are open.",
    "project.open_late.one": "{n} task is open, {late} past its date.",
    "project.open_late.other": "{n} tasks are open, {late} past their date.",
    "project.silent": "It lives in {place}. I don't post there about tasks that need help.",
    "project.speaks": "It lives in {place}. I post there when a task needs help or an owner.",
    "project.why": "Why we do it: {why}",
    "remark.check": "please check",
    "remark.decide": "needs a decision",
    "remark.help": "needs your help",
}
