"""Received bytes, kept under their SHA-256 and never changed: the evidence that versions are derived from.

A digest lies in ``<root>/ab/<digest>``, ``ab`` being its first two digits; half-written files lie in ``<root>/tmp``.
"""

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from storage.errors import StorageError
from storage.identifiers import digest_of, is_digest

_UNFINISHED: Final = "tmp"


class SnapshotMissing(StorageError, LookupError):
    """No bytes are kept under that digest."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"no snapshot {digest}: its file is missing; restore it from a backup")
        self.digest = digest


class SnapshotDamaged(StorageError):
    """The bytes kept under that digest are not the bytes it was made of."""

    def __init__(self, digest: str) -> None:
        super().__init__(f"snapshot {digest} is damaged: its bytes have another digest; restore it from a backup")
        self.digest = digest


class Snapshots:
    """Snapshots in a folder of the file system; the folder is created with the first of them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, body: bytes) -> str:
        """Keep the bytes and give their digest; when this returns they survive a power cut (written, synced, renamed).

        Bytes that are there already are touched, so that ``sweep`` spares them; a damaged file is replaced.
        """
        digest = digest_of(body)
        path = self._path(digest)
        if self._holds(path, body):
            os.utime(path)
        else:
            self._write(path, body)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes under a digest; ``SnapshotMissing`` or ``SnapshotDamaged`` when they are not what it promises."""
        try:
            body = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise SnapshotMissing(digest) from None
        if digest_of(body) != digest:
            raise SnapshotDamaged(digest)
        return body

    def has(self, digest: str) -> bool:
        """Whether a file stands under the digest; its bytes are not read."""
        return self._path(digest).is_file()

    def digests(self) -> Iterator[str]:
        """All digests that a file stands under, in order."""
        folders = sorted(self._root.iterdir()) if self._root.is_dir() else []
        for folder in folders:
            if folder.is_dir() and folder.name != _UNFINISHED:
                yield from sorted(path.name for path in folder.iterdir() if is_digest(path.name))

    def sweep(self, older_than: timedelta, now: datetime, known: set[str]) -> int:
        """Remove what a crash left: files of unknown digests and half-written ones, untouched for ``older_than``.

        ``known`` is what the database names (``integrity.named_digests``), read before the call. Gives their number.
        """
        orphans = [self._path(digest) for digest in self.digests() if digest not in known]
        unfinished = self._root / _UNFINISHED
        if unfinished.is_dir():
            orphans.extend(unfinished.iterdir())
        removed = 0
        for path in orphans:
            if datetime.fromtimestamp(path.stat().st_mtime, UTC) <= now - older_than:
                path.unlink()
                removed += 1
        return removed

    def _path(self, digest: str) -> Path:
        if not is_digest(digest):
            raise ValueError(f"{digest[:80]!r} is not a snapshot digest: 64 hexadecimal digits, lower case")
        return self._root / digest[:2] / digest

    def _holds(self, path: Path, body: bytes) -> bool:
        try:
            return path.read_bytes() == body
        except FileNotFoundError:
            return False

    def _write(self, path: Path, body: bytes) -> None:
        unfinished = self._root / _UNFINISHED / f"{path.name}.{secrets.token_hex(4)}"
        _make_folder(unfinished.parent)
        _make_folder(path.parent)
        try:
            with unfinished.open("xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def open_snapshots(location: str) -> Snapshots:
    """The snapshots at a setting's value: a folder, made when it is missing. Other stores are refused by name.

    Raises ``OSError`` when the folder cannot be made or written.
    """
    if location.startswith("s3://"):
        raise ValueError("snapshots in an S3 store are not supported yet: name a folder")
    if "://" in location or not location:
        raise ValueError(f"snapshots need a folder, {location!r} is none")
    folder = Path(location)
    _make_folder(folder.absolute())
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"the snapshot folder {folder} cannot be written")
    return Snapshots(folder)


def _make_folder(folder: Path) -> None:
    """Create the folder and its parents, each one durable before anything is put into it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
