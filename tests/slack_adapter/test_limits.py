"""Any text in any view keeps every limit of Slack's and never becomes markup."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.sandbox.blocks import block_problems, view_problems
from adapters.slack.render import render_home, render_message, render_modal
from core.screens.views import Form, Home, Reader, View
from tests.support.any_views import ACCOUNTS, READERS, VIEWS
from tests.support.soak import counted, soak

CALM = settings(
    max_examples=counted(25, 10_000 // len(VIEWS)), deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example,
    ],
)  # fmt: skip


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Every JSON object inside *value*."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def assert_plain(blocks: list[dict[str, Any]]) -> None:
    """Nothing in *blocks* is read as markup, pings a channel or is too long to be shown."""
    for found in objects(blocks):
        assert found.get("type") not in {"mrkdwn", "broadcast", "usergroup", "channel", "emoji"}
        if found.get("type") == "plain_text":
            assert found["emoji"] is False
        if found.get("type") == "user":
            assert found["user_id"] in ACCOUNTS
        if found.get("type") == "link":
            assert found["url"].startswith(("https://", "http://"))
        if found.get("type") == "rich_text":
            assert len("".join(_shown(found))) <= 3000
    json.dumps(blocks).encode()


def _shown(block: dict[str, Any]) -> Iterator[str]:
    for found in objects(block):
        yield from (str(found[name]) for name in ("text", "fallback") if name in found)


@soak
@pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
@CALM
@given(data=st.data(), reader=READERS)
def test_any_view_keeps_every_limit(kind: type, data: st.DataObject, reader: Reader) -> None:
    """Every view with any text is valid as a message and as a modal, and is never markup."""
    view = data.draw(VIEWS[kind])
    message = render_message(view, reader)
    assert block_problems(message.blocks, "message") == []
    assert message.blocks
    assert 0 < len(message.text) <= 4000
    assert not set("<>") & set(message.text)
    assert_plain(message.blocks)
    modal = render_modal(view, reader)
    assert view_problems(modal) == []
    assert_plain(modal["blocks"])
    if isinstance(view, Form):
        assert modal["private_metadata"] == view.token
    if isinstance(view, Home):
        home = render_home(view, reader)
        assert view_problems(home) == []


def test_every_view_of_the_union_has_a_strategy() -> None:
    """No view is left out of the limits' test."""
    assert set(VIEWS) == set(get_args(View))
