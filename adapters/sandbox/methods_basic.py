"""auth, apps, team and users."""

from adapters.sandbox.call import Call
from adapters.sandbox.jsontypes import Json
from adapters.sandbox.membership import described


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
