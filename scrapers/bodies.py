"""Response bodies decoded as they arrive: identity or gzip, bounded in memory, and never mistaken for whole."""

import zlib

from scrapers.pages import FetchError, FetchFailure

#: What a refused body leaves for the record, in bytes.
KEPT = 2**20

_STEP = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
# deflate reaches 1,032:1; pages of one repeated table row stay below 200:1 (measured on generated tables)
_RATIO = 300
_RATIO_FROM = 4 * 2**20


class Body:
    """Collects a body up to ``max_bytes`` decoded; ``encoding`` is the Content-Encoding header.

    Raises FetchError: BAD_ENCODING for an encoding that was not asked for or does not hold what it says, TOO_LARGE
    beyond the limit or for a bomb, TRUNCATED when a gzip stream stops before its trailer.
    """

    def __init__(self, encoding: str | None, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._decoded = bytearray()
        self._received = 0
        self._member: zlib._Decompress | None = None
        self._gzip = _asks_gunzip(encoding)

    def feed(self, chunk: bytes) -> None:
        """Take the next raw bytes."""
        self._received += len(chunk)
        if not self._gzip:
            self._keep(chunk)
            return
        while chunk:
            chunk = self._inflate(chunk)

    def finish(self) -> bytes:
        """The whole decoded body; raises TRUNCATED when the gzip stream is not at its end."""
        if self._member is not None and not self._member.eof:
            raise self.error(FetchFailure.TRUNCATED, f"the gzip stream stops after {self._received} bytes")
        return bytes(self._decoded)

    def error(self, reason: FetchFailure, detail: str) -> FetchError:
        """A failure that carries what came so far, at most KEPT bytes."""
        return FetchError(reason, detail, bytes(self._decoded[:KEPT]))

    def _inflate(self, chunk: bytes) -> bytes:
        """Decode one step and give back what is still to be read of ``chunk``."""
        if self._member is None or self._member.eof:
            if self._member is not None and not chunk.startswith(_GZIP_MAGIC[: len(chunk)]):
                return b""  # padding behind the last member, which every gzip reader ignores
            self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            self._keep(self._member.decompress(chunk, _STEP))
        except zlib.error as error:
            raise self.error(FetchFailure.BAD_ENCODING, f"the body is declared gzip and is not: {error}") from None
        return self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        size = len(self._decoded) + len(piece)
        if size > self._max_bytes:
            raise self.error(FetchFailure.TOO_LARGE, f"the body is larger than {self._max_bytes} bytes")
        if self._gzip and size > _RATIO_FROM and size > _RATIO * self._received:
            raise self.error(FetchFailure.TOO_LARGE, f"{self._received} bytes of gzip hold more than {size}: a bomb")
        self._decoded += piece


def _asks_gunzip(encoding: str | None) -> bool:
    codings = [coding.strip().lower() for coding in (encoding or "").split(",")]
    named = [coding for coding in codings if coding not in ("", "identity")]
    if not named:
        return False
    if named in (["gzip"], ["x-gzip"]):
        return True
    raise FetchError(FetchFailure.BAD_ENCODING, f"the body is encoded as {encoding!r}, only gzip was asked for")
