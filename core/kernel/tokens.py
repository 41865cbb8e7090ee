"""What a button says when pressed: at most 100 characters, valid for weeks and restarts."""

import re

from core.kernel.errors import BadInput
from core.kernel.refs import Kind, PostId, Ref
from core.kernel.values import dataclass

TOKEN_LIMIT = 100
_KINDS = {"t": Kind.TASK, "j": Kind.PROJECT, "p": Kind.PERSON, "c": Kind.PLACE, "w": Kind.WORKSPACE}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_SHAPE = re.compile(
    r"([a-z_]{1,24})(?:\.([tjpcw])(\d{1,12}))?(?:\.m(\d{1,12}))?(?:~(.{0,48}))?", re.S
)


@dataclass(frozen=True, slots=True)
class Token:
    """A verb, its subject, the post that carries it, and a short value."""

    verb: str
    subject: Ref | None = None
    post: PostId | None = None
    value: str = ""

    def encode(self) -> str:
        """``done.t42.m118~value``; ValueError when it would not fit."""
        subject = f".{_LETTERS[self.subject.kind]}{self.subject.id}" if self.subject else ""
        post = f".m{self.post}" if self.post else ""
        value = f"~{self.value}" if self.value else ""
        line = f"{self.verb}{subject}{post}{value}"
        if not _SHAPE.fullmatch(line):
            raise ValueError(f"not a token: {line[:TOKEN_LIMIT]}")
        return line

    @classmethod
    def decode(cls, line: str) -> "Token":
        """The inverse of ``encode``; BadInput("stale_button") for anything else."""
        match = _SHAPE.fullmatch(line[: TOKEN_LIMIT + 1])
        if match is None:
            raise BadInput("stale_button")
        verb, letter, number, post, value = match.groups()
        subject = Ref(_KINDS[letter], int(number)) if letter else None
        return cls(verb, subject, PostId(int(post)) if post else None, value or "")
