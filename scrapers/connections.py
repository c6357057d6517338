"""Guarded connections: a name is resolved once, every address is checked, and one of exactly those is connected to."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore2

from scrapers.addresses import Guard

#: Answers the addresses of a host name for a port; the default asks the system.
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

_ADDRESSES_TRIED = 6


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Every address the system knows for a host name; a final dot makes no other name."""
    found = await asyncio.get_running_loop().getaddrinfo(host.rstrip("."), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class NoAddressError(Exception):
    """A host name without an address."""


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Resolves a name once, lets the guard see every address, and connects to one of exactly those.

    Host header and TLS name stay those of the URL: only the socket is opened here.
    """

    def __init__(self, guard: Guard, resolver: Resolver) -> None:
        self._guard = guard
        self._resolver = resolver
        self._inner = httpcore2.AnyIOBackend()

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, every one of them passed by the guard."""
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise NoAddressError(f"{host} has no address: {error}") from None
        if not addresses:
            raise NoAddressError(f"{host} has no address")
        for address in addresses:
            self._guard.check(address, port)
        return addresses[:_ADDRESSES_TRIED]

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to a host that the guard lets through; ``timeout`` bounds the look-up, and again all attempts."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self.addresses(host, port)
        except TimeoutError:
            raise NoAddressError(f"{host} was not resolved within {timeout:g} s") from None
        failure: Exception | None = None
        for address in addresses:
            share = None if timeout is None else timeout / len(addresses)
            try:
                return await self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = failure or error
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks between attempts."""
        await asyncio.sleep(seconds)
