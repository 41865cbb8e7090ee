"""Requests and offers: can you ..., please ..., should I ...?"""

import re

from core.language.threads import patterns as p
from core.language.threads.model import NOTHING, Act, Deed
from core.language.threads.names import MENTION, Speakers

_LAST = re.compile(rf"[\s,]\s?(?P<who>{MENTION}|[^\W\d_][\w'\-]{{0,30}})\s?[?!.]{{0,3}}$")

NOT_TO = re.compile(
    r"\b(?:to|with|for|from|of|about|ask|tell|ping|call|email|mail|message|by|at|and|the|"
    r"help|via|than|as|cc|inform|invite|remind|pay|give|send|meet|thank|thanks|like)\s*$",
    re.IGNORECASE,
)

_WH = re.compile(r"\b(?:why|how|what|when|where|which)\b", re.IGNORECASE)

_FOOD = re.compile(
    r"(?:grab|get|save|bring|pass|keep|pour|make|order|leave|hold)\s(?:me|us)\s(?:a|an|one|"
    r"some|the|another)?\s?(?:\w+\s){0,2}(?:coffee|sandwich|cake|lunch|beer|pizza|snacks?|"
    r"donuts?|croissants?|drinks?|seat|piece|cookies?|tea|slice|kebab|salad|bagel|spot)\b",
    re.IGNORECASE,
)

_REPORT = re.compile(
    r"\b(?:asked|asks|asking|says?|said|wants?|told|wrote|writes|like|was|were|how|why|what|"
    r"where|which)\b[^,]*$",
    re.IGNORECASE,
)


def offered(body: str, mask: str, who: str | None, speakers: Speakers) -> Act | None:
    if (
        mask.rstrip().endswith("?")
        and (found := p.DID_YOU.search(mask))
        and not _WH.search(mask[: found.start()])
    ):
        return Act(Deed.IDEA, body[found.end() :].strip(), question=True)
    if found := p.OFFER.search(mask):
        if re.search(r"\bor\b", mask) or re.search(
            r"\b(?:what|how|where|which|when|why|who)\b", mask[: found.start()], re.IGNORECASE
        ):
            return Act(Deed.NOTHING, question=True)
        if re.match(r"\W*if\b", mask, re.IGNORECASE):
            return None
        what = p.POLITE_IF.sub("", body[found.end() :]).strip()
        return Act(Deed.OFFER, what, question=True)
    return None


def asked(body: str, mask: str, who: str | None, speakers: Speakers) -> Act | None:
    """Can you ...; please ...; can somebody ..."""
    if re.search(
        r"\b(?:please|pls|do|can you)\s(?:not|don'?t|never)\b|^(?:please|pls)?\s?(?:don'?t|do "
        r"not|never)\b(?!\sforget)|\b(?:don't|do not)\sforget\b.*\bme\b",
        mask,
        re.IGNORECASE,
    ):
        return NOTHING
    if (
        (found := p.ANYONE.search(mask))
        and not conditional(mask[: found.start()])
        and not _WH.search(mask[: found.start()])
    ):
        rest = body[found.end() :].strip()
        return _request(Deed.ANYONE, third(rest) or rest, None)
    found = p.YOU.search(mask) or p.GET.search(mask)
    if who and (
        need := re.match(
            r"(?:i|we)(?:'ll|'d)?\s(?:still\s|also\s)?need\s(?!you\b|to\b)", mask, re.IGNORECASE
        )
    ):
        return Act(Deed.ASK, f"get {body[need.end() :]}", who)
    if found is None or conditional(mask[: found.start()]) or reported(mask[: found.start()]):
        return None
    rest = body[found.end() :]
    if found.group().strip().lower() in {"please", "pls", "plz"} and not rest.strip(" !.?"):
        return None
    if not rest.strip(" ?!.,"):
        if not found.group().lower().startswith(("can", "could", "would", "will")):
            return None
        return Act(Deed.ASK, "it", who)
    return _request(Deed.ASK, rest, who or _named_last(rest, speakers))


def _request(deed: Deed, what: str, who: str | None) -> Act:
    what = re.sub(
        r"^(?:two|guys|both|all|please|pls|also|just|then|,|:|\s)+\b(?=\s?[a-z])",
        "",
        what.strip(),
        flags=re.IGNORECASE,
    )
    what = p.POLITE_IF.sub("", what).strip()
    first = re.match(r"[\w'-]+", what.lower())
    if _FOOD.match(what):
        return NOTHING
    told = first is not None and first.group() in p.TELLING and not p.TELL_US.match(what)
    if first and first.group() in p.INFORMING and not told:
        return Act(Deed.NOTHING, question=True)
    if (
        re.match(
            r"(?:check|confirm|say|tell)\s(?:if|whether|that|what|which|how|why|when|me)\b.*\?",
            what,
            re.IGNORECASE,
        )
        and deed is Deed.ASK
        and not what.lower().startswith("check")
    ):
        return Act(Deed.NOTHING, question=True)
    return Act(deed, what, who)


def _named_last(rest: str, speakers: Speakers) -> str | None:
    """ "... check this, Ana?" """
    found = _LAST.search(rest)
    if (
        found
        and not NOT_TO.search(rest[: found.start()])
        and (found["who"].startswith(("@", "<")) or rest[found.start()] == ",")
    ):
        return speakers.find(found["who"])
    return None


def conditional(before: str) -> bool:
    return bool(p.UNREAL.search(before))


def reported(before: str) -> bool:
    return bool(_REPORT.search(before))


def ordered(body: str, mask: str, who: str | None, speakers: Speakers) -> Act | None:
    """Ben, rotate the keys; send me the file please."""
    first = re.match(r"[\w'-]+", body.lower())
    if first is None:
        return None
    if _FOOD.match(body) or re.match(r"\w{2,6}\s(?:you|we|i|they|u)\b", body, re.IGNORECASE):
        return NOTHING
    verb = first.group() in p.VERBS
    plain = re.match(r"(?:please|pls)?\s?[a-z-]{3,20}\s", body, re.IGNORECASE)
    kindly = re.search(r"\b(?:please|pls|plz)[\s!.]*$", mask, re.IGNORECASE)
    if who and plain and kindly and "?" not in mask:
        return Act(Deed.ASK, body, who)
    if who and verb and not p.UNREAL.search(mask):
        return Act(Deed.ASK, body, who)
    if who and re.match(
        r"(?:you|u)(?:'ll|\swill|\sneed\sto|\shave\sto|\stake|\sdo|\shandle|'re\son|\s(?:send|"
        r"write|book|call|check|bring|prepare|make|update|set|order|ask)\s(?:the|a|it|them|up|"
        r"us|me))\b",
        mask,
        re.IGNORECASE,
    ):
        words = re.sub(r"^\S+(?:\s(?:will|need\sto|have\sto))?\s", "", body, count=1)
        return Act(Deed.ASK, words, who)
    if verb and re.search(r"\b(?:please|pls|plz)[\s!.]*$", mask, re.IGNORECASE):
        return Act(
            Deed.ASK, re.sub(r",?\s*\b(?:please|pls|plz)[\s!.]*$", "", body, flags=re.IGNORECASE)
        )
    return None


def third(body: str) -> str | None:
    """ "updates the rota" as "update the rota": an entry of a plan."""
    first, _, rest = body.partition(" ")
    low = first.lower()
    for end, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if re.match(r"(?:are|is|were|was|can|will|from|of|in|and)\b", rest):
            return None
        if low.endswith(end) and (base := low[: -len(end)] + instead) in p.VERBS and rest:
            return f"{base} {rest}"
    return None
