"""Opaque ids of stored things, and the digest that names bytes and texts."""

import hashlib
import re
import secrets
from typing import Final

#: What an id can begin with, and what it then names (closed).
PREFIXES: Final = {
    "doc": "document",
    "ver": "version",
    "run": "run",
    "pag": "page",
    "rel": "relation",
    "fam": "family",
    "mem": "member",
    "ovr": "override",
    "evt": "event",
    "sub": "subscription",
    "dlv": "delivery",
}

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def new(prefix: str) -> str:
    """A fresh id, ``doc_`` and 16 hexadecimal digits of randomness; ids say nothing about order."""
    if prefix not in PREFIXES:
        raise ValueError(f"no ids begin with {prefix!r}; known: {', '.join(PREFIXES)}")
    return f"{prefix}_{secrets.token_hex(8)}"


def digest_of(content: bytes | str) -> str:
    """SHA-256 in lower-case hexadecimal; text counts as its UTF-8 bytes. Names snapshots and policy texts alike."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def is_digest(word: str) -> bool:
    """Whether ``word`` is written as ``digest_of`` writes digests."""
    return _DIGEST.fullmatch(word) is not None
