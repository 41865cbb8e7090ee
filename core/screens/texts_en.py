"""Every text that Chivvy says, in English. Keys: button. field. hint. form. error. ask. ..."""

TEXTS: dict[str, str] = {
    "button.done": "Done",
    "button.undo": "Undo",
    "form.loading": "One moment",
    "error.not_found": "I can't find {task}.",
}
