"""Any text in any view keeps every limit of Discord's and never becomes markup."""

import json
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.render import Message, render_message
from adapters.discord.render.forms import modal, pages, read
from adapters.discord.render.rehearsal import rehearsed
from core.screens.views import Form, Reader, View
from tests.discord_adapter import openapi
from tests.discord_adapter.drawn import message_problems, modal_problems, of
from tests.discord_adapter.markdown import read as read_markdown
from tests.support.any_views import ACCOUNTS, READERS, VIEWS, forms

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
CALM = settings(
    max_examples=10, deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example,
    ],
)  # fmt: skip
KNOWN = {f"<@{account}>" for account in ACCOUNTS if account.isdecimal()}


def assert_plain(message: Message) -> None:
    """Nobody is named but who was meant, and no address is a link but ours."""
    named: set[str] = set()
    for text in of(message.components, 10):
        found = read_markdown(text["content"])
        named |= set(found.of("mention"))
        assert all(link.startswith(("https://", "http://")) for link in found.of("link"))
        assert found.of("emoji") == found.of("command") == []
    assert named <= KNOWN
    assert named == {f"<@{name}>" for name in message.mentions}
    json.dumps(message.components).encode()


@pytest.mark.parametrize("kind", VIEWS, ids=lambda kind: kind.__name__)
@CALM
@given(data=st.data(), reader=READERS)
def test_any_view_keeps_every_limit(kind: type, data: st.DataObject, reader: Reader) -> None:
    """Every view with any text is a message that Discord takes, and is never markup."""
    view = data.draw(VIEWS[kind])
    message = render_message(view, reader)
    assert message_problems(message.payload(private=True, ping=True)) == {}
    assert_plain(message)
    marked = rehearsed(message, "for <@1> in #infra " * 40)
    assert message_problems(marked.payload()) == {}
    assert marked.mentions == ()


@CALM
@given(forms, READERS)
def test_any_form_keeps_every_limit(form: Form, reader: Reader) -> None:
    """Every page of every form is a modal that Discord takes, and carries the form's token."""
    for page in pages(form):
        drawn = modal(form, reader, page.number)
        assert modal_problems(drawn) == {}
        assert drawn["custom_id"] == form.token
        assert set(read(form, page.number, drawn["components"])) == set(page.names)


@CALM
@given(st.one_of(*VIEWS.values(), forms), READERS)
def test_what_is_drawn_is_as_discord_describes_it(view: View, reader: Reader) -> None:
    """Messages and modals agree with Discord's own description, where that is at hand."""
    bodies = [("/channels/{channel_id}/messages", render_message(view, reader).payload(ping=True))]
    if isinstance(view, Form):
        bodies += [(CALLBACK, {"type": 9, "data": modal(view, reader, page.number)})
                   for page in pages(view)]  # fmt: skip
    for route, body in bodies:
        checker = openapi.of_request("POST", route)
        assert checker is None or checker.is_valid(body), route


def test_every_view_of_the_union_has_a_strategy() -> None:
    """No view is left out of the limits' test."""
    assert set(VIEWS) == set(get_args(View))
