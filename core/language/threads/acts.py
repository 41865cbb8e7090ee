"""What a clause does: promise, ask, offer, answer, end or move something."""

import re

from core.language.threads import patterns as p
from core.language.threads.asking import NOT_TO, asked, offered, ordered, third
from core.language.threads.clauses import Clause
from core.language.threads.model import NOTHING, Act, Deed
from core.language.threads.names import MENTION, Speakers
from core.language.threads.saying import given, needed, promised
from core.language.vocabulary import words_of

_OPENING = re.compile(
    rf"^(?:(?:and|so|also|hey|hi|hello|ok|okay|then|but|but then|"
    rf"or)[\s,]{{1,3}}){{0,2}}(?P<who>{MENTION}|[^\W\d_][\w'\-]{{0,30}})(?P<rest>(?:\s?(?:,|"
    rf":|-|\u2013|\u2014)\s?|\s+|$|'ll\b).*)",
    re.IGNORECASE | re.DOTALL,
)

_SEVERAL = re.compile(rf"^(?:{MENTION}(?:[\s,&]|and\b|or\b){{1,8}}){{2,8}}", re.IGNORECASE)


def act_of(clause: Clause, speakers: Speakers) -> Act:
    """What *clause* does."""
    seen, text = clause.seen, clause.text
    if (late := p.NOT_YET.match(seen)) and late.end() < len(seen):
        seen, text = seen[late.end() :], text[late.end() :]
    if lead := p.LEAD.match(seen):
        rest = seen[lead.end() :]
        if rest and not p.YES.fullmatch(rest):
            seen, text = rest, text[lead.end() :]
    who, body = _addressed(seen, text, speakers, listed=clause.listed or clause.bullet)
    mask = seen[len(seen) - len(body) :] if body else seen
    body, mask = (body, mask) if body else (text, seen)
    if clause.listed:
        return _listed(body, mask, who, speakers)
    if self_note := _SELF.match(clause.text):
        return Act(Deed.PROMISE, clause.text[self_note.end() :])
    if (
        who
        and (clause.bullet or not clause.first or clause.seen.lstrip()[:1] in "@<")
        and (verb := third(body))
    ):
        return Act(Deed.GIVE, verb, who)
    for read in (given, offered, asked, promised, ordered, needed):
        found = read(body, mask, who, speakers)
        if found is not None:
            return found
    return NOTHING


def _addressed(seen: str, text: str, speakers: Speakers, *, listed: bool) -> tuple[str | None, str]:
    """Whom the clause begins with, and the words after the name."""
    if several := _SEVERAL.match(seen):
        return None, text[several.end() :]
    found = _OPENING.match(seen)
    if found is None:
        return None, ""
    word = found["who"]
    rest = text[found.start("rest") :]
    colon = rest.lstrip()[:1]
    if word.startswith(("@", "<")):
        return speakers.find(word), rest.lstrip(" ,:-\u2013\u2014")
    person = speakers.find(word)
    if person is None and listed and colon == ":":
        return (None if word.lower() in _NOBODY else word), rest.lstrip(" :")
    if (
        person is None
        and listed
        and word[:1].isupper()
        and p.THIRD.match(rest)
        and word.lower() not in _NOBODY
    ):
        return word, rest.strip()
    if person is None or word.lower() in _COMMON:
        return None, ""
    return person, rest.lstrip(" ,:-\u2013\u2014")


_SELF = re.compile(
    r"\s{0,3}(?:(?:note|reminder|memo|todo|to-do)\s(?:to\s(?:my)?self|for\sme)|(?:remind|"
    r"reminding)\smyself\sto|i\smustn't\sforget\sto|"
    r"i\smust\s(?:remember\sto|not\sforget\sto)|"
    r"don't\slet\sme\sforget\sto)\b[\s:,\u2013-]{0,4}(?=\S)",
    re.IGNORECASE,
)

_COMMON = words_of("will may mark art bill hope rose dawn can sue rob pat grant chase drew")
"""Names that are words as well: a person only with a mention."""

_NOBODY = words_of(
    "someone somebody anyone anybody we all everyone everybody tbd team who note it this that "
    "there todo action deadline owner due ai you i unassigned nobody open"
)


def _listed(body: str, mask: str, who: str | None, speakers: Speakers) -> Act:
    """A line of a list of things to do."""
    body = re.sub(
        r"^(?:someone|somebody|anyone|tbd|all|everyone|we)\s?(?::|\bto\b|\bneeds? to\b|"
        r"\bshould\b)\s*",
        "",
        body,
        flags=re.IGNORECASE,
    )
    named_third = p.THIRD.match(" " + body) if who else None
    if named_third and not re.match(r"(?:please|pls|can|could)\b", body, re.IGNORECASE):
        body = body[max(named_third.end() - 1, 0) :]
    if promised := p.PROMISE.match(mask):
        return Act(Deed.PROMISE, body[promised.end() :].strip())
    if who is None and (
        tail := re.search(
            rf"[\s(\u2013-]+(?:->|→|owner:?|=>)?\s?\(?(?P<who>{MENTION}|"
            rf"[^\W\d_][\w'\-]{{0,30}})\)?\s?[.]?$",
            mask,
        )
    ):
        person = speakers.find(tail["who"])
        led = tail.group().lstrip()[:1] in {"(", "-", "\u2013", "→", "="} or tail["who"][0] in "@<"
        if person and led and not NOT_TO.search(mask[: tail.start()]):
            who, body = person, body[: tail.start()]
    named = [m for m in re.finditer(MENTION, body) if not NOT_TO.search(body[: m.start()])]
    if who is None and len(named) == 1:
        who = speakers.find(named[0].group())
        body = f"{body[: named[0].start()]}{body[named[0].end() :]}"
    if len(body.split()) < 2 and who is None:
        return Act(Deed.MUST, body) if body.lower() not in {"none", "n/a", "nothing"} else NOTHING
    return Act(Deed.GIVE, body, who) if who else Act(Deed.MUST, body)
