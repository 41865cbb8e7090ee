"""What must hold of what repeats: each day's task once, and a next one while it goes on."""

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from core.kernel.events import Verb
from core.recurring.model import Series, ended
from core.tasks.model import Status, Task
from tests.machine.house import House
from tests.machine.promises import all_events


def at_rest(house: House) -> None:
    """When nothing is due any more at the present moment."""
    for tenant in house.tenants:
        each_day_once(house, tenant)
        goes_on(house, tenant)


def each_day_once(house: House, tenant: str) -> None:
    """No day of a series has brought two tasks that stand; none was brought twice."""
    born = [event for event in all_events(house, tenant) if event.verb is Verb.RECURRED]
    tasks = house.tasks(tenant)
    births = Counter(event.subject.id for event in born)
    assert not [number for number, times in births.items() if times > 1], births
    days: Counter[tuple[object, object]] = Counter()
    for event in born:
        assert event.subject.id in tasks, f"T-{event.subject.id} came and is not there"
        if tasks[event.subject.id].status is not Status.DROPPED:
            days[event.after["series"], event.after["slot"]] += 1
    assert not [day for day, times in days.items() if times > 1], days


def goes_on(house: House, tenant: str) -> None:
    """While it is to come again there is one that nobody has ended, or it is paused."""
    tasks = house.tasks(tenant)
    known = house.repeating(tenant)
    by_series: dict[int, tuple[Series, list[Task]]] = {}
    for number, place in known.items():
        series = by_series.setdefault(place.series.id, (place.series, []))
        series[1].append(tasks[number])
    for series, its in by_series.values():
        if series.on and _endless(series) and not _rests(house, tenant, series):
            assert not all(ended(task) for task in its), f"nothing comes of {series}: {its}"


def _endless(series: Series) -> bool:
    return series.pattern.count is None and series.pattern.until is None


def _rests(house: House, tenant: str, series: Series) -> bool:
    """Whether it is paused, or its project is."""
    now = house.clock.now()
    today: date = now.astimezone(ZoneInfo(series.pattern.zone)).date()
    if series.paused_until is not None and today < series.paused_until:
        return True
    if series.project is None:
        return False
    project = house.project(tenant, series.project)
    return project is not None and project.rests(now)
