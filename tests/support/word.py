"""Word files as their readers take them: text, tables, and both sides of tracked changes; LibreOffice by its command."""

import io
import subprocess
import zipfile
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")


def body_of(docx: bytes) -> etree._Element:
    """The body of a DOCX, read as strictly as XML is."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        root = etree.fromstring(archive.read("word/document.xml"))
    body = root.find(f"{W}body")
    assert body is not None
    return body


def settled(docx: bytes, *, accept: bool) -> str:
    """The text of a DOCX with all its tracked changes accepted or rejected, a line a paragraph, as Word does it."""
    gone = f"{W}del" if accept else f"{W}ins"
    text = ""
    for paragraph in body_of(docx).iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            if all(above.tag != gone for above in run.iterancestors()):
                text += _run_text(run)
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None:
            text += "\n"
    return text


def _run_text(run: etree._Element) -> str:
    said = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(said.get(child.tag, child.text or "") for child in run if child.tag != f"{W}rPr")


def cell_text(cell: etree._Element) -> str:
    """The text of one table cell, a line a paragraph."""
    return "\n".join("".join(map(_run_text, one.iter(f"{W}r"))) for one in cell.iter(f"{W}p"))


def rows_of(docx: bytes, *, table: int = 0) -> list[list[str]]:
    """The cells of one table, row by row."""
    found = [*body_of(docx).iter(f"{W}tbl")][table]
    return [[cell_text(cell) for cell in row.iter(f"{W}tc")] for row in found.iter(f"{W}tr")]


def converted(folder: Path, name: str, body: bytes, kind: str) -> bytes:
    """A file as LibreOffice writes it again; ``kind`` is the ending it is to have."""
    (folder / name).write_bytes(body)
    profile = (folder / "profile").absolute().as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / "out"),
            name,
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / Path(name).with_suffix(f".{kind.partition(':')[0]}").name).read_bytes()


def sides_in_libreoffice(flat: bytes) -> tuple[str, str]:
    """The old and the new text of a flat ODT with tracked changes, as LibreOffice understood them."""
    root = etree.fromstring(flat)
    kinds = {region.get(f"{TEXT}id"): etree.QName(region[0]).localname for region in root.iter(f"{TEXT}changed-region")}
    body = next(root.iter(f"{OFFICE}text"))
    reader = _Sides(kinds)
    for block in body:
        if block.tag in (f"{TEXT}p", f"{TEXT}h"):
            reader.read(block)
            reader.say("\n")
        else:
            reader.change(block)
    return reader.old, reader.new


class _Sides:
    def __init__(self, kinds: dict) -> None:
        self.kinds = kinds
        self.open: set[str] = set()
        self.old = self.new = ""

    def say(self, text: str) -> None:
        active = {self.kinds[one] for one in self.open}
        self.old += "" if "insertion" in active else text
        self.new += "" if "deletion" in active else text

    def change(self, element: etree._Element) -> None:
        name = element.get(f"{TEXT}change-id")
        if element.tag == f"{TEXT}change-start":
            self.open.add(name)
        elif element.tag == f"{TEXT}change-end":
            self.open.discard(name)

    def read(self, element: etree._Element) -> None:
        self.say(element.text or "")
        for child in element:
            self.change(child)
            if child.tag == f"{TEXT}s":
                self.say(" " * int(child.get(f"{TEXT}c", "1")))
            elif child.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
                self.say("\t" if child.tag == f"{TEXT}tab" else "\n")
            elif child.tag == f"{TEXT}span":
                self.read(child)
            self.say(child.tail or "")
