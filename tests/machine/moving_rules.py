"""People leave and return, come to channels and go; channels close; projects rest, and end."""

from collections import Counter
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from core.kernel.refs import TaskId
from core.screens.delivery import PostKind
from core.screens.views import Form, Problem
from tests.machine.base import Base, deaths, everyone, visits, which
from tests.machine.cast import CLIENT, HIRING, INFRA, OURS, PEOPLE, PLATFORMS, ROOMS, SECRET, TEAM
from tests.machine.hands import OPEN
from tests.machine.house import WHY

channels = st.sampled_from([INFRA, CLIENT, SECRET, HIRING])
keys = st.sampled_from(["infra", "infra", "client", "hiring"])
RESTS = (
    "pause #{p}", "pause #{p} until tomorrow", "pause #{p} until friday - they decide first",
    "resume #{p}", "reopen #{p}", "lead #{p} @{whom}", "lead #{p} @{whom}", "set #{p} strict yes",
    "digest #{p} at 9:00",
)  # fmt: skip
LOOKS = ("list", "search parcel", "list #hiring", "project list", "home")
"""What somebody looks at who has just left a place."""


class Moving(Base):
    """Who is where, and whether a project goes on, changes in the middle of everything."""

    @rule(who=everyone, account=st.integers(0, 1), point=deaths, visit=visits)
    def goes_for_good(self, who: str, account: int, point: str, visit: int) -> None:
        """An account is deactivated on Slack, or leaves the guild on Discord."""
        teams = list(PEOPLE[who].accounts)
        team, presence = teams[account % len(teams)], self.house.presence
        if not presence.has(team, who) or not presence.may_go(team, who):
            return
        told = {"active": "no", "at": self.moment()}
        self.is_told(who, "person", OPEN[team], told, point, visit)
        presence.gone.add((team, who))
        if presence.here(who):  # Elsewhere; whoever returns is let into private places anew.
            for place in [
                each for each in ROOMS if ROOMS[each].private and ROOMS[each].team == team
            ]:
                presence.inside[place].discard(who)
        if PLATFORMS[team] == "discord" or presence.here(who):  # There one can still look.
            self.looks(who)

    @rule(number=which, point=deaths, visit=visits)
    def returns(self, number: int, point: str, visit: int) -> None:
        """Somebody who had left is here again."""
        gone = sorted(self.house.presence.gone)
        if not gone:
            return
        team, who = gone[number % len(gone)]
        self.house.presence.gone.discard((team, who))
        told = {"active": "yes", "at": self.moment()}
        self.is_told(who, "person", OPEN[team], told, point, visit)

    @rule(who=everyone, place=channels, point=deaths, visit=visits)
    def comes_or_goes(self, who: str, place: str, point: str, visit: int) -> None:
        """Somebody leaves a channel, or comes to it: what they see changes at once."""
        presence = self.house.presence
        if not presence.has(TEAM, who) or place in presence.archived:
            return
        private, inside = ROOMS[place].private, who in presence.people(place)
        if (private and PEOPLE[who].guest) or (inside and len(presence.people(place)) < 2):
            return
        told = {"here": "no" if inside else "yes", "at": self.moment()}
        if not inside:
            presence.inside[place].add(who)
        self.is_told(who, "moved", place, told, point, visit)
        if inside:
            presence.inside[place].discard(who)
        self.looks(who)

    @rule(place=channels, point=deaths, visit=visits)
    def closes_or_opens(self, place: str, point: str, visit: int) -> None:
        """A channel is archived, or opened again; one at a time."""
        archived = self.house.presence.archived
        news = "unarchived" if place in archived else "archived"
        if archived - {place}:
            return
        (archived.discard if place in archived else archived.add)(place)
        told = {"news": news, "at": self.moment()}
        self.is_told(self.here(place, 0), "place", place, told, point, visit)

    def moment(self) -> str:
        """Later than every moment before."""
        return f"{next(self.moments):09}"

    def is_told(
        self, who: str, what: str, place: str, told: dict[str, str], point: str, visit: int
    ) -> None:
        """The platform tells of it, more than once if it gets no answer; we may die of it."""
        key = f"{what}:{told['at']}"

        async def come() -> None:
            await self.house.event(who, what, key, place, **told)

        self.dying(point, visit, come())
        self.does(come())

    def looks(self, who: str) -> None:
        """At everything there is, at once: the watch sees whether it is theirs."""
        for look in LOOKS:
            self.run(self.house.type(who, look, self.room(who, 0)))
        assert self.house.watch.wrong == [], self.house.watch.wrong

    # Projects

    @rule(key=keys, who=everyone, leads=st.booleans(), words=st.sampled_from(RESTS),
          whom=everyone, room=which, point=deaths, visit=visits)  # fmt: skip
    def rests(
        self, key: str, who: str, leads: bool, words: str, whom: str, room: int, point: str,
        visit: int,
    ) -> None:  # fmt: skip
        """A project is paused, goes on, begins again or is led by somebody else; by who may, or by
        anybody."""
        who = self.lead(key) if leads else self.someone(who)
        line = f"project {words.format(p=key, whom=whom)}"
        self.dying(point, visit, self.types(who, line, self.room(who, room)))

    @rule(key=keys, who=everyone, leads=st.booleans())
    def resumes(self, key: str, who: str, leads: bool) -> None:
        """What waited while a project was paused comes in one message to each at most."""
        who, since = self.lead(key) if leads else self.someone(who), self.house.clock.now()
        project = self.house.work(lambda work: work.projects(WHY).by_key(key))
        rested = project is not None and project.rests(since)
        view = self.does(self.types(who, f"project resume #{key}", self.room(who, 0)))
        if rested and view is not None and not isinstance(view, Problem):
            self.does(self.later(10))
            many = {who: n for who, n in self.heard_of(key, since).items() if n > 1}
            assert not many, f"a flood after #{key} was resumed: {many}"

    @rule(key=keys, who=everyone, leads=st.booleans(), drop=st.booleans(), point=deaths,
          visit=visits)  # fmt: skip
    def closes(self, key: str, who: str, leads: bool, drop: bool, point: str, visit: int) -> None:
        """A project is over: what is open in it goes on without it, or is dropped."""
        who = self.lead(key) if leads else self.someone(who)
        self.dying(point, visit, self.closed(key, who, drop=drop))

    def closed(self, key: str, who: str, *, drop: bool) -> Coroutine[Any, Any, None]:
        """By its form."""
        place = self.room(who, 0)

        async def filled_in() -> None:
            form = await self.house.type(who, f"project close #{key}", place)
            if isinstance(form, Form):
                chosen = {"leftover": "drop" if drop else "keep"}
                view = await self.house.submit(who, place, form, self.house.key(), chosen=chosen)
                self.house.answer(who, place, view)

        return filled_in()

    def lead(self, key: str) -> str:
        """Who leads it, if they are here; else somebody."""
        found = self.house.work(lambda work: work.projects(WHY).by_key(key))
        name = self.house.tenants[OURS].who(found.in_charge) if found is not None else ""
        return name if name and self.house.presence.here(name) else self.someone("ana")

    def heard_of(self, key: str, since: datetime) -> Counter[str]:
        """How many messages brought each what was owed about the project before it went on."""
        records, tenant = self.house.records[OURS], self.house.tenants[OURS]
        project = self.house.work(lambda work: work.projects(WHY).by_key(key))
        tasks = self.house.tasks()
        mine = {number for number, task in tasks.items() if project and task.project == project.id}
        waited = {
            notice.post for notice in records.notices()
            if TaskId(notice.wanted.subject.id) in mine and notice.created_at < since
        }  # fmt: skip
        return Counter(
            tenant.who(post.person) for post in records.posts()
            if post.id in waited and post.kind is PostKind.NAG and post.person is not None
            and post.sent_at is not None and post.sent_at >= since
        )  # fmt: skip

    def in_good_weather(self) -> None:
        """No channel stays archived."""
        super().in_good_weather()
        for place in sorted(self.house.presence.archived):
            self.house.presence.archived.discard(place)
            told = {"news": "unarchived", "at": self.moment()}
            self.is_told(self.here(place, 0), "place", place, told, "", 0)
