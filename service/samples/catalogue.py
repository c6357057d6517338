"""What the sample site publishes: ``samples/catalogue.toml`` and the files beside it, as values."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from service.samples.manuscript import Block, Layout, blocks

#: Printed on every page, export, feed and notice of an invented text; the parser reads it as ``synthetic``.
MARK = "【演示文本，非官方】"


class SamplesError(Exception):
    """The samples cannot be served; the message says in one line what to mend."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: ``list`` is the path of its list page, ``encoding`` that of its pages' bytes.

    ``list_item`` is the CSS selector of a list's rows, for a source that has to declare it.
    """

    id: str
    name: str
    site: str
    column: str
    place: str
    shape: str
    encoding: str
    list: str
    list_item: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and how it is published; ``phase`` names the step of the timetable that brings it (first, amended, final).

    ``address`` and ``attachment_address`` are paths on the sample site, the latter with its query. What is not
    printed on the document is ``None``.
    """

    file: str
    title: str
    publisher: str
    place: str
    carrier: str
    address: str
    table: Layout
    number: str | None = None
    issuer: str | None = None
    dated_on: date | None = None
    attachment: str | None = None
    attachment_address: str | None = None
    phase: str = "first"
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The publishers and their texts, with ``root``, the folder the files lie in."""

    root: Path
    publishers: tuple[Publisher, ...]
    samples: tuple[Sample, ...]

    def publisher(self, name: str) -> Publisher:
        """The publisher with this id."""
        return next(publisher for publisher in self.publishers if publisher.id == name)

    def text(self, sample: Sample) -> str:
        """The text as it lies in the file."""
        return (self.root / sample.file).read_text(encoding="utf-8")

    def blocks(self, sample: Sample) -> tuple[Block, ...]:
        """The text as paragraphs and tables."""
        return blocks(self.text(sample), sample.table)

    def attachment(self, sample: Sample) -> bytes:
        """The bytes of the sample's built DOCX or PDF."""
        return (self.root / "files" / str(sample.attachment)).read_bytes()


def samples_root() -> Path:
    """The folder of the samples: inside an installed wheel, else that of the checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_samples", package.parent / "samples"):
        if (folder / "catalogue.toml").is_file():
            return folder
    raise SamplesError(f"samples not found: neither {package / '_samples'} nor {package.parent / 'samples'} is there")


def read_catalogue(root: Path | None = None) -> Catalogue:
    """The catalogue under ``root``, by default where the samples are installed."""
    root = root or samples_root()
    declared = tomllib.loads((root / "catalogue.toml").read_text(encoding="utf-8"))
    official = [_sample(entry, synthetic=False) for entry in declared["sample"]]
    invented = [_sample(entry, synthetic=True) for entry in declared["demonstration"]]
    publishers = tuple(Publisher(**entry) for entry in declared["publisher"])
    return Catalogue(root, publishers, (*official, *invented))


def _sample(entry: dict[str, Any], *, synthetic: bool) -> Sample:
    known = {key: value for key, value in entry.items() if key not in ("date", "table")}
    return Sample(**known, table=Layout(entry["table"]), dated_on=entry.get("date"), synthetic=synthetic)
