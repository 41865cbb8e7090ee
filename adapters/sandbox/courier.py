"""Brings commands, interactions and events to the app, and events again when it stays silent."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from adapters.sandbox.jsontypes import Json
from adapters.sandbox.link import Link, NoAnswerError
from adapters.sandbox.log import FROM_BOT, TO_BOT, Log
from adapters.sandbox.payloads import event_callback
from adapters.sandbox.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the app may take, in seconds of real time, and when an event comes again.

    Source: docs.slack.dev/apis/events-api (retries: at once, after 1 minute, after 5 minutes).
    """

    ack_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)


class Courier:
    """Owns the tasks that deliver events; commands and interactions are awaited by who acts."""

    def __init__(self, ws: Workspace, link: Link, log: Log, timing: Timing) -> None:
        self._ws = ws
        self._link = link
        self._log = log
        self._timing = timing
        self._tasks: set[asyncio.Task[None]] = set()
        self._subscribed = _subscriptions(ws.app.manifest)

    async def command(self, payload: Json) -> Json:
        """Send a slash command; return the answer's payload. NoAnswerError after 3 s."""
        what = f"command {payload['command']} {payload['text']}".rstrip()
        return await self._ask("slash_commands", payload, what, accepts=True)

    async def interaction(self, payload: Json, what: str) -> Json:
        """Send an interaction; return the answer's payload. NoAnswerError after 3 s."""
        accepts = payload["type"] in ("view_submission", "block_suggestion")
        return await self._ask("interactive", payload, f"{payload['type']} {what}", accepts=accepts)

    async def _ask(self, kind: str, payload: Json, what: str, *, accepts: bool) -> Json:
        self._log.add(TO_BOT, what, payload)
        try:
            answer = await self._link.ask(kind, payload, accepts=accepts)
        except NoAnswerError:
            self._log.add(FROM_BOT, f"no answer to {what}", {})
            raise
        if answer:
            self._log.add(FROM_BOT, f"answer to {what}", answer)
        return answer

    def emit(self, subscription: str, event: Json) -> None:
        """Send an event if the manifest subscribes to it; returns at once."""
        if subscription not in self._subscribed:
            return
        ws = self._ws
        event_id = ws.mint.id("Ev")
        body = event_callback(ws.app, ws.team, event, event_id, ws.mint.seconds())
        task = asyncio.get_running_loop().create_task(self._deliver(body))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, body: Json) -> None:
        event = body["event"]
        what = " ".join(filter(None, ("event", event["type"], event.get("subtype"))))
        reason = ""
        for attempt, delay in enumerate((0.0, *self._timing.retry_delays)):
            await asyncio.sleep(delay)
            retry = {"retry_attempt": attempt, "retry_reason": reason}
            self._log.add(TO_BOT, f"{what} (retry {attempt})" if attempt else what, body)
            try:
                await self._link.ask("events_api", body, accepts=False, retry=retry)
            except NoAnswerError:
                reason = "timeout"
            else:
                return

    async def settle(self) -> None:
        """Return when no event waits to be delivered or delivered again."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        """Give up what is still to be delivered."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _subscriptions(manifest: Json) -> Collection[str]:
    settings = manifest.get("settings") or {}
    return frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ())
