"""What the renderer's tests ask of a drawn message or modal; the limits are the loopback's."""

from tests.discord_adapter.discord_server import bodies, flat, modals
from tests.discord_adapter.discord_server.errors import Problems, Refused
from tests.discord_adapter.discord_server.model import Json


def message_problems(body: Json) -> Json:
    """Why Discord would refuse the body of a message; empty when it takes it."""
    try:
        bodies.check(body)
    except Refused as refused:
        return {"refused": refused.message, **(refused.errors or {})}
    blank = [one for one in flat.every(body["components"]) if _blank(one)]
    longest = sum(map(_units, (one["content"] for one in of(body["components"], 10))))
    return {"blank": blank} if blank else {"long": longest} if longest > 4000 else {}


def modal_problems(modal: Json) -> Json:
    """Why Discord would refuse a modal; empty when it takes it."""
    problems = Problems()
    modals.check(modal, problems)
    blank = [one for one in flat.every(modal["components"]) if _blank(one)]
    return problems.tree or ({"blank": blank} if blank else {})


def of(components: list[Json], kind: int) -> list[Json]:
    """All components of a type, in their order."""
    return [one for one in flat.every(components) if one["type"] == kind]


def words(components: list[Json]) -> str:
    """What is read, below each other."""
    return "\n".join(one["content"] for one in of(components, 10))


def labels(components: list[Json]) -> list[str]:
    """What the buttons say."""
    return [one["label"] for one in of(components, 2)]


def tokens(components: list[Json]) -> set[str]:
    """Everything that can be pressed or chosen."""
    buttons = {one["custom_id"] for one in of(components, 2) if "custom_id" in one}
    return buttons.union(*({o["value"] for o in one["options"]} for one in of(components, 3)))


def _blank(one: Json) -> bool:
    """A text of blanks alone counts as empty."""
    texts = [one[name] for name in ("content", "label", "description") if name in one]
    texts += [option["label"] for option in one.get("options", ())]
    return any(not text.strip() for text in texts)


def _units(text: str) -> int:
    """As clients count: an emoji may be two."""
    return len(text.encode("utf-16-le")) // 2
