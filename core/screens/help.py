"""The verbs that a person can use."""

from collections.abc import Sequence

from core.kernel.locale import renamed
from core.screens.views import HelpEntry, HelpPage, Reader
from core.screens.words import say


def help_page(entries: Sequence[HelpEntry], reader: Reader, command: str = "task") -> HelpPage:
    """The verbs of a command, in the order given."""
    return HelpPage(
        title=say("help.project" if command == "project" else "help.task", reader.locale),
        entries=tuple(_called(entry, reader.locale) for entry in entries),
        footer=(say("help.everywhere", reader.locale), say("help.private", reader.locale)),
    )


def _called(entry: HelpEntry, locale: str) -> HelpEntry:
    """*entry* with the command called as it is here."""
    usage, told, example = (renamed(t, locale) for t in (entry.usage, entry.help, entry.example))
    return HelpEntry(usage, told, example)
