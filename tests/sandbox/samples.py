"""Blocks and views for the sandbox's tests, and Slack errors in short."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Build a plain text object."""
    return {"type": "plain_text", "text": text}


def option(value: str, text: str = "") -> Json:
    """Build an option."""
    return {"text": plain(text or value), "value": value}


def button(action_id: str = "done", value: str = "T-1", **more: object) -> Json:
    """Build a button."""
    return {
        "type": "button",
        "action_id": action_id,
        "value": value,
        "text": plain("Done"),
        **more,
    }


def actions(*elements: Json, block_id: str = "row") -> Json:
    """Build a row of elements."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str = "Move DNS", **more: object) -> Json:
    """Build a section of text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def field(block_id: str, element: Json, **more: object) -> Json:
    """Build an input block."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": element,
        **more,
    }


def typed(action_id: str = "text", **more: object) -> Json:
    """Build a text input."""
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: Json, **more: object) -> Json:
    """Build a modal that can be submitted."""
    return {
        "type": "modal",
        "callback_id": "edit",
        "title": plain("Edit"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [field("title", typed())],
        **more,
    }


def home(*blocks: Json) -> Json:
    """Build an App Home."""
    return {"type": "home", "blocks": list(blocks) or [section()]}


@contextlib.contextmanager
def refused(code: str) -> Iterator[list[Json]]:
    """Expect a Slack error of that code; the list then holds the whole answer."""
    answers: list[Json] = []
    with pytest.raises(SlackApiError) as caught:
        yield answers
    answers.append(dict(caught.value.response.data))
    assert caught.value.response["error"] == code
