"""One message after the other: its clauses' acts, carried out on the items."""

import re
from collections.abc import Callable
from typing import ClassVar

from core.language.threads import patterns as p
from core.language.threads.acts import act_of
from core.language.threads.answers import rest_of
from core.language.threads.clauses import Clause, clauses
from core.language.threads.deeds import Deeds
from core.language.threads.model import Deed
from core.language.threads.story import ALSO

_TAKES = re.compile(
    r"\b(?:will do|can do|on it|consider it done|right away|happy to|happily|my "
    r"pleasure)\b(?!\s\w)",
    re.IGNORECASE,
)
_SUITS = re.compile(r"\b(?:works|fine|good|suits|ok|okay|perfect|great)\b", re.IGNORECASE)


class Reading(Deeds):
    """One message after the other: its clauses' acts, carried out on the items."""

    def message(self, index: int) -> None:
        """Reads message *index*."""
        said = self.thread[index]
        found = clauses(said.text)
        self._here, self._accepted = None, False
        self.thanked(index)
        whole = said.text.strip()
        if self.is_joke(whole) or (self.only_laughs(whole) and self.fresh(index)):
            self.taken_back(index)
            self._joked = index
            return
        replied = False
        for number, clause in enumerate(found):
            replied = self.clause(index, clause, number, found) or replied
        if not replied:
            self.answered(index)

    def clause(self, index: int, clause: Clause, number: int, all_: tuple[Clause, ...]) -> bool:
        """Carries a clause out; whether it was an answer, a promise or a request."""
        said = self.thread[index]
        yes = p.YES.match(clause.seen) if clause.first and not clause.bullet else None
        yes = yes or (_TAKES.search(clause.seen) if number < 3 and not clause.bullet else None)
        if not clause.listed:
            if number < 3 and p.NO.match(clause.seen) and self.refused(index):
                return True
            if self.ends(index, clause):
                return True
        if yes or _SUITS.search(clause.seen):
            self.settled(index, clause)
        if yes and self.agreed(index, yes.group(), clause, all_):
            self.more(index, rest_of(clause, yes.group()))
            return True
        act = act_of(clause, self.speakers)
        if act.deed is Deed.NOTHING:
            return self.dated(index, clause) or act.question
        return self._DEEDS[act.deed](self, index, clause, act, said)

    def more(self, index: int, rest: str) -> None:
        """ "Sure, and I'll also ...": one more, beside what was agreed to."""
        act = act_of(Clause(rest, rest), self.speakers)
        if act.deed is Deed.PROMISE and ALSO.search(rest):
            self.promise(index, Clause(rest, rest), act, self.thread[index])

    _DEEDS: ClassVar[dict[Deed, Callable[..., bool]]] = {
        Deed.PROMISE: Deeds.promise,
        Deed.ASK: Deeds.ask,
        Deed.ANYONE: Deeds.anyone,
        Deed.MUST: Deeds.must,
        Deed.IDEA: Deeds.idea,
        Deed.OFFER: Deeds.offer,
        Deed.GIVE: Deeds.give,
    }
