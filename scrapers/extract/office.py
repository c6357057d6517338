"""Older office files (DOC, WPS, RTF) through LibreOffice where it is installed; a plain refusal where not."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from scrapers.extract.docx import extract_docx
from scrapers.pages import Extracted, ExtractError, ExtractFailure

SECONDS = 60
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT_STREAM = "WordDocument".encode("utf-16-le")
_OTHER_STREAMS = (("Workbook", "a spreadsheet"), ("Book", "a spreadsheet"), ("PowerPoint Document", "a presentation"))


def extract_office(body: bytes, *, program: str | None = None) -> Extracted:
    """The text of a DOC, WPS or RTF file by way of DOCX; ``program`` is LibreOffice's, sought on PATH when None.

    ExtractError: NO_CONVERTER without LibreOffice, ENCRYPTED, UNSUPPORTED for spreadsheets, DAMAGED when LibreOffice
    makes nothing of it within 60 seconds. antiword and catdoc are no substitutes: they print deleted text.
    """
    _refuse(body)
    found = program or shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        detail = "the file is an older office document (DOC or WPS): install LibreOffice (soffice), then reprocess it"
        raise ExtractError(ExtractFailure.NO_CONVERTER, detail)
    converted = extract_docx(_to_docx(body, found))
    return Extracted(converted.text, converted.title, "office")


def _refuse(body: bytes) -> None:
    if _ENCRYPTED in body:
        raise ExtractError(ExtractFailure.ENCRYPTED, "the document is protected by a password")
    if body.startswith(b"\xd0\xcf\x11\xe0") and _TEXT_STREAM not in body:
        called = next((word for name, word in _OTHER_STREAMS if name.encode("utf-16-le") in body), "of an unknown kind")
        raise ExtractError(ExtractFailure.UNSUPPORTED, f"the office file is {called}, not a text document")


def _to_docx(body: bytes, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="clausewatch-office-") as folder:
        room = Path(folder)
        source = room / ("text.rtf" if body.startswith(b"{\\rtf") else "text.doc")
        source.write_bytes(body)
        profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
        target = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(room / "out"), str(source)]
        _run([program, "--headless", "--norestore", profile, *target], room)
        result = room / "out" / "text.docx"
        if not result.is_file():
            raise ExtractError(ExtractFailure.DAMAGED, "LibreOffice could not read the document")
        return result.read_bytes()


def _run(command: list[str], room: Path) -> None:
    """Run LibreOffice in a process group of its own, so that its helpers end with it."""
    environment = {"HOME": str(room), "PATH": os.defpath, "TMPDIR": str(room), "LANG": "C.UTF-8"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 -- a fixed program on a file of ours
        command, cwd=room, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as late:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise ExtractError(ExtractFailure.DAMAGED, f"LibreOffice did not finish within {SECONDS} seconds") from late
