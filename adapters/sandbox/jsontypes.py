"""What JSON looks like once it has been read."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""An object as it came over the wire; its members are checked where they are used."""

Blocks: TypeAlias = list[Json]
"""Block Kit blocks, in order."""
