"""What Block Kit allows, as data: one rule per object, each with the page its limits come from.

Only what the product's renderers use is listed; the validator in `blocks.py` refuses the rest by
name. A limit is written once, in one of the `rules_*` tables that are gathered here.
"""

from collections.abc import Mapping

from adapters.sandbox.rules_base import Field, Rule
from adapters.sandbox.rules_blocks import BLOCKS
from adapters.sandbox.rules_elements import ELEMENTS
from adapters.sandbox.rules_objects import OBJECTS, VIEWS
from adapters.sandbox.rules_text import RICH

__all__ = ["BLOCK_TYPES", "INTERACTIVE", "MAX_BLOCKS", "MAX_TEXT", "RULES", "Field", "Rule"]

MAX_BLOCKS: Mapping[str, int] = {"message": 50, "modal": 100, "home": 100}
"""Blocks per surface. Source: docs.slack.dev/reference/block-kit/blocks"""

MAX_TEXT = 40_000
"""Characters of a message's text. Source: docs.slack.dev/reference/methods/chat.postMessage"""

RULES: Mapping[str, Rule] = {
    rule.name: rule for rule in (*BLOCKS, *ELEMENTS, *RICH, *OBJECTS, *VIEWS)
}
"""Every rule, by name; names are unique over all tables."""

BLOCK_TYPES: tuple[str, ...] = tuple(rule.name for rule in BLOCKS)
"""Types that may stand at the top of a message or view."""

INTERACTIVE: frozenset[str] = frozenset(rule.name for rule in ELEMENTS)
"""Element types that carry an action_id."""
