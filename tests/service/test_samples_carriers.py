"""What a carrier does to a text: each published sample, extracted and parsed, beside the sample itself parsed."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.sample_site import START

from diffs.changes import compare
from diffs.clauses import Clause, Outline, Stage
from diffs.comparison import Label
from diffs.parsing import parse
from scrapers.extract import extract
from scrapers.lists import read_list
from scrapers.pages import Extracted, ListPage
from scrapers.sources import read_declarations
from service.samples.catalogue import Publisher, Sample, read_catalogue
from service.samples.declarations import write_declarations
from service.samples.pages import Answer, Moment, Pages
from service.samples.timetable import Timetable

CATALOGUE = read_catalogue()
OFFICIAL = [sample for sample in CATALOGUE.samples if not sample.synthetic]
SAMPLES = {sample.file: sample for sample in CATALOGUE.samples}
DRAFT = SAMPLES["yubei-draft-plan.txt"]
AMENDED = SAMPLES["demonstration/yubei-draft-amended.txt"]
FINAL = SAMPLES["demonstration/yubei-final.txt"]
AFTER = {"first": 0, "amended": 200, "final": 400}

Facts = tuple[str, str, str, str, str, tuple[tuple[str, str], ...]]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(CATALOGUE, Timetable.open(tmp_path, now=START))


@pytest.mark.parametrize("sample", CATALOGUE.samples, ids=lambda sample: sample.file)
def test_a_published_text_has_the_outline_of_the_sample(pages: Pages, sample: Sample) -> None:
    published = parse(_extracted(pages, sample).text)
    original = parse(CATALOGUE.text(sample))
    assert list(_facts(published, sample)) == list(_facts(original, sample))
    assert published.document == original.document


@pytest.mark.parametrize("sample", CATALOGUE.samples, ids=lambda sample: sample.file)
def test_counter_date_and_links_leave_the_extracted_text_alone(pages: Pages, sample: Sample) -> None:
    seen = [_page(pages, sample, visits=visits, seconds=visits * 7) for visits in range(3)]
    assert len({answer.body for answer in seen}) == 3
    texts = {_extract(answer, sample.address, pages, sample).text for answer in seen}
    assert len(texts) == 1


@pytest.mark.parametrize("sample", OFFICIAL, ids=lambda sample: sample.file)
def test_a_list_announces_title_address_and_date(pages: Pages, sample: Sample) -> None:
    publisher = CATALOGUE.publisher(sample.publisher)
    listing = _listing(pages, publisher)
    announced = {entry.url: entry for entry in listing.entries}
    entry = announced[pages.timetable.origin + sample.address]
    assert entry.title == sample.title
    assert entry.published_on == sample.dated_on
    assert len(announced) == sum(other.publisher == publisher.id for other in OFFICIAL)
    assert listing.next_url is None


def test_the_list_announces_the_final_text_under_its_plain_title(pages: Pages) -> None:
    listing = _listing(pages, CATALOGUE.publisher("district"), seconds=400)
    assert [(entry.title, entry.published_on) for entry in listing.entries] == [
        (FINAL.title, date(2026, 3, 20)),
        (DRAFT.title, None),
    ]


@pytest.mark.parametrize("sample", [one for one in OFFICIAL if one.carrier != "html"], ids=lambda sample: sample.file)
def test_a_notice_page_names_its_attachment_once(pages: Pages, sample: Sample) -> None:
    answer = _page(pages, sample)
    notice = _extract(answer, sample.address, pages, sample)
    assert [attachment.url for attachment in notice.attachments] == [
        f"{pages.timetable.origin}{sample.attachment_address}"
    ]
    assert notice.title == sample.title


@pytest.mark.parametrize("sample", [one for one in OFFICIAL if one.number], ids=lambda sample: sample.file)
def test_the_metadata_table_is_read(pages: Pages, sample: Sample) -> None:
    metadata = _extract(_page(pages, sample), sample.address, pages, sample).metadata
    assert sample.number in (metadata.get("发文字号"), metadata.get("文号"))
    assert metadata["成文日期"] == str(sample.dated_on)
    assert metadata["索引号"].startswith("演示")


def test_the_gbk_page_is_read_as_gb18030_because_its_meta_says_gb2312(pages: Pages) -> None:
    page = _extract(_page(pages, AMENDED), AMENDED.address, pages, AMENDED)
    assert page.charset is not None
    assert (page.charset.name, page.charset.why) == ("gb18030", "meta")
    assert "嘉昇湾科创园" in page.text


def test_invented_texts_are_synthetic_and_official_ones_are_not() -> None:
    for sample in CATALOGUE.samples:
        assert parse(CATALOGUE.text(sample)).document.synthetic == sample.synthetic
    assert parse(CATALOGUE.text(AMENDED)).document.stage is Stage.DRAFT_FOR_COMMENT
    final = parse(CATALOGUE.text(FINAL)).document
    assert (final.stage, final.title, final.number) == (Stage.FINAL, FINAL.title, FINAL.number)


@pytest.mark.parametrize(("old", "new"), [(DRAFT, AMENDED), (AMENDED, FINAL)])
def test_the_demonstration_shows_every_sort_of_change(old: Sample, new: Sample) -> None:
    comparison = compare(parse(CATALOGUE.text(old)), parse(CATALOGUE.text(new)))
    shown = {label for label, count in comparison.summary.items() if count}
    assert shown >= {Label.MODIFIED, Label.ADDED, Label.REMOVED, Label.MOVED, Label.RENUMBERED}


def test_the_declarations_are_accepted_and_an_equal_file_is_left_alone(tmp_path: Path) -> None:
    path = write_declarations(tmp_path, 8123)
    declarations, problems = read_declarations([path])
    assert problems == ()
    assert [(one.id, one.place, one.shape, one.interval) for one in declarations] == [
        (f"sample-{publisher.id}", publisher.place, publisher.shape, 30) for publisher in CATALOGUE.publishers
    ]
    assert [one.list_url for one in declarations] == [
        f"http://127.0.0.1:8123{publisher.list}" for publisher in CATALOGUE.publishers
    ]
    written = path.stat().st_mtime_ns
    assert write_declarations(tmp_path, 8123).stat().st_mtime_ns == written
    assert write_declarations(tmp_path, 8124).read_text(encoding="utf-8").count(":8124/") == 3


def _listing(pages: Pages, publisher: Publisher, *, seconds: int = 0) -> ListPage:
    """The list as a crawl reads it: with what the source's declaration says."""
    (declared,) = (
        one
        for one in read_declarations([write_declarations(pages.timetable.path.parent, pages.timetable.port)])[0]
        if one.id == f"sample-{publisher.id}"
    )
    answer = pages.answer(publisher.list, Moment(START + timedelta(seconds=seconds), 1))
    url = pages.timetable.origin + publisher.list
    assert declared.list_url == url
    markup = answer.body.decode(publisher.encoding)
    return read_list(markup, url=url, selectors=declared.selectors, shape=declared.shape)


