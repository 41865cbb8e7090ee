"""What ends an item: done, dropped, forbidden, laughed at, thanked for."""

import re

from core.language.threads import patterns as p
from core.language.threads.clauses import Clause
from core.language.threads.ledger import Item, State
from core.language.threads.stems import stems
from core.language.threads.story import (
    AFTER,
    LIVE,
    NEAR,
    VAGUE,
    Story,
)

_GLAD = re.compile(
    r"\b(?:thanks|thank you|thx|ty|cheers|perfect|great|awesome|legend|works|that did it|"
    r"got it|nice|lovely|cool)\b|❤|🙏|🎉|:heart:|:pray:|:tada:",
    re.IGNORECASE,
)
LAUGHING = re.compile(r"😅|😁|😄|:sweat_smile:|:grin:|:smile:")
_AND_DONE = re.compile(
    rf"[,.\u2013-]\s?(?:all\s|now\s|it's\s|and\s|is\s)*{p.DONE_WORD}(?:\snow|"
    rf"\sagain)?\W{{0,3}}$",
    re.IGNORECASE,
)
_DID_THAT = re.compile(
    r"\b(?:already|just)\s\w+\s(?:it|that|them|this|those|him|her)\b", re.IGNORECASE
)
_DONE_STEMS = stems(
    "done fixed merged deployed sent shipped pushed finished resolved closed sorted "
    "uploaded updated published ready "
    "complete handled back normal running live works working replied answered now just already did"
)


def _verb(item: Item) -> str:
    """The stem of what is to be done: a "restarted" of the owner ends a "restart ..."."""
    return next(iter(stems(item.what.split(" ", 1)[0])), "")


class Endings(Story):
    """What ends an item: done, dropped, forbidden, laughed at, thanked for."""

    def is_joke(self, text: str) -> bool:
        if p.KIDDING.search(text) or p.WILD.search(text):
            return True
        end = text[-400:]
        laughs = [found.end() for found in p.LAUGH.finditer(end)]
        return bool(laughs) and not re.search(r"\w{2,}.*\w{2,}", end[laughs[-1] :])

    def taken_back(self, index: int) -> None:
        """ "jk": what the same person has just said does not count."""
        me = self.thread[index].author
        text = self.thread[index].text
        if self.only_laughs(text):
            self.laughed(index)
        if not p.KIDDING.search(text):
            return
        for item in self.ledger.recent(*LIVE):
            if item.at == index - 1 and self.thread[item.at].author == me:
                item.state = State.OVER

    def only_laughs(self, text: str) -> bool:
        """Whether *text* is laughter and nothing else."""
        rest = LAUGHING.sub("", p.LAUGH.sub("", text))
        return rest != text and not stems(rest) - VAGUE

    def fresh(self, index: int) -> bool:
        """Whether the message before began something that nobody had asked for."""
        return any(i.at == index - 1 and i.evidence == [i.at] for i in self.ledger.recent(*LIVE))

    def laughed(self, index: int) -> None:
        """Nothing but laughter: what was just said was no more than that."""
        at = index - 1
        for item in self.ledger.recent(*LIVE):
            fresh = item.evidence == [item.at] and item.at == at
            if fresh and self.thread[at].author != self.thread[index].author:
                item.state = State.OVER
                at -= 1

    def thanked(self, index: int) -> None:
        """Thanks for an answer that took nothing on: the answer was what was asked for."""
        said = self.thread[index]
        if not _GLAD.search(said.text):
            return
        for item in self.ledger.recent(State.ASKED):
            if item.requester == said.author and item.answered and index - item.at <= NEAR:
                item.state = State.OVER

    def answered(self, index: int) -> None:
        """Who was asked for something says something else: perhaps that is the answer."""
        said = self.thread[index]
        for item in self.ledger.recent(State.ASKED):
            if (
                item.owner != said.author
                or index - item.at > NEAR
                or said.text.rstrip().endswith("?")
            ):
                continue
            item.answered = True
            if re.search(r"\balready\b", said.text, re.IGNORECASE):
                item.state = State.OVER
            first = re.match(r"[\w'-]+", item.what.lower())
            if first and first.group() in p.GIVING:
                item.state = State.OVER

    def ends(self, index: int, clause: Clause) -> bool:
        """Done, or not wanted any more."""
        text = clause.seen
        if (found := p.RETRACT.search(text)) and not p.UNREAL.search(text[: found.start()]):
            return self.drop(index, text)
        if self.forbidden(text) or self.stopped(index, text):
            return True
        bare = p.LEAD.sub("", text, count=1) if p.LEAD.match(text) else text
        done = p.DONE.search(bare) or p.DONE_START.match(bare) or _AND_DONE.search(bare)
        if done and not p.PENDING.search(bare) and not text.rstrip().endswith("?"):
            return self.finish(index, bare)
        return False

    def forbidden(self, text: str) -> bool:
        """ "Don't order any": what was to be done is not."""
        if p.FORBID.search(text) is None:
            return False
        item = self.ledger.about(text, *LIVE)
        if item is None or re.search(r"\bforget\b", text, re.IGNORECASE):
            return False
        item.state = State.OVER
        return True

    def stopped(self, index: int, text: str) -> bool:
        """ "Not ordering then": the owner takes a promise back."""
        found = re.search(r"\b(?:not|no longer|won't be)\s(\w{3,15}ing)\b", text, re.IGNORECASE)
        words = stems(found[1]) if found else frozenset()
        me = self.thread[index].author
        mine = (i for i in self.ledger.recent(*LIVE) if i.owner == me and i.at < index)
        item = next((i for i in mine if _verb(i) in words), None)
        if item is not None:
            item.state = State.OVER
        return item is not None

    def drop(self, index: int, text: str) -> bool:
        item = self.spoken_of(text) or self.last(index, *LIVE, State.OFFERED, State.IDEA)
        if item is None:
            return False
        item.state = State.OVER
        return True

    def spoken_of(self, text: str) -> Item | None:
        return self.ledger.about(
            text, State.ASKED, State.OPEN, State.TAKEN, State.OFFERED, State.DECLINED
        )

    def finish(self, index: int, text: str) -> bool:
        me = self.thread[index].author
        mine = [i for i in self.ledger.recent(*LIVE) if i.owner == me and i.at < index]
        words = stems(text)
        item = self.spoken_of(text) or next((i for i in mine if _verb(i) in words), None)
        if item is None and (not words - _DONE_STEMS or _AND_DONE.search(text)):
            near = [i for i in mine if len(mine) == 1 or index - max(i.evidence) <= AFTER]
            free = self.last(index, State.ASKED, State.OPEN)
            item = near[0] if near else free if free and free.owner in {None, me} else None
        if item is None and _DID_THAT.search(text):
            item = next(
                (i for i in self.ledger.recent(*LIVE) if index - max(i.evidence) <= 2), None
            )
        if item is None or item.at == index:
            return False
        item.state = State.OVER
        return True
