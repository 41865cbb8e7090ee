"""A thread while it is read: its items, and how new ones get title and date."""

import re
from collections.abc import Sequence

from core.kernel.text import shorten
from core.language.model import LINE_LIMIT, DueReading
from core.language.threads import patterns as p
from core.language.threads.acts import act_of
from core.language.threads.clauses import Clause, clauses
from core.language.threads.ledger import Item, Ledger, State
from core.language.threads.model import Deed, Said
from core.language.threads.names import MENTION, Speakers, is_bot
from core.language.threads.stems import stems
from core.language.threads.titles import TITLE_WIDTH, Dates, trimmed
from core.language.vocabulary import words_of

PENDING = (State.ASKED, State.OPEN, State.IDEA, State.OFFERED, State.DECLINED)
LIVE = (State.ASKED, State.OPEN, State.TAKEN)
NEAR = 12
"""Messages after which a bare "done" or "sure" no longer means an item."""
AFTER = 4
"""Messages within which a bare answer means the last item."""
ALSO = re.compile(
    r"\b(?:also|too|as well|another|next|first|second|and then|besides|separately)\b", re.IGNORECASE
)
_AND = re.compile(
    r"(?:,\s?(?:and\s(?:also\s|then\s)?)?|\sand\s(?:also\s|"
    r"then\s)?)(?=(?P<verb>[a-z-]{2,14})\s)",
    re.IGNORECASE,
)
_GOING_ON = words_of(
    "ask tell let see report share confirm check get make put say try give take go look do post"
)
_OPEN_END = re.compile(
    r"\b(?:it|them|that|this|these|those|him|her|one|both|there)\b", re.IGNORECASE
)
_BY_THEN = re.compile(
    r"\b(?:before|by|until)\s(?:that|then|it\s(?:expires|runs\sout|ends|is\stoo\slate))\b|"
    r"\bin\stime\b",
    re.IGNORECASE,
)
TIGHT = re.compile(
    r"\b(?:tight|too\s(?:early|soon|late)|(?:can't|won't|isn't|not)\s|impossible|ambitious|"
    r"unrealistic|was|were|last|since|yesterday)\b",
    re.IGNORECASE,
)
_HEADS = stems("plan agenda schedule for")
VAGUE = stems(
    "do take handle own make pick look check care deal jump fix finish sort manage try see "
    "right cover same thing stuff "
    "lunch coffee standup break first thing quick let move push say aim rather better "
    "instead actually deadline due until make happen it them work works fine help done "
    "ready one"
)


def _parts(what: str) -> list[str]:
    """ "merge the branch and write the guide" are two, "call legal and ask" is one."""
    out, at = [], 0
    for cut in _AND.finditer(what[:LINE_LIMIT]):
        verb = cut["verb"].lower()
        rest = what[cut.end("verb") if cut["verb"] else cut.end() :]
        tail = re.split(r"\sand\s|,", rest.strip(), maxsplit=1)[0]
        whole = len(stems(what[at : cut.start()])) >= 2 and len(stems(tail)) >= 1
        if (
            verb in p.VERBS
            and verb not in _GOING_ON
            and whole
            and not p.PRONOUN.match(tail.strip())
        ):
            out.append(what[at : cut.start()])
            at = cut.end()
    return [*out, what[at:]]


class Story:
    """A thread while it is read: its items, and how new ones get title and date."""

    def __init__(self, thread: Sequence[Said], zone: str, locale: str, prefix: str) -> None:
        self.thread = thread
        self.speakers = Speakers(thread)
        self.ledger = Ledger()
        self.dates = Dates(zone, locale, prefix)
        self._joked = -9
        self._here: Item | None = None
        """What the message being read has answered or begun."""
        self._accepted = False

    def last(self, index: int, *states: State) -> Item | None:
        for item in self.ledger.recent(*states):
            if index - max(item.evidence) <= NEAR:
                return item
        return None

    def is_vague(self, what: str) -> bool:
        rest, _ = self.dates.split(what, self.thread[0].at)
        plain = re.sub(MENTION, " ", rest).strip(" .!,?")
        return not plain or bool(p.PRONOUN.match(plain)) or stems(plain) <= VAGUE

    def new(
        self,
        index: int,
        what: str,
        clause: Clause,
        state: State,
        requester: str,
        owner: str | None,
        context: str = "",
    ) -> Item:
        said = self.thread[index]
        parts = _parts(what)
        for part in parts[:-1]:
            self.new(index, part, clause, state, requester, owner)
        rest, due = self.dates.split(parts[-1], said.at)
        title = f"{trimmed(rest)}: {context}" if context else self.title(rest, index, clause)
        item = Item(rest, title, state, requester, owner, index)
        item.due = due or self.due(clause.text, clause, index)
        if item.due is None and self.message_due(index) is not None:
            item.due = self.message_due(index)
        if item.due is None and _BY_THEN.search(clause.text):
            item.due = self.then(index)
        return self.ledger.add(item)

    def title(self, rest: str, index: int, clause: Clause) -> str:
        """What a title leaves open ("renew it") is said by what was said before."""
        title = trimmed(rest)
        words = stems(title)
        if clause.listed or clause.bullet or (len(words) > 2 and not _OPEN_END.search(title)):
            return title
        told = self.told_before(index, clause, words)
        return shorten(f"{title}: {told}", TITLE_WIDTH) if told else title

    def told_before(self, index: int, clause: Clause, words: frozenset[str]) -> str:
        """The fullest of the statements just before *clause*."""
        near: list[str] = []
        for at in range(index, max(-1, index - 3), -1):
            if is_bot(self.thread[at]):
                continue
            for one in clauses(self.thread[at].text)[:8]:
                if at == index and one.seen == clause.seen:
                    break
                if act_of(one, self.speakers).deed is Deed.NOTHING and not p.NO.match(one.seen):
                    near.append(
                        p.LEAD.sub("", one.text, count=1) if p.LEAD.match(one.text) else one.text
                    )
        rich = [(min(len(stems(text) - words), 5), -n, text) for n, text in enumerate(near[:6])]
        best = max(rich, default=None)
        return trimmed(best[2]) if best and best[0] >= 2 else ""

    def due(self, text: str, clause: Clause, index: int) -> DueReading | None:
        now = self.thread[index].at
        if due := self.dates.due(text, now):
            return due
        if found := (
            p.PROMISE.search(clause.seen) or p.YOU.search(clause.seen) or p.CAN.search(clause.seen)
        ):
            return self.dates.due(text[: found.start()].strip(" ,"), now)
        return None

    def then(self, index: int) -> DueReading | None:
        """The date that "by then" means: the last one that was said."""
        for at in range(index, max(-1, index - 3), -1):
            for one in clauses(self.thread[at].text)[:8]:
                if due := self.dates.due(one.text, self.thread[at].at):
                    return due
        return None

    def message_due(self, index: int) -> DueReading | None:
        """A date that stands alone in the same message: "by friday please"."""
        said = self.thread[index]
        for clause in clauses(said.text)[:8]:
            rest, due = self.dates.split(clause.text, said.at)
            if due and not clause.listed and stems(rest) <= _HEADS:
                return due
        return None

    def redate(self, item: Item, text: str, index: int) -> None:
        if TIGHT.search(text):
            return
        if due := self.dates.said(text, self.thread[index].at):
            item.due = due
