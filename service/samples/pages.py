"""The pages of the sample site: what a path answers at a moment, as bytes; no network, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.samples.catalogue import MARK, Catalogue, Publisher, Sample
from service.samples.manuscript import Paragraph
from service.samples.timetable import Phase, Timetable
from storage.calendar import SHANGHAI

_ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search\n"
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: with ``changed_at`` a static file that has validators, without it a page made for this request."""

    body: bytes
    media_type: str
    status: int = 200
    changed_at: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{sha256(self.body).hexdigest()[:16]}"'


@dataclass(frozen=True, slots=True)
class Moment:
    """What differs between two requests: the time and how many visits there were before."""

    now: datetime
    visits: int

    @property
    def local(self) -> datetime:
        """The time as the site prints it, in China."""
        return self.now.astimezone(SHANGHAI)

    @property
    def weekday(self) -> str:
        """The day of the week in Chinese."""
        return "星期" + "一二三四五六日"[self.local.weekday()]

    @property
    def made(self) -> str:
        """The time the page was made, to the millisecond, as content management systems print it."""
        return f"{self.local:%Y-%m-%d %H:%M:%S}_{self.local.microsecond // 1000:03d}"


@dataclass(frozen=True, slots=True)
class Pages:
    """Every address of the sample site."""

    catalogue: Catalogue
    timetable: Timetable

    def answer(self, address: str, moment: Moment) -> Answer:
        """What ``address`` (a path, with its query if it has one) shows at this moment."""
        phase = self.timetable.phase(moment.now)
        if address == "/":
            return self._page("home", "utf-8", moment, phase=phase, samples=self._published(phase))
        if address == "/robots.txt":
            return Answer(_ROBOTS.encode(), "text/plain", changed_at=self.timetable.started_at)
        for publisher in self.catalogue.publishers:
            if address == publisher.list:
                return self._listing(publisher, moment, phase)
        for sample in self._published(phase):
            if address == sample.address:
                return self._detail(sample, moment, phase)
            if address == sample.attachment_address:
                return self._attachment(sample)
        return self._page("missing", "utf-8", moment, status=404)

    def _published(self, phase: Phase) -> tuple[Sample, ...]:
        """The texts that stand at their addresses now: of two at one address the later."""
        order = list(Phase)
        due = [sample for sample in self.catalogue.samples if order.index(Phase(sample.phase)) <= order.index(phase)]
        return tuple({sample.address: sample for sample in due}.values())

    def _of(self, publisher: Publisher, phase: Phase) -> tuple[Sample, ...]:
        """What this publisher announces, newest phase first."""
        own = [sample for sample in self._published(phase) if sample.publisher == publisher.id]
        return tuple(sorted(own, key=lambda sample: sample.phase == Phase.FINAL, reverse=True))

    def _listing(self, publisher: Publisher, moment: Moment, phase: Phase) -> Answer:
        samples = self._of(publisher, phase)
        template = f"{publisher.shape}_list"
        since = self.timetable.since(phase)
        values: dict[str, Any] = {"publisher": publisher, "samples": samples}
        return self._page(template, publisher.encoding, moment, changed_at=since, **values)

    def _detail(self, sample: Sample, moment: Moment, phase: Phase) -> Answer:
        publisher = self.catalogue.publisher(sample.publisher)
        others = [other for other in self._published(phase) if other.address != sample.address]
        turn = moment.visits % len(others)
        values: dict[str, Any] = {
            "publisher": publisher,
            "sample": sample,
            "blocks": self.catalogue.blocks(sample) if sample.carrier == "html" else (),
            "related": others[turn:] + others[:turn],
        }
        return self._page(f"{publisher.shape}_detail", publisher.encoding, moment, **values)

    def _attachment(self, sample: Sample) -> Answer:
        name = str(sample.attachment)
        disposition = {"content-disposition": f'attachment; filename="{name}"'}
        media_type = _MEDIA[sample.carrier]
        body = self.catalogue.attachment(sample)
        return Answer(body, media_type, changed_at=self.timetable.started_at, headers=disposition)

    def _page(
        self,
        template: str,
        encoding: str,
        moment: Moment,
        *,
        status: int = 200,
        changed_at: datetime | None = None,
        **values: Any,
    ) -> Answer:
        page = _environment().get_template(f"{template}.html").render(moment=moment, mark=MARK, **values)
        # Where the bytes are not UTF-8 the header says nothing, as on the sites that this stands for.
        media_type = "text/html; charset=utf-8" if encoding == "utf-8" else "text/html"
        return Answer(page.encode(encoding), media_type, status, changed_at)


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["paragraph"] = lambda block: isinstance(block, Paragraph)
    return environment
