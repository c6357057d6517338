"""The address guard: which URLs may be asked for, and which addresses may be connected to."""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PUBLIC_PORTS = frozenset({80, 443})

# `ipaddress.is_private` differs between Python releases and passes CGNAT, NAT64 and multicast, so the list is ours
# (IANA special-purpose registries for IPv4 and IPv6, read as "not the public Internet").
_DENIED_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
        "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
        "168.63.129.16/32"  # a cloud's internal wire server on a public-looking address
    ).split()
)
_GLOBAL_V6 = IPv6Network("2000::/3")
_DENIED_V6 = tuple(IPv6Network(text) for text in "2001::/23 2001:db8::/32 2002::/16 3fff::/20".split())

_NAT64 = IPv6Network("64:ff9b::/96")
_V4_COMPATIBLE = IPv6Network("::/96")

_LAST_LABEL_NUMERIC = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


class AddressRefused(Exception):
    """An address or URL that the guard does not let through; the message says which and why."""


class BadUrlError(ValueError):
    """Not a URL that could be asked for at all."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be connected to: the public Internet on ``ports``, plus what the operator opened.

    ``networks`` are reachable on any port; ``endpoints`` opens single (ip, port) pairs.
    """

    networks: tuple[Network, ...] = ()
    endpoints: frozenset[tuple[str, int]] = frozenset()
    ports: frozenset[int] = PUBLIC_PORTS

    def check(self, ip: str, port: int) -> None:
        """Pass, or raise AddressRefused: the address itself and every IPv4 address wrapped in it must be allowed."""
        try:
            address = _effective(ip_address(ip))
        except ValueError:
            raise AddressRefused(f"{ip!r} is not an IP address") from None
        if (str(address), port) in self.endpoints:
            return
        if any(address in network for network in self.networks):
            inner = self._first_denied(_wrapped(address))
        else:
            inner = self._first_denied((address, *_wrapped(address)))
            if inner is None and port not in self.ports:
                raise AddressRefused(f"port {port} of {address} is closed: {_PORTS_HINT}")
        if inner is not None:
            raise AddressRefused(f"{_named(address, inner)} is not a public address: {_NETWORKS_HINT}")

    def _first_denied(self, addresses: tuple[Address, ...]) -> Address | None:
        for address in addresses:
            opened = any(address in network for network in self.networks)
            if not opened and _is_denied(address):
                return address
        return None


_PORTS_HINT = "only ports 80 and 443 are asked outside CLAUSEWATCH_ALLOWED_NETWORKS"
_NETWORKS_HINT = "add its network to CLAUSEWATCH_ALLOWED_NETWORKS if it is meant"


def _named(outer: Address, inner: Address) -> str:
    return str(outer) if outer == inner else f"{outer} (which holds {inner})"


def _effective(address: Address) -> Address:
    """An IPv4-mapped address is the IPv4 address: the system connects to that."""
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            raise AddressRefused(f"{address} names a network interface, which no public address does")
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
    return address


def _wrapped(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses that a gateway would read out of an IPv6 address: 6to4, Teredo, NAT64, IPv4-compatible."""
    if isinstance(address, IPv4Address):
        return ()
    found: list[Address] = []
    if address.sixtofour is not None:
        found.append(address.sixtofour)
    if address.teredo is not None:
        found.extend(address.teredo)
    if address in _NAT64 or address in _V4_COMPATIBLE:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(found)


def _is_denied(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in network for network in _DENIED_V4)
    return address not in _GLOBAL_V6 or any(address in network for network in _DENIED_V6)


def parse_networks(text: str) -> tuple[Network, ...]:
    """Networks from a list separated by commas or blanks, such as ``10.1.0.0/16, fd00::/8``.

    Raises ValueError naming the entry that is wrong and how to write it.
    """
    return tuple(_network(entry) for entry in re.split(r"[,\s]+", text) if entry)


def _network(entry: str) -> Network:
    try:
        return ip_network(entry)
    except ValueError:
        pass
    try:
        meant = ip_network(entry, strict=False)
    except ValueError:
        raise ValueError(f"{entry!r} is not a network: write it like 10.1.0.0/16 or fd00::/8") from None
    raise ValueError(
        f"{entry!r} has bits set behind its prefix: write {meant}, or {entry.split('/')[0]} for one address"
    )


def check_url(url: str) -> str:
    """The URL without its fragment, if its spelling leaves no doubt which host is meant.

    Raises BadUrlError for what is no URL, AddressRefused for what the guard refuses whatever it resolves to: other schemes
    than http and https, userinfo, backslashes and control characters (parsers disagree on them), and hosts in digits
    that are not a plain IP address (``127.1``, ``0x7f.1``, ``2130706433``, ``127。0。0。1``).
    """
    url = url.strip(" ")
    _check_characters(url)
    parts = _split(url)
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise AddressRefused(f"{_shown(url)} carries a user name: write the address without it")
    _check_host(parts)
    return parts._replace(fragment="").geturl()


def _check_characters(url: str) -> None:
    for character in url:
        if character == "\\" or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            raise AddressRefused(f"{_shown(url)} holds U+{ord(character):04X}, on which readers of URLs disagree")


def _split(url: str) -> SplitResult:
    scheme = _SCHEME.match(url)
    if scheme is None:
        raise BadUrlError(f"{_shown(url)} is not a URL: write it in full, like https://www.example.org/list.html")
    if scheme.group(1).lower() not in ("http", "https"):
        raise AddressRefused(f"{_shown(url)} is neither http nor https")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadUrlError(f"{_shown(url)} is not a URL: {error}") from None
    if not parts.hostname or port == 0:
        raise BadUrlError(f"{_shown(url)} names no host and port that could be asked")
    return parts


def _check_host(parts: SplitResult) -> None:
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        _check_bracketed(host)
        return
    if " " in host:
        raise BadUrlError(f"{host!r} is not a host name: it holds a blank")
    if "%" in host or any(_folds_to_ascii(character) for character in host):
        raise AddressRefused(f"{host!r} is a disguised host name: write it in plain letters and digits")
    if _LAST_LABEL_NUMERIC.search(host.rstrip(".")) and not _is_plain_ipv4(host):
        raise AddressRefused(f"{host!r} is no plain IP address: write four decimal numbers, like 192.0.2.1")


def _check_bracketed(host: str) -> None:
    try:
        IPv6Address(host)
    except ValueError:
        raise BadUrlError(f"[{host}] is not an IPv6 address") from None
    if "%" in host:
        raise AddressRefused(f"[{host}] names a network interface, which no public address does")


def _folds_to_ascii(character: str) -> bool:
    """Characters that name preparation turns into ASCII or into a dot: full-width and circled forms, 。 and ｡."""
    if character.isascii():
        return False
    folded = unicodedata.normalize("NFKC", character)
    return "。" in folded or any(part.isascii() for part in folded) or unicodedata.category(character) in ("Nd", "No")


def _is_plain_ipv4(host: str) -> bool:
    try:
        return str(IPv4Address(host)) == host
    except ValueError:
        return False


def _shown(url: str) -> str:
    """The URL for a message: escaped, short, and without userinfo."""
    plain = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in url[:400])
    text = re.sub(r"//[^/@]*@", "//…@", plain)
    return f"'{text[:120]}…'" if len(text) > 120 else f"'{text}'"