def _page(pages: Pages, sample: Sample, *, visits: int = 1, seconds: int = 0) -> Answer:
    now = START + timedelta(seconds=AFTER[sample.phase] + seconds)
    answer = pages.answer(sample.address, Moment(now, visits))
    assert answer.status == 200
    return answer


def _extract(answer: Answer, address: str, pages: Pages, sample: Sample) -> Extracted:
    url = pages.timetable.origin + address
    shape = CATALOGUE.publisher(sample.publisher).shape
    return extract(answer.body, url=url, content_type=answer.media_type, shape=shape)


def _extracted(pages: Pages, sample: Sample) -> Extracted:
    """The text where it stands: on the page, or in its attachment."""
    if sample.attachment_address is None:
        return _extract(_page(pages, sample), sample.address, pages, sample)
    answer = pages.answer(sample.attachment_address, Moment(START, 1))
    return _extract(answer, sample.attachment_address, pages, sample)


def _facts(outline: Outline, sample: Sample) -> Iterator[Facts]:
    for clause in outline.clauses:
        cells = tuple((name, _read(cell, sample)) for name, cell in clause.cells.items())
        yield clause.path, clause.kind, clause.marker, _heading(clause, sample), _read(clause.text, sample), cells


def _heading(clause: Clause, sample: Sample) -> str:
    return _read(clause.heading, sample) + clause.heading_sep


def _read(text: str, sample: Sample) -> str:
    """A PDF cannot say whether there was a blank where a line ends, so blanks are left out of what is compared."""
    return re.sub(r"\s", "", text) if sample.carrier == "pdf" else text
