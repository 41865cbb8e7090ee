"""Where an answer appears: acknowledgement, response_url, window, home."""

import asyncio
import json

import pytest

from adapters.slack.inbound import Limits
from core.context import MessageRef
from core.kernel.errors import Busy, NotSaved
from core.kernel.text import Words
from core.kernel.tokens import Token
from core.screens.views import Problem, Said
from tests.slack_adapter.desk import FORM, said
from tests.slack_adapter.slack import (
    ANA,
    BOT,
    INFRA,
    Json,
    Stage,
    command,
    event,
    interaction,
    press,
    stage,
    submission,
)

SLOW = Limits(answer=0.05, event=0.05)


def shown(value: object) -> str:
    """Everything that is said, as one string."""
    return json.dumps(value)


def url(at: Stage) -> str:
    """A response_url of this stage."""
    return f"{at.slack.url}response/1"


async def test_a_button_is_acknowledged_empty() -> None:
    """A button whose redrawn card says enough says nothing more."""
    async with stage() as at:
        status, answer = await at.interact(press({"action_id": "done.t42.m7~x"}, url(at)))
        assert (status, answer) == (200, {"text": ""})
        [(sender, token, key)] = at.desk.of("press")
        assert (sender.user, token) == (ANA, Token.decode("done.t42.m7~x"))
        expected = "slack:action:T0TEAM:1700000000.000100:done.t42.m7~x:1700000001.5:U0ANA"
        assert key == expected
        assert at.slack.calls == []


async def test_a_note_comes_by_response_url() -> None:
    """What a button has to say is said privately, in the thread where it was pressed."""
    async with stage() as at:
        at.desk.answers["press"] = said("noted")
        await at.interact(press({"action_id": "done.t42"}, url(at), thread_ts="1700000000.000001"))
        [body] = at.slack.of("response")
        assert (body["response_type"], body["replace_original"]) == ("ephemeral", False)
        assert body["thread_ts"] == "1700000000.000001"
        assert "noted" in shown(body["blocks"])


async def test_an_answer_to_a_private_message_replaces_it() -> None:
    """Undo in an echo takes the echo's place."""
    async with stage() as at:
        at.desk.answers["press"] = said("undone")
        await at.interact(press({"action_id": "undo.t42"}, url(at), is_ephemeral=True))
        assert at.slack.of("response")[0]["replace_original"] is True


async def test_the_chosen_option_of_a_menu_is_the_token() -> None:
    """*More* carries a token in every option."""
    async with stage() as at:
        option = {"value": "drop.t42", "text": {"type": "plain_text", "text": "Drop"}}
        chosen = {"type": "overflow", "action_id": "more:note.t42", "selected_option": option}
        await at.interact(press(chosen))
        assert at.desk.of("press")[0][1] == Token.decode("drop.t42")


async def test_a_link_asks_nothing() -> None:
    """A button that opens a page is acknowledged, and the desk hears nothing."""
    async with stage() as at:
        status, _ = await at.interact(press({"action_id": "link:0", "url": "https://example.org"}))
        assert status == 200
        assert at.desk.asked == []


async def test_a_form_opens_as_loading_and_is_filled() -> None:
    """The window opens at once and is filled by update."""
    async with stage() as at:
        status, answer = await at.interact(press({"action_id": "block.t42"}, url(at)))
        assert (status, answer) == (200, {"text": ""})
        [opened], [filled] = at.slack.of("views.open"), at.slack.of("views.update")
        assert opened["trigger_id"] == "1.2.3"
        assert filled["view_id"] == "V0NEW"
        assert filled["view"]["private_metadata"] == FORM.token
        assert at.desk.of("press") == []


async def test_a_window_that_cannot_open_is_told() -> None:
    """An expired trigger is answered where the button was pressed."""
    async with stage() as at:
        at.slack.answers["views.open"] = lambda _: {"ok": False, "error": "expired_trigger_id"}
        await at.interact(press({"action_id": "block.t42"}, url(at)))
        assert "press the button again" in shown(at.slack.of("response"))


async def test_a_form_that_is_accepted_closes() -> None:
    """A form with nothing more to say is cleared."""
    async with stage() as at:
        values = {"reason": {"type": "plain_text_input", "value": "no access"}}
        _, answer = await at.interact(submission("block.t42", values))
        assert answer == {"response_action": "clear"}
        [(_, token, got, key)] = at.desk.of("submit")
        assert (token, got) == (Token.decode("block.t42"), {"reason": "no access"})
        assert key.startswith("slack:form:V0NEW:")


async def test_a_wrong_field_keeps_the_form() -> None:
    """A problem stands at its field, and the form stays as it was filled in."""
    async with stage() as at:
        problem = Problem(((Words("No such day."),),), example="friday", field="due")
        at.desk.answers["submit"] = problem
        text: Json = {"type": "plain_text_input", "value": "x"}
        _, answer = await at.interact(submission("due.t42", {"title": text, "due": text}))
        assert answer["errors"] == {"due": "No such day. friday"}


