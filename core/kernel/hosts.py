"""Addresses whose host may be taken for another: they are told in the letters of the network."""

import re

LONGEST = 253
"""Characters of a host that the network would look for."""

_HOST = re.compile(
    r"(?i)\b(?:https?://|(?=www\.))(?P<host>[^\s/?#<>\"'()]+)(?:[/?#](?:[^\s<>\"']*[\w/])?)?"
)


def unmasked(text: str) -> str:
    """*text*, and behind each address with letters that are not ASCII what its host really is.

    ``https://xn--…`` and the address that it imitates look the same as it is typed.
    """
    if text.isascii() or not ("://" in text or "www." in text.lower()):
        return text
    return _HOST.sub(_told, text)


def _told(found: re.Match[str]) -> str:
    host = found["host"].rpartition("@")[2].partition(":")[0][:LONGEST]
    return found[0] if host.isascii() else f"{found[0]} ({in_ascii(host)})"


def in_ascii(host: str) -> str:
    """The host as the network asks for it."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        # No name of the network at all; still told apart from what it looks like.
        return ".".join(map(_label, host.split(".")))


def _label(word: str) -> str:
    return word if word.isascii() else f"xn--{word.encode('punycode').decode()}"
