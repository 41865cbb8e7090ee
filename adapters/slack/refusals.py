"""What went wrong at Slack → why a letter was not taken. Pure."""

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError

from core.screens.messenger import (
    DeliveryFailure,
    Gone,
    MessageGone,
    Refused,
    RetryAt,
    Suspended,
    Uncertain,
)

_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_UNCERTAIN = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_unavailable"}
)
_GONE = frozenset(
    {
        "is_archived", "channel_not_found", "not_in_channel", "is_inactive", "user_disabled",
        "user_not_found", "users_not_found", "user_not_visible", "cannot_dm_bot",
        "messages_tab_disabled", "restricted_action", "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
        "method_not_supported_for_channel_type",
    }
)  # fmt: skip
_MESSAGE_GONE = frozenset(
    {
        "restricted_action_thread_locked", "thread_not_found", "thread_locked",
        "cannot_reply_to_message", "message_not_found", "cant_update_message",
        "cant_delete_message", "edit_window_closed",
    }
)  # fmt: skip
"""The message or its thread; nothing is said of the place."""
_SUSPENDED = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "account_inactive", "token_expired"}
)
_PASSING = frozenset({"org_login_required", "team_added_to_org", "ekm_access_denied"})
"""A migration or a key that is away for a while."""
PASSING_SECONDS = 300.0


def failure(error: Exception) -> DeliveryFailure:
    """The typed failure for what a call of the Web API raised."""
    if isinstance(error, DeliveryFailure):
        return error
    if isinstance(error, SlackApiError):
        return _answered(error)
    # Refused, unknown host, no connection in time: no byte of the letter has left.
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return RetryAt(type(error).__name__)
    return Uncertain(type(error).__name__)


def code_of(error: SlackApiError) -> str:
    """Slack's own word for what is wrong; empty when it gave none."""
    data = getattr(error.response, "data", None)
    return str(data.get("error") or "") if isinstance(data, Mapping) else ""


def _answered(error: SlackApiError) -> DeliveryFailure:
    code = code_of(error)
    status = int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))
    if status == 429 or code in _LIMITED:
        return RetryAt(code or "429", _retry_after(error))
    if status >= 500 or status == 408 or code in _UNCERTAIN:
        return Uncertain(code or str(status))
    if code in _MESSAGE_GONE:
        return MessageGone(code)
    if code in _GONE:
        return Gone(code)
    if code in _SUSPENDED:
        return Suspended(code)
    if code in _PASSING:
        return RetryAt(code, PASSING_SECONDS)
    # An answer that is no answer of Slack's, such as a proxy's page: it may have passed it on.
    return Refused(_detailed(error, code)) if code else Uncertain(f"status {status}")


def _retry_after(error: SlackApiError) -> float | None:
    headers = getattr(error.response, "headers", {})
    value = str(headers.get("Retry-After") or "")
    return float(value) if value.isdigit() else None


def _detailed(error: SlackApiError, code: str) -> str:
    """The code, with Slack's hints for ``chivvy doctor``; they quote our blocks, not texts."""
    data = getattr(error.response, "data", None)
    hints = data.get("response_metadata") if isinstance(data, Mapping) else None
    messages = hints.get("messages") if isinstance(hints, Mapping) else None
    needed = data.get("needed") if isinstance(data, Mapping) else None
    told = [str(m)[:200] for m in messages[:3]] if isinstance(messages, list) else []
    return "; ".join([code, *([f"needs {needed}"] if needed else []), *told])
