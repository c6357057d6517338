"""``serve``: pages, API, schedule and notices in one process; with ``--samples`` the sample site beside it."""

import logging
import os
import socket
from contextlib import ExitStack
from typing import Annotated

import typer

from service.console import say
from service.declaring import declare_sources, samples_file
from service.errors import BadInput
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
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a crawl longer than a tick is no news
    with ExitStack() as stack:
        listener = stack.enter_context(listening(settings))
        if settings.port == 0:
            settings = load_settings(host=host, port=int(listener.getsockname()[1]))
        if samples:
            stack.enter_context(open_samples(settings))
        else:
            samples_file(settings).unlink(missing_ok=True)
        house = stack.enter_context(open_house(settings, endpoints=sample_endpoints(settings)))
        for problem in declare_sources(house):
            say(f"{problem.file}:{problem.line}: {problem.message}")
        run(settings, house, listener)


def listening(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say, taken before anything else begins. Raises ``BadInput``."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"{settings.host} port {settings.port}"
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise BadInput(f"cannot listen on {where}: {reason}; choose another with --port or CLAUSEWATCH_PORT") from error


def run(settings: Settings, house: House, listener: socket.socket) -> None:
    """The web server with the clock in its lifespan; returns when it is stopped."""
    import uvicorn

    from service.app import create_app
    from service.politeness import HostGate
    from service.scheduler import ticking

    gate = HostGate(settings.delay, unhurried_hosts(settings))
    app = create_app(house, lifespan=[lambda _: ticking(house, gate)], gate=gate)
    say(f"Clausewatch at {settings.public_url}  (operator key: {settings.data / 'operator.key'})")
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5)
    uvicorn.Server(config).run(sockets=[listener])
