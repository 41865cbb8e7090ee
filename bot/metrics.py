"""Metrics for Prometheus: what the product told its meter, and what waits in the database now."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from adapters.db.store import Health
from core.screens.delivery import Backlog

TEXT = CONTENT_TYPE_LATEST
"""The type of what `Metrics.text` writes."""
LATE = 60.0
"""Seconds after its time from which a message counts as late."""
LATE_LANE = timedelta(minutes=5)
"""From when on a destination whose oldest message is due counts as late."""
LOOK_EVERY = 0.25
_ANSWERS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)
_DELAYS = (0.5, 1.0, 2.0, 5.0, 10.0, 60.0, 300.0, 900.0, 3600.0)
_LAGS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter


_LANES = {
    "waiting": "Destinations with a message that is due",
    "late": f"Destinations whose oldest message has been due for over {LATE_LANE}",
    "retried": "Destinations in which a message was not taken yet",
}


class Metrics:
    """A ``Meter``, with a registry of its own."""

    def __init__(self) -> None:
        self.registry = reg = CollectorRegistry()
        self._posts = Counter(
            "chivvy_posts",
            "Tries at posts by what became of them",
            ("kind", "outcome"),
            registry=reg,
        )
        self._late = Counter(
            "chivvy_posts_late", f"Messages sent over {LATE:.0f} s after their time",
            ("kind",), registry=reg,
        )  # fmt: skip
        self._delay = Histogram(
            "chivvy_post_delay_seconds", "From when a message was due to when it was sent",
            ("kind",), buckets=_DELAYS, registry=reg,
        )  # fmt: skip
        self._answers = Histogram(
            "chivvy_answer_seconds", "From a request of Slack's to its acknowledgement",
            ("surface",), buckets=_ANSWERS, registry=reg,
        )  # fmt: skip
        self._events = Counter(
            "chivvy_events", "Tries at events of the inbox by what became of them",
            ("outcome",), registry=reg,
        )  # fmt: skip
        self._breakers = Counter(
            "chivvy_breakers", "Installations that were left alone, and reached again",
            ("outcome",), registry=reg,
        )  # fmt: skip
        self._lag = Histogram(
            "chivvy_loop_lag_seconds",
            "How late the event loop wakes",
            buckets=_LAGS,
            registry=reg,
        )
        self._gauges()

    def _gauges(self) -> None:
        """What is looked up when somebody asks."""
        reg = self.registry
        self._ready = Gauge(
            "chivvy_ready",
            "1 while the promise can be kept, by what it rests on",
            ("check",),
            registry=reg,
        )
        self._waiting = Gauge(
            "chivvy_queue_length",
            "What has come due and is not done, by where it goes",
            ("lane", "kind"),
            registry=reg,
        )
        self._age = Gauge(
            "chivvy_queue_age_seconds",
            "How long the oldest has been due, by where it goes",
            ("lane", "kind"),
            registry=reg,
        )
        self._lanes, self._late_lanes, self._retried_lanes = (
            Gauge(f"chivvy_lanes_{name}", said, ("lane",), registry=reg)
            for name, said in _LANES.items()
        )
        self._dead = Gauge("chivvy_dead_letters", "Messages that wait for an admin", registry=reg)
        self._units = Gauge("chivvy_units_waiting", "Units in the queue", ("queue",), registry=reg)
        self._done = Counter(
            "chivvy_units", "Units by what became of them", ("outcome",), registry=reg
        )
        self._counted: dict[str, int] = {}

    def post(self, kind: str, outcome: str) -> None:
        """What became of one try at a post."""
        self._posts.labels(kind, outcome).inc()

    def said(self, kind: str, late: float) -> None:
        """A message went out."""
        self._delay.labels(kind).observe(max(0.0, late))
        if late > LATE:
            self._late.labels(kind).inc()

    def answered(self, surface: str, seconds: float) -> None:
        """Somebody who waited was answered."""
        self._answers.labels(surface).observe(seconds)

    def event(self, outcome: str) -> None:
        """What became of one try at an event."""
        self._events.labels(outcome).inc()

    def breaker(self, outcome: str) -> None:
        """An installation takes nothing, or takes something again."""
        self._breakers.labels(outcome).inc()

    def looked(self, checks: dict[str, bool], store: Health) -> None:
        """How the run stands."""
        for name, holds in checks.items():
            self._ready.labels(name).set(holds)
        self._units.labels("interactive").set(store.interactive)
        self._units.labels("background").set(store.background)
        self._units.labels("reading").set(store.reading)
        for outcome, number in store.units.items():
            self._done.labels(outcome).inc(number - self._counted.get(outcome, 0))
            self._counted[outcome] = number

    def waits(self, backlog: Backlog, now: datetime) -> None:
        """What is due in the database; nothing when it could not be asked."""
        for gauge in (
            self._waiting, self._age, self._lanes, self._late_lanes, self._retried_lanes,
        ):  # fmt: skip
            gauge.clear()
        for each in backlog.waiting:
            self._waiting.labels(each.lane, each.kind).set(each.number)
            if each.since is not None:
                age = max(0.0, (now - each.since).total_seconds())
                self._age.labels(each.lane, each.kind).set(age)
        for lanes in backlog.lanes:
            self._lanes.labels(lanes.lane).set(lanes.waiting)
            self._late_lanes.labels(lanes.lane).set(lanes.late)
            self._retried_lanes.labels(lanes.lane).set(lanes.retried)
        self._dead.set(sum(each.dead for each in backlog.waiting))

    def text(self) -> bytes:
        """As Prometheus reads it."""
        return generate_latest(self.registry)

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Measures for the length of the block how late the event loop wakes."""
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            asleep = loop.time()
            await asyncio.sleep(LOOK_EVERY)
            self._lag.observe(max(0.0, loop.time() - asleep - LOOK_EVERY))