async def test_a_problem_of_no_field_keeps_the_form_too() -> None:
    """What was typed is not lost to a problem that belongs to the whole form."""
    async with stage() as at:
        at.desk.answers["submit"] = Problem(((Words("Ben changed it."),),))
        text = {"type": "plain_text_input", "value": "x"}
        _, answer = await at.interact(submission("due.t42", {"title": text}))
        assert answer == {"response_action": "errors", "errors": {"title": "Ben changed it."}}


async def test_the_answer_to_a_form_appears_where_it_was_opened() -> None:
    """The window closes, and the note stands under the button that opened it."""
    async with stage() as at:
        at.desk.answers["submit"] = said("Jonas is asked.")
        await at.interact(press({"action_id": "block.t42"}, url(at)))
        text = {"type": "plain_text_input", "value": "x"}
        _, answer = await at.interact(submission("block.t42", {"reason": text}))
        assert answer == {"response_action": "clear"}
        assert "Jonas is asked." in shown(at.slack.of("response"))


async def test_after_a_restart_the_answer_stands_in_the_window() -> None:
    """Where the origin is forgotten, the window itself says what was done."""
    async with stage() as at:
        at.desk.answers["submit"] = said("Jonas is asked.")
        text = {"type": "plain_text_input", "value": "x"}
        _, answer = await at.interact(submission("block.t42", {"reason": text}, "V0OLD"))
        assert answer["response_action"] == "update"
        assert "Jonas is asked." in shown(answer["view"])


async def test_capture_opens_a_window_with_the_message() -> None:
    """The shortcut hands the message over: author, thread, text as typed, address."""
    async with stage() as at:
        message = {
            "user": "U0BEN", "ts": "1700000000.000200", "thread_ts": "1700000000.000100",
            "text": "Please see <https://example.org|example.org> &amp; tell <@U0ANA>",
        }  # fmt: skip
        payload = interaction(
            "message_action", callback_id="capture_task", message=message, response_url=url(at),
            message_ts=message["ts"], channel={"id": INFRA, "name": "infra"},
        )  # fmt: skip
        status, _ = await at.interact(payload)
        assert status == 200
        [(sender, ref)] = at.desk.of("capture_form")
        assert sender.thread == "1700000000.000100"
        assert ref == MessageRef(
            INFRA, "1700000000.000200", "1700000000.000100", "U0BEN",
            "Please see example.org & tell <@U0ANA>",
            "https://example.slack.com/archives/C0INFRA/p1700000000000200"
            "?thread_ts=1700000000.000100&cid=C0INFRA",
        )  # fmt: skip
        assert at.slack.of("views.update")[0]["view"]["private_metadata"] == FORM.token


async def test_home_is_published_when_opened() -> None:
    """Opening the home tab publishes it and stores nothing."""
    async with stage() as at:
        told = {"type": "app_home_opened", "user": ANA, "tab": "home", "channel": "D0ANA"}
        assert await at.event(event(told)) == 200
        [published] = at.slack.of("views.publish")
        assert published["user_id"] == ANA
        assert published["view"]["type"] == "home"
        assert at.desk.of("receive") == []


async def test_a_button_on_home_redraws_home() -> None:
    """What was pressed at home shows at home."""
    async with stage() as at:
        payload = interaction(
            "block_actions", container={"type": "view", "view_id": "V0HOME"},
            view={"id": "V0HOME", "type": "home"},
            actions=[{"type": "button", "action_id": "done.t42", "action_ts": "1.1"}],
        )  # fmt: skip
        at.desk.answers["press"] = said("Done.")
        await at.interact(payload)
        assert len(at.slack.of("views.publish")) == 1
        assert "Done." in shown(at.slack.of("views.open"))


async def test_a_slow_command_reports_later() -> None:
    """What runs past the budget is answered "working on it" and reports by response_url."""
    async with stage(SLOW) as at:
        go = asyncio.Event()

        async def slow() -> Said:
            await go.wait()
            return said("added at last")

        at.desk.answers["words"] = slow()
        status, answer = await at.form(command("add x", response_url=url(at)))
        assert (status, answer["response_type"]) == (200, "ephemeral")
        assert "working on it" in shown(answer)
        assert at.slack.of("response") == []
        go.set()
        await at.adapter.settle()
        assert "added at last" in shown(at.slack.of("response"))


async def test_a_slow_button_reports_later() -> None:
    """A slow button is acknowledged in time; the note comes when it is done."""
    async with stage(SLOW) as at:
        go = asyncio.Event()

        async def slow() -> Said:
            await go.wait()
            return said("done at last")

        at.desk.answers["press"] = slow()
        body = {"payload": json.dumps(press({"action_id": "done.t42"}, url(at)))}
        assert await at.form(body) == (200, {"text": ""})
        go.set()
        await at.adapter.settle()
        told = shown(at.slack.of("response"))
        assert "working on it" in told
        assert "done at last" in told


