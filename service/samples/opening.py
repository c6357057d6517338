"""The samples switched on: their site running, declared, and the guard opened for that one address."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.declaring import samples_file
from service.errors import BadInput
from service.house import utc_now
from service.samples.catalogue import SamplesError
from service.samples.declarations import write_declarations
from service.samples.timetable import HOST, Timetable
from service.settings import Settings

if TYPE_CHECKING:
    from service.samples.serving import SampleSite


@contextmanager
def open_samples(settings: Settings) -> "Iterator[SampleSite]":
    """Run the sample site at its kept port and declare its publishers. Raises ``BadInput`` when it cannot start."""
    from service.samples.serving import SampleSite  # a web framework that other commands need not load

    folder = samples_file(settings).parent
    try:
        timetable = Timetable.open(folder, now=utc_now())
        with SampleSite(timetable) as site:
            write_declarations(folder, timetable.port)
            yield site
    except SamplesError as error:
        raise BadInput(str(error)) from error


def sample_endpoints(settings: Settings) -> frozenset[tuple[str, int]]:
    """The one address opened in the guard while the samples are on; none otherwise."""
    if not samples_file(settings).exists():
        return frozenset()
    try:
        timetable = Timetable.open(samples_file(settings).parent, now=utc_now())
    except SamplesError as error:
        raise BadInput(str(error)) from error
    return frozenset({(HOST, timetable.port)})


def unhurried_hosts(settings: Settings) -> frozenset[str]:
    """Hosts (``name:port``) that need no pause between requests: the sample site."""
    return frozenset(f"{name}:{port}" for name, port in sample_endpoints(settings))
