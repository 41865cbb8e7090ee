"""A message as a dry run shows it: marked, and with nothing to press. Pure."""

from adapters.slack.render import MESSAGE_ROOM, Message
from adapters.slack.render.blocks import Json

_PRESSED = frozenset({"actions", "input"})


def rehearsed(message: Message, instead: str) -> Message:
    """*message* below a line that says for whom it was."""
    mark: Json = {
        "type": "context",
        "elements": [{"type": "plain_text", "text": instead[:2000], "emoji": False}],
    }
    blocks = [_disarmed(block) for block in message.blocks if block["type"] not in _PRESSED]
    return Message(f"{instead}: {message.text}", [mark, *blocks][:MESSAGE_ROOM])


def _disarmed(block: Json) -> Json:
    return {name: value for name, value in block.items() if name != "accessory"}
