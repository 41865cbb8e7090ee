"""A task that is there already, before a second one is made."""

ALIKE: dict[str, str] = {
    "button.alike_open": "Open it",
    "spoken.alike_open": "Open {task}",
    "alike.nothing_added": "Nothing is added yet.",
    "alike.row": "{handle} “{title}” looks the same: tick to add it all the same",
    "alike.same": "{task} ({owner}) looks the same.",
    "alike.same_due": "{task} ({owner}, due {due}) looks the same.",
    "form.alike": (
        "{handle} “{title}” looks the same and is open. Close this window if that is it, or tick "
        "below to add another."
    ),
}