async def test_a_slow_form_reports_in_its_window() -> None:
    """A slow form says that it goes on, and then what came of it."""
    async with stage(SLOW) as at:
        go = asyncio.Event()

        async def slow() -> Said:
            await go.wait()
            return said("saved at last")

        at.desk.answers["submit"] = slow()
        text = {"type": "plain_text_input", "value": "x"}
        body = {"payload": json.dumps(submission("block.t42", {"reason": text}))}
        _, answer = await at.form(body)
        assert answer["response_action"] == "update"
        go.set()
        await at.adapter.settle()
        assert "saved at last" in shown(at.slack.of("views.update"))


@pytest.mark.parametrize("error", [Busy(), NotSaved()])
async def test_what_was_not_saved_is_given_back(error: Exception) -> None:
    """Nothing saved: the person is told so, with what was typed."""
    async with stage() as at:
        at.desk.answers["words"] = error
        _, answer = await at.form(command("add Renew the certificate"))
        assert "saved nothing" in shown(answer)
        assert "/task add Renew the certificate" in shown(answer)


async def test_a_problem_that_says_not_saved_gets_the_words() -> None:
    """The desk's own "not saved" comes with what was typed."""
    async with stage() as at:
        at.desk.answers["words"] = Problem(((Words("Not saved."),),), code="not_saved")
        _, answer = await at.form(command("add Renew the certificate"))
        assert "/task add Renew the certificate" in shown(answer)


BROKEN = RuntimeError("canary in an error")


async def test_an_error_in_a_command_is_an_answer(caplog: pytest.LogCaptureFixture) -> None:
    """Any error is a private answer of status 200 with an incident, and quotes nothing."""
    async with stage() as at:
        at.desk.answers["words"] = BROKEN
        status, answer = await at.form(command("add x"))
        assert status == 200
        assert "incident" in shown(answer)
        assert "canary" not in shown(answer) + caplog.text


async def test_an_error_in_a_button_is_a_note() -> None:
    """An error behind a button is told where it was pressed."""
    async with stage() as at:
        at.desk.answers["press"] = BROKEN
        status, answer = await at.interact(press({"action_id": "done.t42"}, url(at)))
        assert (status, answer) == (200, {"text": ""})
        assert "incident" in shown(at.slack.of("response"))


async def test_an_old_button_is_told() -> None:
    """A button that we never drew is answered, not ignored."""
    async with stage() as at:
        status, _ = await at.interact(press({"action_id": "NOT A TOKEN"}, url(at)))
        assert status == 200
        assert "this button" in shown(at.slack.of("response"))


async def test_an_error_in_a_form_keeps_the_form() -> None:
    """An error behind a form stands in the form."""
    async with stage() as at:
        at.desk.answers["submit"] = BROKEN
        text = {"type": "plain_text_input", "value": "x"}
        status, answer = await at.interact(submission("block.t42", {"reason": text}))
        assert status == 200
        assert "incident" in answer["errors"]["reason"]


async def test_an_error_behind_a_window_stands_in_the_window() -> None:
    """A form that cannot be filled says so in the window that was opened for it."""
    async with stage() as at:
        at.desk.answers["form"] = BROKEN
        await at.interact(press({"action_id": "block.t42"}, url(at)))
        assert "incident" in shown(at.slack.of("views.update"))


async def test_an_event_that_was_not_stored_is_refused() -> None:
    """Only an event answers 503, so that Slack brings it again."""
    async with stage(SLOW) as at:
        told = {
            "type": "app_mention",
            "user": ANA,
            "text": f"<@{BOT}> hi",
            "channel": "C1",
            "ts": "1.1",
        }
        at.desk.answers["receive"] = BROKEN
        assert await at.event(event(told)) == 503
        at.desk.answers["receive"] = asyncio.get_running_loop().create_future()
        assert await at.event(event(told)) == 503


async def test_a_form_typed_as_a_command_opens_a_window() -> None:
    """A command that needs fields opens a window and is acknowledged empty."""
    async with stage() as at:
        at.desk.answers["words"] = FORM
        assert await at.form(command("add")) == (200, {"text": ""})
        await at.adapter.settle()
        [opened] = at.slack.of("views.open")
        assert opened["view"]["private_metadata"] == FORM.token


async def test_a_typed_form_whose_window_cannot_open_is_told() -> None:
    """A window that comes too late for a command is told like one for a button."""
    async with stage() as at:
        at.desk.answers["words"] = FORM
        at.slack.answers["views.open"] = lambda _: {"ok": False, "error": "expired_trigger_id"}
        await at.form(command("add", response_url=url(at)))
        await at.adapter.settle()
        assert "press the button again" in shown(at.slack.of("response"))


async def test_the_second_command_has_its_own_home() -> None:
    """`/project` verbs are at home in "project"."""
    async with stage() as at:
        await at.form(command("list", command="/project"))
        assert at.desk.of("words")[0][3] == "project"
