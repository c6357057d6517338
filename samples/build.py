"""Build what lies beside the sample texts: `python samples/build.py` writes demonstration/*.txt and files/*.

Needs the test group (python-docx, reportlab). The same input gives the same content; dates in the files are fixed.
With `--check` nothing is written: it fails, naming the files, when the committed ones hold anything else.
"""

import io
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from edits import Draft
from printed import write_pdf
from word import write_docx

from service.samples.catalogue import MARK, read_catalogue

ROOT = Path(__file__).resolve().parent


def demonstration_texts() -> tuple[str, str]:
    """The amended draft and the final text, made from the draft by ``demonstration/edits.toml``."""
    edits = tomllib.loads((ROOT / "demonstration" / "edits.toml").read_text(encoding="utf-8"))
    draft = Draft.read((ROOT / "yubei-draft-plan.txt").read_text(encoding="utf-8"))
    draft.lines.insert(0, MARK)
    texts = []
    for name in ("amended", "final"):
        for edit in edits[name]:
            draft.apply(edit)
        texts.append(draft.write())
    amended, final = texts
    return amended, final


def built() -> Iterator[tuple[Path, bytes]]:
    """Every file that is built, with its bytes."""
    amended, final = demonstration_texts()
    yield ROOT / "demonstration" / "yubei-draft-amended.txt", amended.encode()
    yield ROOT / "demonstration" / "yubei-final.txt", final.encode()
    catalogue = read_catalogue(ROOT)
    for sample in catalogue.samples:
        if sample.attachment:
            write = {"docx": write_docx, "pdf": write_pdf}[sample.carrier]
            yield ROOT / "files" / sample.attachment, write(sample, catalogue.blocks(sample))


def content(body: bytes) -> object:
    """What a file says, however another version of a library packs it: a DOCX's parts, a PDF's text by page."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return {part.filename: archive.read(part) for part in archive.infolist()}
    if body.startswith(b"%PDF"):
        return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body)]
    return body


def main(arguments: list[str]) -> str | None:
    """Write everything that is built, or with ``--check`` say what differs."""
    if arguments == ["--check"]:
        stale = [
            path.name for path, body in built() if not path.exists() or content(path.read_bytes()) != content(body)
        ]
        return f"not as built, run python samples/build.py: {', '.join(stale)}" if stale else None
    if arguments:
        return "usage: python samples/build.py [--check]"
    for path, body in built():
        path.write_bytes(body)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
