"""What each element sends when it is used, and what a form keeps of it."""

import pytest
from slack_bolt.async_app import AsyncAck

from adapters.sandbox.state import ChoiceError, action, chosen, incomplete, initial, state_values
from tests.sandbox.samples import actions, field, option, section, typed
from tests.sandbox.support import Json, Room

OPTIONS = [option("a"), option("b")]
CASES: list[tuple[Json, object, Json]] = [
    ({"type": "static_select", "options": OPTIONS}, "b", {"selected_option": option("b")}),
    ({"type": "overflow", "options": OPTIONS}, "a", {"selected_option": option("a")}),
    ({"type": "radio_buttons", "options": OPTIONS}, "a", {"selected_option": option("a")}),
    ({"type": "checkboxes", "options": OPTIONS}, ["a", "b"], {"selected_options": OPTIONS}),
    ({"type": "checkboxes", "options": OPTIONS}, [], {"selected_options": []}),
    ({"type": "users_select"}, "U0ANA", {"selected_user": "U0ANA"}),
    ({"type": "conversations_select"}, "C0INFRA", {"selected_conversation": "C0INFRA"}),
    ({"type": "multi_users_select"}, ["U0ANA"], {"selected_users": ["U0ANA"]}),
    ({"type": "datepicker"}, "2026-11-26", {"selected_date": "2026-11-26"}),
    ({"type": "datepicker"}, None, {"selected_date": None}),
    ({"type": "timepicker"}, "17:00", {"selected_time": "17:00"}),
    ({"type": "datetimepicker"}, "1795712400", {"selected_date_time": 1795712400}),
]


@pytest.mark.parametrize(("element", "value", "member"), CASES)
async def test_elements_send_their_choice(
    room: Room, element: Json, value: object, member: Json
) -> None:
    """Each element of a message reaches the app with the member that Slack uses for it."""
    app = room.bolt()
    seen: list[Json] = []

    @app.action("pick")
    async def pick(ack: AsyncAck, body: Json) -> None:
        seen.append(body)
        await ack()

    await room.attach(app)
    whole = {**element, "action_id": "pick"}
    inside = section(block_id="row", accessory=whole)
    block = actions(whole) if element["type"] == "datetimepicker" else inside
    posted = await room.client.chat_postMessage(channel="C0INFRA", text="x", blocks=[block])
    assert await room.click("C0INFRA", posted["ts"], ("row", "pick"), value) == {"ok": True}
    (name,) = member
    assert seen[0]["actions"][0][name] == member[name]
    if element["type"] != "overflow":
        assert seen[0]["state"]["values"]["row"]["pick"] == {"type": element["type"], **member}


@pytest.mark.parametrize(
    ("element", "value", "problem"),
    [
        ({"type": "static_select", "options": OPTIONS}, "c", "none of its options: a, b"),
        ({"type": "checkboxes", "options": OPTIONS}, "a", "takes a list"),
        ({"type": "datepicker"}, "26.11.", "such as 2026-11-26"),
        ({"type": "timepicker"}, "5 pm", "such as 17:00"),
        ({"type": "datetimepicker"}, "soon", "such as 1795712400"),
    ],
)
def test_values_that_an_element_does_not_offer(element: Json, value: object, problem: str) -> None:
    """A value that the element cannot have is refused with what it takes."""
    with pytest.raises(ChoiceError, match=problem):
        chosen(element, value, {})


def test_a_button_sends_its_own_value() -> None:
    """What a page claims to be the value of a button does not matter."""
    element = {"type": "button", "action_id": "b", "value": "T-1", "text": {"text": "Done"}}
    sent = action(element, "row", "T-2", "1.000000", {})
    assert (sent["value"], sent["action_ts"]) == ("T-1", "1.000000")


def test_initial_values_are_the_first_state() -> None:
    """A form that nobody touched has the values that the app put into it."""
    blocks = [
        field("t", typed("x", initial_value="DNS")),
        field("u", {"type": "users_select", "action_id": "x", "initial_user": "U0ANA"}),
        field("m", {"type": "multi_users_select", "action_id": "x"}),
    ]
    values = state_values(blocks, {})
    assert values["t"]["x"] == {"type": "plain_text_input", "value": "DNS"}
    assert values["u"]["x"]["selected_user"] == "U0ANA"
    assert values["m"]["x"]["selected_users"] == []
    assert set(incomplete(blocks, values)) == {"m"}


def test_a_value_does_not_survive_a_change_of_type() -> None:
    """The same ids on another kind of element begin anew."""
    earlier = {"t": {"x": {"type": "plain_text_input", "value": "DNS"}}}
    picker = {"type": "datepicker", "action_id": "x"}
    assert state_values([field("t", picker)], earlier) == {"t": {"x": initial(picker)}}
