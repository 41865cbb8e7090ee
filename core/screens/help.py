"""The verbs that a person can use."""

from collections.abc import Sequence

from core.screens.views import HelpEntry, HelpPage, Reader
from core.screens.words import say


def help_page(entries: Sequence[HelpEntry], reader: Reader, command: str = "task") -> HelpPage:
    """The verbs of a command, in the order given."""
    return HelpPage(
        title=say("help.project" if command == "project" else "help.task", reader.locale),
        entries=tuple(entries),
        footer=(say("help.everywhere", reader.locale), say("help.private", reader.locale)),
    )
