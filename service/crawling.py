"""Crawling one source because a person asked, beside the clock that does it unasked."""

from service.house import House
from service.parameters import found
from service.politeness import HostGate
from service.problems import ProblemError, ProblemKind
from service.tracking import crawl
from storage import sources


def begin_crawl(house: House, source_id: str) -> None:
    """Check that a crawl may begin. Raises a ``not-found`` or a ``conflict`` problem."""
    with house.database.read() as session:
        source = found(sources.get(session, source_id), "source", source_id)
    if source.retired_at is not None:
        raise ProblemError(ProblemKind.CONFLICT, "detail.retired", name=source_id)
    if source.lease_until is not None and source.lease_until > house.now():
        raise ProblemError(ProblemKind.CONFLICT, "detail.busy", name=source_id)


async def crawl_now(house: House, gate: HostGate, source_id: str) -> None:
    """One crawl of one source, whatever its schedule says; a lease keeps it from being crawled twice at once."""
    async with house.client() as client:
        await crawl(house, client, gate, only=(source_id,), force=True)
