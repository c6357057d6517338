"""The clock: APScheduler ticks inside one process; what is due is a column, never a job."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from service.house import House
from service.notifications import deliver
from service.politeness import HostGate
from service.tracking import crawl

log = logging.getLogger("clausewatch.schedule")


@asynccontextmanager
async def ticking(house: House, gate: HostGate) -> AsyncIterator[None]:
    """Crawl and deliver on every tick for as long as the context lasts, taking turns at hosts by ``gate``.

    One crawl and one delivery at a time; ticks that were missed are run once. A tick that fails is logged whole and
    the next one runs all the same.
    """
    async with house.client() as client:

        async def crawl_tick() -> None:
            for report in await crawl(house, client, gate):
                log.info("crawled %s: %s %s %s", report.source_id, report.outcome, report.reason or "", report.counts)

        async def deliver_tick() -> None:
            for attempt in await deliver(house, client):
                log.info("delivery %s: %s %s", attempt.delivery_id, attempt.status, attempt.error or "")

        scheduler = AsyncIOScheduler(timezone=UTC)
        for tick in (crawl_tick, deliver_tick):
            scheduler.add_job(
                tick,
                "interval",
                seconds=house.settings.tick,
                next_run_time=house.now(),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )
        scheduler.start()
        try:
            yield
        finally:
            scheduler.shutdown(wait=False)
