"""A claimed source: its lease lengthened while the crawl goes on, and given back when the crawl is broken off."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from service.house import House
from service.reasons import TrackReason
from storage import runs, sources
from storage.records import Outcome, Source

#: A lease is lengthened this often within its length.
BEATS = 3


@dataclass(slots=True)
class Claim:
    """``until`` is the end of the lease; ``lost`` when another process has taken the source over meanwhile."""

    until: datetime
    run_id: str | None = None
    lost: bool = False
    settled: bool = False
    done: asyncio.Event = field(default_factory=asyncio.Event)
    keeper: asyncio.Task[None] | None = None

    async def rest(self) -> None:
        """Stop lengthening the lease: after this its end stands still and can be named when the claim is settled."""
        self.done.set()
        if self.keeper is not None:
            await self.keeper


@asynccontextmanager
async def claimed(house: House, source: Source) -> AsyncIterator[Claim]:
    """Hold a claimed source for as long as the context lasts.

    A crawl that is broken off (Ctrl-C, a restart) closes its run as interrupted and leaves the source due, so that the
    next process need not wait for the lease to end.
    """
    claim = Claim(source.lease_until or house.now())
    claim.keeper = asyncio.create_task(_keep(house, source, claim))
    try:
        yield claim
    finally:
        await claim.rest()
        if not claim.settled and not claim.lost:
            _let_go(house, source, claim)


async def _keep(house: House, source: Source, claim: Claim) -> None:
    while not claim.lost:
        try:
            await asyncio.wait_for(claim.done.wait(), house.settings.lease / BEATS)
        except TimeoutError:
            until = house.now() + timedelta(seconds=house.settings.lease)
            claim.lost = not await asyncio.to_thread(_renewed, house, source, claim.until, until)
            claim.until = claim.until if claim.lost else until
        else:
            return


def _renewed(house: House, source: Source, held: datetime, until: datetime) -> bool:
    return house.database.run(lambda session: sources.renew(session, source.id, held=held, until=until))


def _let_go(house: House, source: Source, claim: Claim) -> None:
    """Written at once, without leaving the loop: the loop may be about to close."""

    def unit(session: Session) -> None:
        now = house.now()
        if claim.run_id is not None:
            runs.finish(
                session, claim.run_id, now=now, outcome=Outcome.ERROR, reason=TrackReason.INTERRUPTED, counts={}
            )
        sources.let_go(session, source.id, held=claim.until)

    house.database.run(unit)
