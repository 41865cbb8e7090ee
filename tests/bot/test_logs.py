"""The log in JSON: one object a line, with the request that it belongs to."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import JsonLines
from core.kernel.audience import System
from core.kernel.refs import TaskId, task_ref
from core.kernel.tracing import CAUSE
from tests.faults.office import MONDAY
from tests.support.team import team_at_work


def line(message: str, error: Exception | None = None) -> dict[str, str]:
    """What a collector reads."""
    info = (type(error), error, None) if error else None
    record = logging.LogRecord("chivvy", logging.INFO, "", 0, message, None, info)
    found: dict[str, str] = json.loads(JsonLines().format(record))
    return found


def test_a_line_is_one_object() -> None:
    """Whatever the message holds."""
    assert line('two\nlines, "quoted"')["said"] == 'two\nlines, "quoted"'


def test_an_error_tells_its_kind_and_not_its_text() -> None:
    """The text may quote what people wrote."""
    told = line("broken", ValueError("secret title"))
    assert told["error"] == "ValueError"
    assert "secret" not in json.dumps(told)


def test_a_line_names_its_cause() -> None:
    """Only where there is one."""
    before = CAUSE.set("abc")
    assert line("x")["cause"] == "abc"
    CAUSE.reset(before)
    assert "cause" not in line("x")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the product logs, as JSON."""
    log, stream = logging.getLogger("chivvy"), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    before = log.level
    log.setLevel(logging.INFO)
    yield stream
    log.removeHandler(handler)
    log.setLevel(before)


async def test_a_request_is_followed_from_the_inbox_to_its_events(
    tmp_path: Path, written: io.StringIO
) -> None:
    """An event's key leads to the request, and that to what it changed; posts carry their key."""
    async with team_at_work(data_dir=tmp_path, start=MONDAY) as team:
        await team.says("U0ANA", "C0INFRA", "@Chivvy add Renew the certificate @maria friday")
        await team.settled()
        causes = await team.run.bot.store.read(
            lambda unit: {e.cause for w in unit.directory.workspaces() for e in events(unit.of(w))}
        )
    told = [json.loads(one) for one in written.getvalue().splitlines()]
    [request] = {t["said"].rpartition(" ")[2] for t in told if " is request " in t["said"]} & causes
    assert next(t["said"] for t in told if t.get("cause") == request).startswith("AddTask")
    assert all(t.get("cause") for t in told if t["said"].endswith("is sent"))
    assert "certificate" not in written.getvalue()


def events(work):  # noqa: ANN001, ANN201
    """What happened to the workspace's first task."""
    return work.tasks(System("undo")).events(task_ref(TaskId(1)))
