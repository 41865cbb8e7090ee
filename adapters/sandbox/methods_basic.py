"""auth, apps, team and users."""

from adapters.sandbox.call import Call
from adapters.sandbox.errors import SlackError
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.membership import described
from adapters.sandbox.model import Person

DND_AT_ONCE = 50
"""docs.slack.dev/reference/methods/dnd.teamInfo"""


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    ws = call.backend.ws
    return {
        "url": f"{call.backend.origin}/",
        "team": ws.team.name,
        "user": ws.app.bot_user.name,
        "team_id": ws.team.id,
        "user_id": ws.bot,
        "bot_id": ws.app.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """Give out the address of one Socket Mode connection."""
    backend = call.backend
    base = backend.origin.replace("http", "ws", 1)
    return {"url": f"{base}/link?ticket={backend.link.ticket()}&app_id={backend.ws.app.id}"}


def team_info(call: Call) -> Json:
    """Describe the workspace."""
    team = call.backend.ws.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}}


def dnd_team_info(call: Call) -> Json:
    """Say of some people when they want no messages."""
    ws = call.backend.ws
    users = [user for user in call.text("users").split(",") if user]
    if len(users) > DND_AT_ONCE:
        raise SlackError("too_many_users")
    people = [ws.people[user] for user in users if user in ws.people]
    return {"users": {one.id: _dnd(one) for one in people}}


def _dnd(person: Person) -> Json:
    begins, ends = person.dnd or (1, 1)
    return {
        "dnd_enabled": person.dnd is not None,
        "next_dnd_start_ts": begins,
        "next_dnd_end_ts": ends,
    }


def users_info(call: Call) -> Json:
    """Describe one person."""
    ws = call.backend.ws
    return {"user": described(ws, ws.person(call.text("user")))}


def users_list(call: Call) -> Json:
    """List everybody, the app's bot included."""
    ws = call.backend.ws
    people = sorted(ws.people.values(), key=lambda person: person.id)
    page = call.page(people, 200, lambda person: described(ws, person))
    return page.answer("members", cache_ts=ws.mint.seconds())
