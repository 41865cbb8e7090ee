"""Erasing words of a task: the form, and what is said of what can't be reached."""

ERASING: dict[str, str] = {
    "button.erase": "Erase for good",
    "erased.backups": (
        "Backups of my database keep it until they are replaced; ask who runs this. Digests, "
        "morning briefs and private answers that are out already stay as they were sent."
    ),
    "erased.kind_criterion": "Done when",
    "erased.kind_earlier": "What it said before",
    "erased.kind_notes": "Description",
    "erased.kind_reason": "In the way",
    "erased.kind_said": "Note, or words with an act",
    "erased.kind_title": "Title",
    "erased.mark": "[erased by {name}]",
    "erased.message": "the message that it came from",
    "erased.ours": (
        "It is gone from what I keep: the task, its history, search, and lines that wait for a "
        "button. My messages that show the task are drawn anew now."
    ),
    "erased.rotate": (
        "If it was a password or a key: change it. Whoever has read it, or got it in a "
        "notification, still has it."
    ),
    "erased.source": "Not gone is {message}: whoever wrote it deletes it there.",
    "erased.typed": (
        "Not gone is a message in which somebody wrote it here: whoever wrote it deletes it there."
    ),
    "erased.warning": (
        "This can't be undone. In its place stands who erased it. I can't reach what people wrote "
        "themselves, nor backups: I'll say what is left to do."
    ),
    "error.nothing_chosen": "Nothing is ticked. What shall be erased?",
    "field.erase_what": "What shall be erased?",
    "field.what": "What",
    "form.erase": "Erase words",
    "history.erased": "{who} erased words of it.",
    "said.erase": "Words of {task} are erased.",
}
