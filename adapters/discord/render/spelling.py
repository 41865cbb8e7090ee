"""What is to be typed, as Discord takes it: a line becomes a subcommand with its options by name.

What no subcommand takes becomes words to us, which understand every line. Pure; the other way
round is ``adapters/discord/options.py``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from adapters.discord.commands import MORE, Option, at_the_top, name_of, options_of
from core.catalogue import Command, Param, VerbEntry, find, meant
from core.kernel.locale import command_name

_TASK = re.compile(r"[A-Za-z]{1,10}-\d{1,9}|\{\w+\}")
"""A task's number, or where it will stand in a text of ours."""
REASON = "- "
"""Before a reason, which needs it only behind a date."""
_BARE: Mapping[Command, str] = {Command.TASK: "list", Command.PROJECT: "show"}
"""What a command without words does; Discord has no such one."""


def spelled(line: str, locale: str) -> str:
    """*line* as it is typed on Discord; as it stands where it is no command of ours."""
    first, _, rest = line.strip().partition(" ")
    home = next((each for each in Command if command_name(each, locale) == first), None)
    if home is None:
        return line
    if _is_spelled(home, rest.split()):
        return line
    word, _, behind = rest.strip().partition(" ")
    verb = find(home, word or _BARE[home]) or meant(home, word)
    given = _given(verb, behind.strip()) if verb is not None else None
    if verb is None or given is None:
        return f"@Chivvy {rest}" if home is Command.TASK else f"@Chivvy {home} {rest}"
    return " ".join([_path(verb, first), *(f"{name}: {value}" for name, value in given)])


def shape(usage: str, locale: str) -> str:
    """The usage of a verb: its options, those in brackets that may be left out."""
    first, _, rest = usage.partition(" ")
    home = next((each for each in Command if command_name(each, locale) == first), None)
    verb = find(home, rest.partition(" ")[0]) if home is not None else None
    if verb is None:
        return spelled(usage, locale)
    names = (
        (name_of(each.parameter), each.parameter.optional)
        for each in options_of(verb, elsewhere=False)
    )
    shown = (f"[{name}:]" if optional else f"{name}:" for name, optional in names)
    return " ".join([_path(verb, first), *shown])


def _is_spelled(home: Command, words: Sequence[str]) -> bool:
    """Whether it is written as Discord has it already."""
    grouped = words[:1] == [MORE]
    path, options = words[grouped:][:1], words[grouped:][1:]
    verb = find(home, path[0]) if path else None
    if verb is None:
        return False
    names = {f"{name_of(each.parameter)}:" for each in options_of(verb, elsewhere=False)}
    return options[0].strip("[]") in names if options else grouped


def _path(verb: VerbEntry, called: str) -> str:
    more = () if verb.name in at_the_top(verb.command) else (MORE,)
    return " ".join((called, *more, verb.name))


def _given(verb: VerbEntry, rest: str) -> Sequence[tuple[str, str]] | None:
    """Each option with its value, in the order of the line; None where they don't take it all."""
    options = options_of(verb, elsewhere=False)
    if len(options) > 1 and options[0].parameter.kind is Param.LINE:
        options = options[:1]  # Alone it is read as one line.
    left, found = _Left(rest), dict[str, str]()
    for _, option in sorted(enumerate(options), key=lambda each: _exactness(*each)):
        if value := left.take(option, verb):
            found[name_of(option.parameter)] = value
    for option in options:
        name = name_of(option.parameter)
        if left.text and option.before == REASON and name not in found:
            found[name], left.text = left.text, ""
    missing = any(not o.parameter.optional and name_of(o.parameter) not in found for o in options)
    if left.text or (missing and rest):
        return None
    return [(name, found[name]) for o in options if (name := name_of(o.parameter)) in found]


def _exactness(place: int, option: Option) -> tuple[int, int]:
    """What can be told by its looks is taken before what takes the rest; of what stands behind
    marks, the last first."""
    kind = option.parameter.kind
    if kind is Param.TASK:
        return 0, place
    if kind is Param.PROJECT:
        return 1, place
    if option.before:
        return 2, -place
    return (3 if kind in {Param.CHOICE, Param.PERSON} else 4), place


@dataclass(slots=True)
class _Left:
    """What of a line no option has taken yet."""

    text: str

    def take(self, option: Option, verb: VerbEntry) -> str:
        """The part that is *option*'s, taken out; empty where there is none."""
        if option.before:
            return self._behind(f" {option.before}")
        match option.parameter.kind:
            case Param.TASK:
                return self._first_tasks(many=verb.several)
            case Param.PROJECT:
                return self._one(lambda word: word.startswith("#"))
            case Param.CHOICE:
                return self._one(lambda word: word in option.parameter.choices, first=True)
            case Param.PERSON:
                return self._one(lambda word: word.startswith("@"))
            case Param.PLACE:
                return ""  # It is picked, not typed.
        value, self.text = self.text, ""
        return value.removeprefix(f"{option.parameter.name} ")

    def _first_tasks(self, *, many: bool) -> str:
        words = self.text.split(" ")
        count = next((n for n, word in enumerate(words) if not _TASK.fullmatch(word)), len(words))
        count = count if many else min(count, 1)
        self.text = " ".join(words[count:])
        return " ".join(words[:count])

    def _one(self, fits: Callable[[str], bool], *, first: bool = False) -> str:
        """The word that fits; *first*: it has to stand in front."""
        words = self.text.split(" ")
        at = next((n for n, word in enumerate(words) if fits(word)), None)
        if at is None or (first and at):
            return ""
        found = words.pop(at)
        self.text = " ".join(words)
        return found

    def _behind(self, mark: str) -> str:
        """What stands behind *mark*, which goes too."""
        before, marked, value = f" {self.text}".partition(mark)
        if not marked:
            return ""
        self.text = before.strip()
        return value.strip()
