"""The zip container of office files: checked before anything is unpacked (RELIABILITY T9, T10)."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from scrapers.pages import ExtractError, ExtractFailure

MAX_ENTRIES = 2_000
MAX_TOTAL = 200 * 2**20
MAX_RATIO = 200
RATIO_FLOOR = 2**20
"""The ratio counts from a mebibyte on: small files of white space compress better than any bomb."""

_DOCTYPE = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_archive(body: bytes) -> Mapping[str, bytes]:
    """All entries by name, unpacked within the limits.

    ExtractError: DAMAGED (no central directory, wrong checksums), ENCRYPTED, BOMB (too many entries, too large, too
    well compressed; sizes are counted while unpacking, never believed), FORBIDDEN_MARKUP (a DOCTYPE in an XML part).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
            _check(entries)
            return _unpack(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as problem:
        raise ExtractError(ExtractFailure.DAMAGED, f"the archive cannot be read to its end: {problem}") from problem


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise ExtractError(ExtractFailure.BOMB, f"the archive has {len(entries)} entries, more than {MAX_ENTRIES}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ExtractError(ExtractFailure.ENCRYPTED, "the archive is encrypted; its publisher's password is needed")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL:
        raise ExtractError(ExtractFailure.BOMB, f"the archive unpacks to {total} bytes, more than {MAX_TOTAL}")
    for entry in entries:
        if entry.file_size > RATIO_FLOOR and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ExtractError(ExtractFailure.BOMB, f"the archive packs more than {MAX_RATIO} bytes into one")


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_TOTAL
    for entry in entries:
        with archive.open(entry) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        if left < 0:
            raise ExtractError(ExtractFailure.BOMB, f"the archive unpacks to more than {MAX_TOTAL} bytes")
        if entry.filename.lower().endswith((".xml", ".rels")):
            _refuse_doctype(data)
        parts[entry.filename] = data
    return parts


def _refuse_doctype(data: bytes) -> None:
    # Entities can be declared in any encoding that an XML parser guesses; zero bytes are those of UTF-16 and UTF-32.
    if _DOCTYPE.search(data.replace(b"\0", b"").decode("latin-1")):
        raise ExtractError(ExtractFailure.FORBIDDEN_MARKUP, "the document declares a DOCTYPE, which Word never writes")


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The entries as an archive again, uncompressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()
