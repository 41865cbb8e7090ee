"""Promises, what is given to others, and what has to be done."""

import re

from core.language.threads import patterns as p
from core.language.threads.asking import reported
from core.language.threads.model import NOTHING, Act, Deed
from core.language.threads.names import MENTION, Speakers

_ME = ""
"""Whoever speaks: the owner of what is only promised on a condition."""


def given(body: str, mask: str, who: str | None, speakers: Speakers) -> Act | None:
    """Ben will ...; Ben to ...; give it to Ben."""
    if who and re.match(
        r"(?:is|does|will|has\s(?:it|that)|can|volunteered)\W*$", mask, re.IGNORECASE
    ):
        return Act(Deed.GIVE, "it", who)
    if who and (third := p.THIRD.match(" " + mask)) and not mask.rstrip().endswith("?"):
        word = third.group().strip().lower()
        if word not in {"please", "pls", "can", "could", "does"}:
            if p.UNREAL.search(mask) and "would" not in word:
                return NOTHING
            firm = word not in {"should", "is doing"}
            return Act(Deed.GIVE, body[third.end() - 1 :].strip(), who, firm=firm)
    found = re.search(
        rf"\b(?:assign(?:ing|ed)?|giv(?:e|ing)|hand(?:ing)?|pass(?:ing)?|leav(?:e|ing))\s(?:it|"
        rf"this|that|these)\s(?:over\s|on\s)?(?:to|with)\s(?P<who>{p.NAMED.pattern})",
        mask,
        re.IGNORECASE,
    )
    if found and (person := _first(found["who"], speakers)):
        return Act(Deed.GIVE, "it", person)
    found = re.search(
        rf"(?P<who>{MENTION}|\b[^\W\d_][\w'\-]{{0,30}})(?:'ll|\s(?:will|is\sgoing\sto|"
        rf"is\s(?:doing|taking|handling|on)|takes|has|does|'s\son|can\stake|takes\sover))\s(?:do|"
        rf"take|handle|taking|it|this|that|over|care)\b.{{0,12}}",
        mask,
        re.IGNORECASE,
    )
    if (
        found
        and (person := speakers.find(found["who"]))
        and not p.UNREAL.search(mask)
        and "?" not in mask
    ):
        return Act(Deed.GIVE, "it", person)
    return None


def _first(words: str, speakers: Speakers) -> str | None:
    return speakers.find(words) or speakers.find(words.split()[0])


def promised(body: str, mask: str, who: str | None, speakers: Speakers) -> Act | None:
    """I'll ...; let me ...; taking this."""
    if re.search(
        r"\bi(?:'ll|\swill|\scan|'m)\s(?:not|never|also\snot)\b|\b(?:can't|won't)\b",
        mask,
        re.IGNORECASE,
    ):
        return None
    if p.EXPECT.search(mask) and not p.UNREAL.search(mask) and "?" not in mask:
        return Act(Deed.PROMISE, "it")
    found = p.PROMISE.search(mask) or p.TAKING.search(mask) or p.CAN.search(mask)
    if found is None or mask.rstrip().endswith("?"):
        return None
    before, what = mask[: found.start()], body[found.end() :].strip()
    if p.IDLE.match(what) or reported(before):
        return NOTHING
    if re.match(r"\s?(?:if|once\syou)\b", mask, re.IGNORECASE) or re.search(
        r"\b(?:if|unless)\s(?:you|he|she|they|the|it|nobody|no one|nothing|we|i)\b",
        mask[found.end() :],
        re.IGNORECASE,
    ):
        return Act(Deed.IDEA, p.POLITE_IF.sub("", what), who=_ME, firm=False)
    unreal = p.UNREAL.search(p.POLITE_IF.sub("", mask))
    if unreal and not re.match(r"(?:whether|if)\b", mask[unreal.start() :], re.IGNORECASE):
        return NOTHING
    if (
        unreal
        and (
            unreal.start() < found.start()
            or re.search(r"\bif\b", mask[found.end() :], re.IGNORECASE)
        )
        and not re.match(r"(?:check|see|look|ask|find out|test|verify|try)\b", what, re.IGNORECASE)
    ):
        return NOTHING
    if (
        p.TAKING.match(found.group())
        and not re.search(r"\bit|\bthis|\bthat", found.group())
        and not found.group().lower().startswith("leave")
    ):
        verb = found.group().split()[-1] if "look" not in found.group().lower() else "look into"
        what = f"{verb} {what}".strip() if what else "it"
    what = p.POLITE_IF.sub("", what).strip()
    firm = p.CAN.match(found.group()) is None
    weak = (
        re.search(r"\bi(?:'ve)?\s(?:need|have\sto|got\sto|gotta)", found.group(), re.IGNORECASE)
        is None
    )
    return Act(Deed.PROMISE, what or "it", firm=firm and weak)


def needed(body: str, mask: str, who: str | None, speakers: Speakers) -> Act | None:
    """We need to ...; the docs need to be updated; we should ..."""
    if (
        p.UNREAL.search(mask)
        or mask.rstrip().endswith("?")
        or re.search(
            r"\b(?:don't|didn't|doesn't|do not|some\s?day|one day|eventually|never)\b",
            mask,
            re.IGNORECASE,
        )
    ):
        idea = p.WE_MAY.search(mask)
        if idea and not p.UNREAL.search(mask) and mask.rstrip().endswith("?"):
            return Act(Deed.IDEA, body[idea.end() :].strip(), question=True)
        return None
    if found := p.WE_MUST.search(mask):
        return Act(Deed.MUST, body[found.end() :].strip(), firm=False)
    if p.MUST_BE.search(mask):
        return Act(Deed.MUST, body, firm=False)
    if found := p.PASSIVE.search(mask):
        return Act(Deed.IDEA, body, firm=False)
    if found := p.WE_MAY.search(mask):
        return Act(Deed.IDEA, body[found.end() :].strip(), firm=False)
    return None
