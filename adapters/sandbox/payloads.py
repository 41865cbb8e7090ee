"""The payloads that reach the app: commands, interactions and events. Pure."""

from dataclasses import dataclass

from adapters.sandbox.jsontypes import Json
from adapters.sandbox.model import App, Channel, Message, Person, Team, View
from adapters.sandbox.wire import message_json, view_json

TOKEN = "sandbox-verification-token"  # noqa: S105  (the field's name; nothing is protected by it)


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, and in which app and team."""

    team: Team
    app: App
    person: Person


def channel_name(channel: Channel) -> str:
    """Name a channel as payloads do, where private ones keep their names to themselves."""
    return {"private": "privategroup", "im": "directmessage"}.get(channel.kind, channel.name)


def slash_command(
    scene: Scene, channel: Channel, command: str, text: str, trigger_id: str, response_url: str
) -> Json:
    """Build what a slash command sends; every member is a string."""
    return {
        "token": TOKEN,
        "team_id": scene.team.id,
        "team_domain": scene.team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": scene.person.id,
        "user_name": scene.person.name,
        "command": command,
        "text": text,
        "api_app_id": scene.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def _interaction(scene: Scene, kind: str) -> Json:
    person, team = scene.person, scene.team
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": team.id,
        },
        "api_app_id": scene.app.id,
        "token": TOKEN,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _place(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel_name(channel)}


def message_container(channel: Channel, message: Message) -> Json:
    """Say which message an element stands in."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.to is not None,
    }
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def in_message(scene: Scene, channel: Channel, message: Message) -> Json:
    """Build the part that tells the message of an interaction.

    Slack does not keep ephemeral messages, so their payloads carry the container alone.
    """
    part = {"container": message_container(channel, message), "channel": _place(channel)}
    if message.to is None:
        part["message"] = message_json(message, scene.app, scene.team)
    return part


def in_view(scene: Scene, view: View) -> Json:
    """Build the part that tells the view of an interaction."""
    container = {"type": "view", "view_id": view.id}
    return {"container": container, "view": view_json(view, scene.app, scene.team)}


def block_actions(scene: Scene, where: Json, action: Json, trigger_id: str) -> Json:
    """Build what one use of an element sends; `where` comes from in_message or in_view."""
    body = _interaction(scene, "block_actions")
    return {**body, "trigger_id": trigger_id, **where, "actions": [action]}


def block_suggestion(scene: Scene, where: Json, block_id: str, action_id: str, query: str) -> Json:
    """Build the question for the options of an external select."""
    body = _interaction(scene, "block_suggestion")
    return {**body, **where, "block_id": block_id, "action_id": action_id, "value": query}


def message_action(
    scene: Scene,
    channel: Channel,
    message: Message,
    callback_id: str,
    trigger_id: str,
    response_url: str,
    action_ts: str,
) -> Json:
    """Build what a message shortcut sends."""
    return {
        **_interaction(scene, "message_action"),
        "action_ts": action_ts,
        "callback_id": callback_id,
        "trigger_id": trigger_id,
        "response_url": response_url,
        "message_ts": message.ts,
        "channel": _place(channel),
        "message": message_json(message, scene.app, scene.team),
    }


def view_submission(scene: Scene, view: View, trigger_id: str) -> Json:
    """Build what a submitted modal sends."""
    body = _interaction(scene, "view_submission")
    shown = view_json(view, scene.app, scene.team)
    return {**body, "trigger_id": trigger_id, "view": shown, "response_urls": []}


def view_closed(scene: Scene, view: View, *, cleared: bool) -> Json:
    """Build what a modal sends that was closed; `cleared` when the whole stack was."""
    body = _interaction(scene, "view_closed")
    return {**body, "view": view_json(view, scene.app, scene.team), "is_cleared": cleared}


def event_callback(app: App, team: Team, event: Json, event_id: str, event_time: int) -> Json:
    """Wrap an event as the Events API does."""
    return {
        "token": TOKEN,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": app.bot_user.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
