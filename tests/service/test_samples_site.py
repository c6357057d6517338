"""The sample site over real HTTP: its pages, its timetable, its starts and stops."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from support.sample_site import START, Clock, fetch

from service.samples.catalogue import MARK, SamplesError, read_catalogue
from service.samples.serving import SampleSite
from service.samples.timetable import HOST, Phase, Timetable

CATALOGUE = read_catalogue()
DISTRICT = CATALOGUE.publisher("district")
OFFICIAL = [sample for sample in CATALOGUE.samples if not sample.synthetic]
DRAFT = next(sample for sample in OFFICIAL if sample.publisher == "district")
FINAL = next(sample for sample in CATALOGUE.samples if sample.phase == "final")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Iterator[SampleSite]:
    with SampleSite(Timetable.open(tmp_path, now=START), now=clock) as running:
        yield running


def test_every_list_leads_to_its_pages_and_every_page_to_its_attachment(site: SampleSite) -> None:
    for publisher in CATALOGUE.publishers:
        listing = fetch(site.origin + publisher.list)
        links = {urljoin(publisher.list, link) for link in re.findall(r'href="([^"]+)"', listing.text)}
        for sample in (sample for sample in OFFICIAL if sample.publisher == publisher.id):
            assert sample.address in links
            assert f'title="{sample.title}"' in listing.text
            page = fetch(site.origin + sample.address)
            assert page.status == 200
            if sample.attachment_address:
                assert sample.attachment_address.replace("&", "&amp;") in page.text
                file = fetch(site.origin + sample.attachment_address)
                assert file.body == CATALOGUE.attachment(sample)


def test_the_three_publishers_use_the_three_page_shapes(site: SampleSite) -> None:
    signs = {"trs": "TRS_Editor", "hanweb": "ZJEG_RSS.content.begin", "ucap": "<UCAPCONTENT>"}
    assert {publisher.shape for publisher in CATALOGUE.publishers} == set(signs)
    for sample in OFFICIAL:
        shape = CATALOGUE.publisher(sample.publisher).shape
        page = fetch(site.origin + sample.address).text
        assert [name for name, sign in signs.items() if sign in page] == [shape]


def test_the_district_sends_gbk_that_it_declares_as_gb2312_and_its_header_names_no_charset(
    site: SampleSite, clock: Clock
) -> None:
    clock.forward(180)
    page = fetch(site.origin + DRAFT.address)
    assert page.headers["content-type"] == "text/html"
    assert b"charset=gb2312" in page.body
    assert "嘉昇湾" in page.body.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("gb2312")


def test_two_requests_for_a_page_differ_in_counter_date_and_links_only(site: SampleSite, clock: Clock) -> None:
    first = fetch(site.origin + OFFICIAL[0].address)
    clock.forward(1)
    second = fetch(site.origin + OFFICIAL[0].address)
    counters = [re.findall(r"浏览次数：.*?(\d+)", page.text) for page in (first, second)]
    assert len(counters[0]) == 1
    assert counters[0] != counters[1]
    assert "2026年03月02日 09:30:00 星期一" in first.text
    assert "2026年03月02日 09:30:01 星期一" in second.text
    assert _body(first.text) == _body(second.text)
    assert first.headers["etag"] is None


def test_lists_and_files_answer_a_conditional_request_with_304_until_they_change(
    site: SampleSite, clock: Clock
) -> None:
    for address in (DISTRICT.list, *(sample.attachment_address for sample in OFFICIAL if sample.attachment_address)):
        first = fetch(site.origin + address)
        assert first.headers["last-modified"] == "Mon, 02 Mar 2026 01:30:00 GMT"
        again = fetch(site.origin + address, {"if-none-match": first.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
    etag = fetch(site.origin + DISTRICT.list).headers["etag"]
    clock.forward(360)
    changed = fetch(site.origin + DISTRICT.list, {"if-none-match": etag})
    assert changed.status == 200
    assert changed.headers["last-modified"] == "Mon, 02 Mar 2026 01:36:00 GMT"


def test_the_draft_is_amended_in_place_and_then_a_final_text_is_announced_elsewhere(
    site: SampleSite, clock: Clock
) -> None:
    assert "经过3年试点" in fetch(site.origin + DRAFT.address).text
    clock.forward(179)
    assert "经过3年试点" in fetch(site.origin + DRAFT.address).text
    clock.forward(1)
    assert "经过5年试点" in fetch(site.origin + DRAFT.address).text
    assert FINAL.address not in fetch(site.origin + DISTRICT.list).text
    assert fetch(site.origin + FINAL.address).status == 404
    clock.forward(180)
    listing = fetch(site.origin + DISTRICT.list).text
    assert listing.index(FINAL.address) < listing.index(DRAFT.address)
    assert FINAL.address != DRAFT.address
    final = fetch(site.origin + FINAL.address).text
    assert "征求意见稿" not in _body(final)
    assert "征求意见稿" in fetch(site.origin + DRAFT.address).text


def test_the_mark_stands_on_every_page_of_an_invented_text_and_on_no_other(site: SampleSite, clock: Clock) -> None:
    clock.forward(1000)
    for sample in CATALOGUE.samples:
        marked = sample.address in (DRAFT.address, FINAL.address)
        assert fetch(site.origin + sample.address).text.count(MARK) == (2 if marked else 0)
    for publisher in CATALOGUE.publishers:
        marks = fetch(site.origin + publisher.list).text.count(MARK)
        assert marks == (2 if publisher is DISTRICT else 0)


def test_an_unknown_address_is_a_page_that_says_so(site: SampleSite) -> None:
    missing = fetch(site.origin + "/ministry/zcfb/202212/t20221229_999.html")
    assert missing.status == 404
    assert "页面不存在" in missing.text


def test_robots_leave_the_policies_open(site: SampleSite) -> None:
    assert fetch(site.origin + "/robots.txt").text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search",
    ]


def test_a_restart_keeps_port_and_times_and_goes_on_with_the_story(tmp_path: Path) -> None:
    clock = Clock()
    first = Timetable.open(tmp_path, now=clock.now, amend_after=10, final_after=20)
    with SampleSite(first, now=clock) as running:
        before = fetch(running.origin + DRAFT.address).text
    clock.forward(15)
    second = Timetable.open(tmp_path, now=clock.now, amend_after=1000, final_after=2000)
    assert second == first
    assert [second.phase(at) for at in (START, first.amended_at, first.final_at)] == list(Phase)
    with SampleSite(second, now=clock) as running:
        assert _body(fetch(running.origin + DRAFT.address).text) != _body(before)


def test_leaving_the_site_ends_its_thread_and_frees_its_port(tmp_path: Path) -> None:
    timetable = Timetable.open(tmp_path, now=START)
    with SampleSite(timetable):
        assert "samples" in [thread.name for thread in threading.enumerate()]
    assert "samples" not in [thread.name for thread in threading.enumerate()]
    with socket.socket() as probe:
        assert probe.connect_ex((HOST, timetable.port)) != 0


def test_a_taken_port_is_one_line_that_names_the_file_to_change(tmp_path: Path) -> None:
    timetable = Timetable.open(tmp_path, now=START)
    with socket.socket() as other:
        other.bind((HOST, timetable.port))
        other.listen()
        with pytest.raises(SamplesError) as caught, SampleSite(timetable):
            pass
    message = str(caught.value)
    assert str(timetable.port) in message
    assert str(tmp_path / "timetable.json") in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        '{"port": 1}',
        '{"port": 80000, "started_at": "2026-03-02T01:30:00+00:00", "amend_after": 1, "final_after": 2}',
        '{"port": 8123, "started_at": "2026-03-02T01:30:00", "amend_after": 1, "final_after": 2}',
        '{"port": 8123, "started_at": "soon", "amend_after": 1, "final_after": 2}',
    ],
)
def test_a_damaged_timetable_is_one_line_that_names_the_file(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "timetable.json"
    path.write_text(kept, encoding="utf-8")
    with pytest.raises(SamplesError) as caught:
        Timetable.open(tmp_path, now=START)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def _body(page: str) -> str:
    """The part of a page between its info line and its related links."""
    return page.partition('class="text')[2].partition('class="relevant"')[0]
