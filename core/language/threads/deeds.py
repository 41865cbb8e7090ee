"""Promises, requests and offers: what begins an item, or passes it on."""

import re

from core.kernel.text import shorten
from core.language.threads import patterns as p
from core.language.threads.answers import Answers
from core.language.threads.clauses import Clause, clauses
from core.language.threads.ledger import Item, State
from core.language.threads.model import Act, Said
from core.language.threads.names import is_bot
from core.language.threads.stems import stems
from core.language.threads.story import ALSO, LIVE, PENDING
from core.language.threads.titles import TITLE_WIDTH, trimmed


class Deeds(Answers):
    """Promises, requests and offers: what begins an item, or passes it on."""

    def promise(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        vague = self.is_vague(act.what)
        item = self.taken_item(index, clause, act, vague)
        if item is None and index - self._joked == 1:
            self._joked = index
            return False
        if item is None and not act.firm and self.is_can(clause):
            return False
        if item is None and vague:
            return self.from_context(index, clause, act, said)
        if item is None:
            item = self.new(index, act.what, clause, State.TAKEN, said.author, said.author)
            item.firm = act.firm
        else:
            if item.owner != said.author and item.due and item.due.day < said.at.date():
                item.due = None
            item.owner = said.author
            item.state = State.TAKEN
            item.touch(index)
            self.redate(item, act.what, index)
            if self.dates.due(act.what, said.at) is None:
                self.redate(item, clause.text, index)
        self._here = item
        return True

    def is_can(self, clause: Clause) -> bool:
        """ "I can do X" takes X on where it was asked for or is dated; else it is only said."""
        return p.PROMISE.search(clause.seen) is None and self.due(clause.text, clause, 0) is None

    def taken_item(self, index: int, clause: Clause, act: Act, vague: bool) -> Item | None:
        """The item that a promise takes on, if it is one that is known."""
        if self._accepted and self._here is not None and not ALSO.search(clause.text):
            return self._here
        same = self.ledger.about(act.what, *PENDING, State.TAKEN)
        if same is not None and not vague:
            return same
        pending = self.pending(index)
        if vague:
            last = self.last(index, *PENDING, State.TAKEN)
            return pending or last
        asked = pending is not None and pending.state is State.ASKED and index - pending.at <= 3
        if (
            asked
            and pending
            and pending.owner == self.thread[index].author
            and not ALSO.search(clause.text)
        ):
            return pending
        return None

    def from_context(
        self,
        index: int,
        clause: Clause,
        act: Act,
        said: Said,
        state: State = State.TAKEN,
        owner: str | None = None,
    ) -> bool:
        """ "I'll look into it": into what was said just before."""
        asked = state is State.ASKED
        before = next(
            (
                i
                for i in range(index if asked else index - 1, max(-1, index - 4), -1)
                if self.subject(i, clause, said, asked)
            ),
            None,
        )
        subject = self.subject(before, clause, said, asked) if before is not None else None
        if before is None or subject is None:
            return False
        verb = trimmed(self.dates.split(act.what, said.at)[0])
        verb = "Do it" if verb.lower() in {"it", "this", "that", ""} else verb
        context = shorten(trimmed(subject.text), TITLE_WIDTH - 20)
        item = self.new(index, verb, clause, state, said.author, owner or said.author, context)
        if not asked:
            item.requester = self.thread[before].author
        item.touch(before)
        self._here = item
        return True

    def subject(self, at: int, clause: Clause, said: Said, asked: bool) -> Clause | None:
        """The fullest clause of message *at* that "it" can mean."""
        if is_bot(self.thread[at]) or (not asked and self.thread[at].author == said.author):
            return None
        told = [one for one in clauses(self.thread[at].text)[:3] if one.seen != clause.seen]
        best = max(told, key=lambda one: len(stems(one.text)), default=None)
        return best if best and len(stems(best.text)) >= 2 else None

    def ask(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        who = act.who
        if self.is_vague(act.what):
            item = self._here or self.last(index, *PENDING, State.TAKEN)
            if item is None:
                return self.from_context(
                    index,
                    clause,
                    act,
                    said,
                    State.ASKED,
                    who or self.speakers.other(self.thread, index),
                )
            if who is not None and who != item.owner:
                item.owner, item.state = who, State.ASKED
            elif item.state is State.DECLINED:
                item.owner, item.state = None, State.OPEN
            item.touch(index)
            self.redate(item, clause.text, index)
            return True
        who = who or self.speakers.other(self.thread, index)
        same = self.ledger.about(
            act.what, State.ASKED, State.OPEN, State.DECLINED, State.TAKEN, State.IDEA, least=0.6
        )
        if same is None and re.search(r"\b(?:instead|over|for \w+)\b", act.what):
            same = self.ledger.about(act.what, State.DECLINED, least=0.3)
        if same is not None and same.at != index:
            if same.state is not State.TAKEN or act.who not in {None, same.owner}:
                same.owner, same.state = who, State.ASKED
            same.touch(index)
            self.redate(same, clause.text, index)
            self._here = same
            return True
        item = self.new(index, act.what, clause, State.ASKED, said.author, who)
        item.firm = act.who is not None
        self._here = item
        return True

    def anyone(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        if self.is_vague(act.what):
            item = self._here or self.last(index, *PENDING, State.TAKEN)
            if item is not None:
                item.owner, item.state = None, State.OPEN
                item.touch(index)
            return item is not None
        self._here = self.new(index, act.what, clause, State.OPEN, said.author, None)
        return True

    def must(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        if self.is_vague(act.what) or self.ledger.about(act.what, *PENDING, State.TAKEN):
            return False
        self._here = self.new(index, act.what, clause, State.OPEN, said.author, None)
        self._here.firm = act.firm
        return True

    def idea(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        if self.is_vague(act.what) or self.ledger.about(act.what, *PENDING, State.TAKEN):
            return False
        owner = said.author if act.who is not None else None
        self.new(index, act.what, clause, State.IDEA, said.author, owner)
        return True

    def offer(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        what = act.what
        if self.is_vague(what):
            asked = [i for i in self.ledger.recent(*LIVE) if i.owner == said.author]
            if asked and (due := self.dates.said(what.rstrip(" ?"), said.at)):
                asked[0].proposed = (index, due)
                asked[0].touch(index)
                return True
            known = self.last(index, State.OPEN, State.IDEA, State.DECLINED)
            if known is None:
                return self.offer_context(index, clause, act, said)
            known.owner, known.state = said.author, State.OFFERED
            known.touch(index)
            return True
        self.new(index, what, clause, State.OFFERED, said.author, said.author)
        return True

    def offer_context(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        return self.from_context(index, clause, act, said, State.OFFERED)

    def give(self, index: int, clause: Clause, act: Act, said: Said) -> bool:
        if self.is_vague(act.what):
            item = self._here or self.last(index, *PENDING, State.TAKEN)
            if item is None:
                return False
        else:
            item = self.ledger.about(act.what, *PENDING, State.TAKEN, least=0.6)
        if item is None or (clause.listed and item.at == index):
            item = self.new(index, act.what, clause, State.TAKEN, said.author, act.who)
            item.firm = act.firm
            return True
        item.owner, item.state = act.who, State.TAKEN
        item.touch(index)
        self.redate(item, clause.text, index)
        return True
