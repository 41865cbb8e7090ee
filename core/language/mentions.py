"""Mentions and channels in the forms that the platforms send. A group is told from a person."""

import re
from collections.abc import Callable

from core.language.model import Mention, MentionKind

_SLACK = re.compile(r"<@([!&]?)([A-Za-z0-9]{1,40})(?:\|([^<>\n]{0,80}))?>")
_SPECIAL = re.compile(r"<!(?:subteam\^([A-Za-z0-9]{1,40})|([a-z]{1,10}))(?:\|([^<>\n]{0,80}))?>")
_CHANNEL = re.compile(r"<#([A-Za-z0-9]{1,40})(?:\|([^<>\n]{0,80}))?>")
_GROUPS = frozenset({"here", "channel", "everyone", "all", "team", "group"})


def mention(text: str) -> Mention | None:
    """The person or group that *text* (one whole mention) names; None when it is not one."""
    if found := _SLACK.fullmatch(text):
        sign, id_, name = found.groups()
        kind = MentionKind.GROUP if sign == "&" else MentionKind.PERSON
        return Mention(id_, kind, id_, (name or "").lstrip("@") or None)
    if found := _SPECIAL.fullmatch(text):
        id_, word, name = found.groups()
        label = (name or word or "").lstrip("@") or None
        return Mention(id_ or word, MentionKind.GROUP, id_, label)
    if not text.startswith("@") or len(text) < 2:
        return None
    name = text[1:]
    kind = MentionKind.GROUP if name.lower() in _GROUPS else MentionKind.PERSON
    return Mention(name, kind, None, name)


_SPOKEN = re.compile(r"<([@#!])([^<>|\n]{1,60})(?:\|([^<>\n]{0,80}))?>")


def spelled(text: str, name_of: Callable[[str], str] = str) -> str:
    """*text* as a person would type it: ``<@U1|maria>`` is @maria, ``<#C1|infra>`` #infra.

    *name_of* says how the one with an id is called where the mention itself does not.
    """

    def spoken(found: re.Match[str]) -> str:
        sign, id_, name = found.groups()
        return f"{'#' if sign == '#' else '@'}{(name or name_of(id_)).lstrip('@#')}"

    return _SPOKEN.sub(spoken, text)


def channel(text: str) -> str:
    """The project that ``#word`` or ``<#C0|word>`` names: its word, else the platform's id."""
    if found := _CHANNEL.fullmatch(text):
        return (found.group(2) or found.group(1)).lstrip("#")
    return text.lstrip("#")
