"""Notices that we were away, and has what was said to us meanwhile looked for."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.platforms import Platform
from core import dispatch
from core.kernel.clock import Clock
from core.kernel.incidents import incident
from core.kernel.refs import InstallationId, WorkspaceId
from core.outages import OUTAGE, OVERLAP
from core.people.model import Installation
from core.screens.delivery import Outage
from scheduler.ports import Store

log = logging.getLogger("chivvy.away")
WRITTEN_EVERY = 30.0
Hears = Callable[[Platform], bool]
"""Whether this process is the one that a platform reaches."""


class Away:
    """Writes down when each installation could reach us."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], hears: Hears, clock: Clock
    ) -> None:
        self._store = store
        self._platforms = platforms
        self._hears = hears
        self._clock = clock
        self._here: dict[tuple[str, str], float] = {}
        """When it last reached this run, by the clock that nobody moves."""
        self._written: dict[tuple[str, str], float] = {}
        self._session: dict[tuple[str, str], object] = {}
        """Where that is another one, something may not have been told."""
        self._looking = asyncio.Lock()

    async def look(self) -> int:
        """One look at each installation; says after how many outages something was read.

        Reading takes its time: the others were here meanwhile, as far as they are now.
        """
        read = 0
        async with self._looking:
            at, seen = (self._clock.now(), self._clock.elapsed()), list[tuple[str, str]]()
            for name, team in list(self._reaching()):
                try:
                    read += await self._look(name, team, *at)
                    seen.append((name, team))
                except Exception as error:
                    log.error("what was said could not be looked for: %s", incident(error))
            here = self._clock.elapsed()
            self._here |= {(n, team): here for n, team in seen if self._platforms[n].alive}
        return read

    async def notice(self) -> None:
        """At the start: a brief that is due already shall tell of the outage that has ended."""
        for name, team in self._reaching():
            await self._notice(name, team)

    def _reaching(self) -> Iterator[tuple[str, str]]:
        for name, platform in self._platforms.items():
            if platform.alive and self._hears(platform):
                yield from ((name, team) for team in platform.teams)

    async def _notice(self, platform: str, team: str) -> None:
        home, now = await self._home(platform, team), self._clock.now()
        if home is None:
            return
        since = await self._store.read(lambda unit: unit.inbox.heard((home.workspace, home.id)))
        if since is not None and now - since > OUTAGE:
            await self._note(home.workspace, Outage(InstallationId(home.id), since, now, now))

    async def _home(self, platform: str, team: str) -> Installation | None:
        return await self._store.read(lambda unit: unit.directory.find(platform, team))

    async def _look(self, platform: str, team: str, now: datetime, elapsed: float) -> bool:
        spot = (platform, team)
        before = self._here.get(spot)
        present = before is not None and elapsed - before < OUTAGE.total_seconds()
        session = self._platforms[platform].session(team)
        whole = present and session == self._session.get(spot)
        home = None
        if not whole or elapsed - self._written.get(spot, -WRITTEN_EVERY) >= WRITTEN_EVERY:
            home = await self._home(platform, team)
        away = False
        if home is not None:
            away = await self._was_away(platform, home, now, present=present, whole=whole)
            self._written[spot], self._session[spot] = self._clock.elapsed(), session
        # Only now: what a fault kept from being read is read at the next look.
        self._here[spot] = elapsed
        return away

    async def _was_away(
        self, platform: str, home: Installation, now: datetime, *, present: bool, whole: bool
    ) -> bool:
        """Reads what may not have been told since it was last written down that we are here, and
        writes that down."""
        door = (home.workspace, home.id)
        since = await self._store.read(lambda unit: unit.inbox.heard(door))
        away = not present and since is not None and now - since > OUTAGE
        if away and since is not None:
            outage = Outage(InstallationId(home.id), since, now, now)
            await self._note(home.workspace, outage)
            await self._catch(platform, home, outage)
        elif not whole and since is not None and not self._platforms[platform].repeats:
            await self._read(platform, home.external_id, (since - OVERLAP, now))
        # Only now: a run that dies while it reads leaves the rest to the next.
        await self._store.write(
            lambda unit: unit.inbox.hear(door, now), workspace=None, background=True
        )
        return away

    async def _catch(self, platform: str, home: Installation, outage: Outage) -> None:
        spell = (outage.began - OVERLAP, outage.ended)
        unread = await self._read(platform, home.external_id, spell)
        if unread:
            later = replace(outage, unread=unread, noted_at=self._clock.now())
            await self._note(home.workspace, later)

    async def _note(self, workspace: WorkspaceId, outage: Outage) -> None:
        """For the briefs: written once for each outage, and once for what was left unread."""
        await self._store.write(
            lambda unit: unit.of(workspace).outages.put(outage),
            workspace=workspace,
            background=True,
        )

    async def _read(self, platform: str, team: str, away: tuple[datetime, datetime]) -> int:
        """Says how many conversations were not read, or not to their end."""
        spots = await self._store.read(lambda unit: dispatch.conversations(unit, platform, team))
        log.info("away for %s: %d conversations are read", away[1] - away[0], len(spots.found))
        where = [(spot.place, spot.thread) for spot in spots.found]
        unread = await self._platforms[platform].catch_up(team, where, away)
        if unread:
            log.warning("%d of %d conversations could not be read", unread, len(spots.found))
        return unread + spots.left
