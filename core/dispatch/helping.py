"""What can be typed: what is used most, all of it, or one verb in full."""

from core import catalogue
from core.catalogue import OFTEN, Command, VerbEntry
from core.kernel.locale import renamed
from core.kernel.text import Rich
from core.screens.presses import plain_press
from core.screens.views import Button, HelpEntry, HelpPage, Reader
from core.screens.words import say

ALL = "all"
"""Typed or pressed: every verb, a line each."""


def help_page(command: str, word: str | None, reader: Reader) -> HelpPage:
    """The verbs used most; all of them after "all"; the one that *word* names, in full."""
    home = Command(command)
    found = catalogue.meant(home, word) if word and word != ALL else None
    if found is not None:
        return _one(found, reader)
    shown = tuple(v for v in catalogue.VERBS if v.command == home)
    title = say(f"help.{home}", reader.locale)
    foot = (say("help.everywhere", reader.locale), say("help.private", reader.locale))
    across = _ACROSS[home]
    if word == ALL:
        lines = tuple(_line(verb, reader) for verb in shown)
        more = tuple(_press(verb) for verb in shown)
        return HelpPage(title, lines, foot, (_page(home, "", "help_first"), across), more)
    first = {verb.name: verb for verb in shown}
    lines = tuple(_line(first[name], reader, press=True) for name in OFTEN[home])
    return HelpPage(title, lines, foot, (_page(home, ALL, "help_all"), across))


def _one(verb: VerbEntry, reader: Reader) -> HelpPage:
    words = f"/{verb.command} {verb.name}"
    title = say("help.verb", reader.locale, verb=renamed(words, reader.locale))
    usage, told, example = (
        renamed(t, reader.locale) for t in (verb.usage, verb.help, verb.example)
    )
    entry = HelpEntry(usage, told, example)
    foot: list[Rich] = [say("help.who", reader.locale, who=verb.who)]
    if verb.synonyms:
        foot.append(say("help.also", reader.locale, words=", ".join(verb.synonyms)))
    return HelpPage(title, (entry,), tuple(foot), _back(verb.command))


def _back(home: Command) -> tuple[Button, ...]:
    return (_page(home, ALL, "help_all"), _page(home, "", "help_first"))


def _line(verb: VerbEntry, reader: Reader, *, press: bool = False) -> HelpEntry:
    words = renamed(f"/{verb.command} {verb.name}", reader.locale)
    button = _press(verb) if press else None
    return HelpEntry(words, renamed(verb.help, reader.locale), button=button)


def _press(verb: VerbEntry) -> Button:
    return plain_press("help", "help_verb", f"{verb.command}:{verb.name}", name=verb.name)


def _page(command: Command, page: str, label: str) -> Button:
    return plain_press("help", label, f"{command}:{page}")


_ACROSS = {
    Command.TASK: _page(Command.PROJECT, "", "help_project"),
    Command.PROJECT: _page(Command.TASK, "", "help_task"),
}
"""From the verbs of one command to those of the other."""
