"""Yes, no, and dates: what is said to an item that is known."""

import re

from core.language.threads import patterns as p
from core.language.threads.acts import act_of
from core.language.threads.clauses import Clause
from core.language.threads.endings import Endings
from core.language.threads.ledger import Item, State
from core.language.threads.model import Act, Deed
from core.language.threads.stems import stems
from core.language.threads.story import AFTER, LIVE, NEAR, PENDING, TIGHT, VAGUE


def rest_of(clause: Clause, word: str) -> str:
    """What stands beside the *word* that agrees."""
    at = clause.seen.find(word)
    return f"{clause.text[:at]} {clause.text[at + len(word) :]}".strip(" ,.!-")


class Answers(Endings):
    """Yes, no, and dates: what is said to an item that is known."""

    def pending(self, index: int, *, firm: bool = False) -> Item | None:
        """The item that an answer in message *index* is about."""
        me = self.thread[index].author
        open_ = [i for i in self.ledger.recent(*PENDING) if index - i.at <= NEAR and i.at < index]
        mine = [i for i in open_ if i.owner == me and i.state is State.ASKED]
        if mine:
            return mine[0]
        offers = [i for i in open_ if i.state is State.OFFERED and i.owner != me]
        free = [i for i in open_ if i.owner is None and i.requester != me]
        first = sorted((*offers, *free), key=lambda i: -i.at)
        others = [i for i in open_ if i.state is State.ASKED and i.requester != me]
        near = others[:1] if firm and others and index - others[0].at <= AFTER else []
        return first[0] if first else near[0] if near else None

    def agreed(self, index: int, word: str, clause: Clause, all_: tuple[Clause, ...]) -> bool:
        me = self.thread[index].author
        item = self.pending(index, firm=p.FIRM.match(word) is not None)
        rest = rest_of(clause, word)
        if item is None:
            return False
        act = act_of(Clause(rest, rest), self.speakers) if rest else None
        if (
            act
            and act.deed in {Deed.ASK, Deed.GIVE, Deed.ANYONE}
            and item.state is not State.OFFERED
        ):
            return False
        if p.NO.match(rest) and item.owner == me:
            return False
        asked = item.owner == me or item.state is State.OFFERED or p.FIRM.match(word)
        if not asked and (
            item.state not in {State.OPEN, State.ASKED} or not self.volunteers(act, all_)
        ):
            return False
        if item.state is not State.OFFERED:
            self.also_asked(item, me, index)
            item.owner = me
        item.state, item.firm = State.TAKEN, True
        item.touch(index)
        self._here, self._accepted = item, True
        self.redate(item, rest, index)
        return True

    def also_asked(self, item: Item, me: str, index: int) -> None:
        """One yes takes all that was asked of the same person in one message."""
        for other in self.ledger.recent(State.ASKED):
            if other is not item and other.at == item.at and other.owner == me:
                other.state, other.firm = State.TAKEN, True
                other.touch(index)

    def volunteers(self, act: Act | None, all_: tuple[Clause, ...]) -> bool:
        return (act is not None and act.deed is Deed.PROMISE) or len(all_) > 1

    def refused(self, index: int) -> bool:
        me = self.thread[index].author
        asked = [i for i in self.ledger.recent(State.ASKED) if i.owner == me and i.at < index]
        taken = [i for i in self.ledger.recent(State.TAKEN) if i.owner == me and i.at < index]
        text = self.thread[index].text
        item = asked[0] if asked else None
        if item is None and (found := self.ledger.about(text, State.TAKEN)) in taken:
            item = found
        if item is None:
            return False
        item.state, item.owner = State.DECLINED, None
        self._here = item
        return True

    def proposed(self, index: int, clause: Clause) -> bool:
        """ "Monday ok?": the date, once somebody agrees."""
        said = self.thread[index]
        if (due := self.dates.said(clause.text.rstrip(" ?"), said.at)) is None:
            return False
        if len(stems(self.dates.split(clause.text, said.at)[0]) - VAGUE) > 2:
            return False
        item = self._here or self.last(index, *LIVE)
        if item is not None:
            item.proposed = (index, due)
            item.touch(index)
        return item is not None

    def settled(self, index: int, clause: Clause) -> None:
        """A date that was proposed is agreed on."""
        for item in self.ledger.recent(*LIVE, State.DECLINED):
            if item.proposed and 0 < index - item.proposed[0] <= AFTER:
                if self.thread[item.proposed[0]].author == self.thread[index].author:
                    continue
                if item.state is State.DECLINED:
                    item.owner, item.state = self.thread[item.proposed[0]].author, State.TAKEN
                item.due, item.proposed = item.proposed[1], None
                if item.state is State.ASKED and item.requester == self.thread[index].author:
                    item.state = State.TAKEN
                item.touch(index)

    def dated(self, index: int, clause: Clause) -> bool:
        """A date for the last item: "thursday", "let's make that Monday"."""
        if clause.listed or clause.bullet or TIGHT.search(clause.seen):
            return False
        if clause.seen.rstrip().endswith("?"):
            return self.proposed(index, clause)
        rest, due = self.dates.split(clause.text, self.thread[index].at)
        if due is None and (said := self.dates.said(clause.text, self.thread[index].at)):
            rest, due = "", said
        if due is None or re.search(
            r"\b(?:off|away|out|closed|back|holiday|vacation|meeting|since)\b", rest, re.IGNORECASE
        ):
            return False
        words = stems(rest)
        item = self._here if self._here and self._here.state is not State.OVER else None
        item = item or (self.ledger.about(rest, *LIVE) if words else None)
        plain = len(words - VAGUE) <= 1 and (
            not words or p.MOVED.search(rest) or len(rest.split()) <= 3
        )
        item = item or (self.last(index, *LIVE) if plain else None)
        if item is None or not (plain or p.MOVED.search(rest)):
            return False
        item.due = due
        item.touch(index)
        if item.state is State.ASKED and item.owner == self.thread[index].author:
            item.state, item.firm = State.TAKEN, True
        return True
