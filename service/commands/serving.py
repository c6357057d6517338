"""``serve``: pages, API, schedule and notices in one process; with ``--samples`` the sample site beside it."""

import logging
from contextlib import ExitStack
from typing import Annotated

import typer

from service.console import say
from service.declaring import declare_sources, samples_file
from service.house import House, open_house
from service.samples.opening import open_samples, sample_endpoints, unhurried_hosts
from service.settings import Settings, load_settings


def serve(
    samples: Annotated[bool, typer.Option("--samples", help="with the sample site and its five policies")] = False,
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on; 0 takes a free one")] = None,
) -> None:
    """Serve pages and API, crawl on schedule, send notices, until interrupted."""
    settings = load_settings(host=host, port=port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a crawl longer than a tick is no news
    with ExitStack() as stack:
        if samples:
            stack.enter_context(open_samples(settings))
        else:
            samples_file(settings).unlink(missing_ok=True)
        house = stack.enter_context(open_house(settings, endpoints=sample_endpoints(settings)))
        for problem in declare_sources(house):
            say(f"{problem.file}:{problem.line}: {problem.message}")
        run(settings, house)


def run(settings: Settings, house: House) -> None:
    """The web server with the clock in its lifespan; returns when it is stopped."""
    import uvicorn

    from service.app import create_app
    from service.politeness import HostGate
    from service.scheduler import ticking

    gate = HostGate(settings.delay, unhurried_hosts(settings))
    app = create_app(house, lifespan=[lambda _: ticking(house, gate)], gate=gate)
    say(f"Clausewatch at {settings.public_url}  (operator key: {settings.data / 'operator.key'})")
    uvicorn.run(app, host=settings.host, port=settings.port, log_config=None, access_log=False, server_header=False)
