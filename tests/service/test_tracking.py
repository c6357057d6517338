"""A crawl and a look by hand against a real server and real databases, one promise a test."""

import asyncio
from pathlib import Path

import pytest
from sqlmodel import select
from support.houses import ARTICLES, HandClock, article_page, house_at, list_page
from support.servers import Site, Step, Transport

from service.declaring import declare_sources
from service.house import House
from service.politeness import HostGate
from service.reasons import is_reason
from service.recording import Tracked
from service.tracking import CrawlReport, crawl, track_file, track_url
from storage import documents, events, integrity, relations, runs, sources, versions
from storage.models import CheckRow, RunRow
from storage.records import EventKind, Outcome, SourceStatus


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def house(tmp_path: Path, database_url: str, clock: HandClock):
    with house_at(tmp_path, database_url, clock=clock) as opened:
        yield opened
        with opened.database.read() as session:
            assert integrity.check(session, opened.snapshots) == ()
            looks = session.exec(select(CheckRow.reason)).all()
            ended = session.exec(select(RunRow.reason)).all()
            assert [reason for reason in (*looks, *ended) if reason is not None and not is_reason(reason)] == []


@pytest.fixture
def site():
    with Site() as opened:
        yield opened


def look(house: House, url: str) -> Tracked:
    async def once() -> Tracked:
        async with house.client() as client:
            return await track_url(house, client, url)

    return asyncio.run(once())


def crawl_all(house: House, *, force: bool = True) -> tuple[CrawlReport, ...]:
    async def once() -> tuple[CrawlReport, ...]:
        async with house.client() as client:
            return await crawl(house, client, HostGate(0.0, frozenset()), force=force)

    return asyncio.run(once())


def declare(house: House, site: Site, **options: str) -> None:
    folder = house.settings.declarations
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'{key} = "{value}"' for key, value in options.items()]
    text = [
        "[[source]]",
        'id = "demo"',
        'name = "示例市政府"',
        'place = "示例市"',
        f'list = "{site.url("/list.html")}"',
    ]
    (folder / "demo.toml").write_text("\n".join([*text, 'interval = "1h"', *lines]) + "\n", encoding="utf-8")
    assert declare_sources(house) == ()


def event_kinds(house: House, *, news: bool | None = None) -> list[EventKind]:
    with house.database.read() as session:
        found = events.since(session, 0, 1000)
    return [one.kind for one in found if news is None or one.news is news]


def test_a_first_look_makes_a_version_and_a_second_one_does_not(house: House, site: Site) -> None:
    url = site.page("/a.html", article_page(ARTICLES))
    first, second = look(house, url), look(house, url)
    assert (first.outcome, second.outcome) == (Outcome.FIRST, Outcome.UNCHANGED)
    assert (second.document, second.version) == (first.document, first.version)


def test_a_changed_article_makes_a_second_version_of_the_same_document(house: House, site: Site) -> None:
    changed = [*ARTICLES]
    changed[3] = changed[3].replace("三年", "五年")
    url = site.page("/a.html", article_page(ARTICLES), article_page(changed))
    first, second = look(house, url), look(house, url)
    assert second.outcome is Outcome.CHANGED
    assert second.document == first.document
    with house.database.read() as session:
        history = versions.of_document(session, str(first.document))
        assert [one.id for one in history] == [first.version, second.version]
        assert "五年" in versions.text(session, str(second.version))


def test_a_counter_and_todays_date_make_no_version(house: House, site: Site) -> None:
    url = site.page(
        "/a.html",
        *(
            article_page(ARTICLES, extra=f"<div class='count'>浏览次数：{n}</div><span>今天是2026年3月{n}日</span>")
            for n in (1, 2, 3)
        ),
    )
    assert [look(house, url).outcome for _ in range(3)] == [Outcome.FIRST, Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_validators_come_back_and_a_304_is_unchanged(house: House, site: Site) -> None:
    url = site.page("/a.html", Step(article_page(ARTICLES).encode(), etag='"one"'))
    look(house, url)
    second = look(house, url)
    assert (second.outcome, second.reason) == (Outcome.UNCHANGED, "not_modified")
    assert site.asked("/a.html")[1].headers["if-none-match"] == '"one"'


def test_validators_of_a_page_that_could_not_be_read_are_not_kept(house: House, site: Site) -> None:
    url = site.page("/a.html", Step(b"<html><body></body></html>", etag='"bad"'), article_page(ARTICLES))
    assert look(house, url).outcome is Outcome.SUSPECT
    assert look(house, url).outcome is Outcome.FIRST
    assert "if-none-match" not in site.asked("/a.html")[1].headers


@pytest.mark.parametrize(
    ("step", "outcome", "reason"),
    [
        (Step(status=404), Outcome.GONE, "gone_status"),
        (Step(status=410), Outcome.GONE, "gone_status"),
        (Step(status=500, body=b"oops"), Outcome.ERROR, "server_error"),
        (Step(b"x" * 4000, transport=Transport.CUT_LENGTH, cut=0.5), Outcome.ERROR, "truncated"),
        (Step(b"", status=200), Outcome.SUSPECT, "empty"),
        (
            Step("<html><head><title>系统维护</title></head><body>系统维护中，请稍后访问</body></html>".encode()),
            Outcome.SUSPECT,
            "error_lexicon",
        ),
    ],
)
def test_a_failed_look_is_a_named_outcome_and_leaves_the_last_version(
    house: House, site: Site, step: Step, outcome: Outcome, reason: str
) -> None:
    url = site.page("/a.html", Step(article_page(ARTICLES).encode()), step)
    first = look(house, url)
    # a transfer cut once is asked again at once; the script repeats its last step
    second = look(house, url)
    assert (second.outcome, second.reason) == (outcome, reason)
    assert (second.document, second.version) == (first.document, first.version)


def test_a_refused_address_is_an_error_that_says_so(house: House) -> None:
    assert look(house, "http://10.0.0.1/").reason == "address_refused"


def test_a_text_shrunk_to_a_stub_is_suspect_until_seen_again_for_half_an_hour(
    house: House, site: Site, clock: HandClock
) -> None:
    url = site.page("/a.html", article_page(ARTICLES), article_page(["本条例废止。"]))
    look(house, url)
    assert look(house, url).outcome is Outcome.SUSPECT
    clock.pass_by(minutes=10)
    assert look(house, url).outcome is Outcome.SUSPECT
    clock.pass_by(minutes=25)
    assert look(house, url).outcome is Outcome.CHANGED


def test_a_page_cut_anywhere_never_makes_a_version(house: House, site: Site) -> None:
    whole = article_page(ARTICLES, extra="<!-- 内容 -->").encode()
    url = site.page("/a.html", whole, *(whole[: len(whole) * share // 100] for share in range(1, 100, 7)))
    first = look(house, url)
    outcomes = {look(house, url).outcome for _ in range(1, 100, 7)}
    assert outcomes <= {Outcome.SUSPECT, Outcome.ERROR, Outcome.UNCHANGED}
    assert Outcome.SUSPECT in outcomes
    with house.database.read() as session:
        assert len(versions.of_document(session, str(first.document))) == 1


def test_an_old_page_without_an_end_mark_is_believed_once_seen_again(
    house: House, site: Site, clock: HandClock
) -> None:
    url = site.page("/a.html", article_page(ARTICLES).replace("</html>", ""))
    assert (look(house, url).outcome, look(house, url).reason) == (Outcome.SUSPECT, "missing_end")
    clock.pass_by(minutes=31)
    assert look(house, url).outcome is Outcome.FIRST
    assert look(house, url).outcome is Outcome.UNCHANGED


def test_a_crawl_stores_its_baseline_and_announces_what_the_list_shows_later(house: House, site: Site) -> None:
    declare(house, site)
    site.page("/a.html", article_page(ARTICLES))
    site.page("/b.html", article_page(ARTICLES[:4], title="示例市道路条例"))
    site.page(
        "/list.html",
        list_page([("/a.html", "示例市数据条例")]),
        list_page([("/b.html", "示例市道路条例"), ("/a.html", "示例市数据条例")]),
    )
    (report,) = crawl_all(house)
    assert (report.outcome, report.counts) == (Outcome.FIRST, {"first": 1})
    assert event_kinds(house, news=True) == []
    (report,) = crawl_all(house)
    assert report.counts == {"unchanged": 1, "first": 1}
    assert event_kinds(house, news=True) == [EventKind.DOCUMENT_CREATED]


def test_a_page_that_fell_off_the_list_is_still_followed(house: House, site: Site) -> None:
    declare(house, site)
    changed = [*ARTICLES[:-1], "违反本条例规定的，处二万元罚款。"]
    site.page("/a.html", article_page(ARTICLES), article_page(changed))
    site.page("/b.html", article_page(ARTICLES[:4], title="示例市道路条例"))
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]), list_page([("/b.html", "示例市道路条例")]))
    crawl_all(house)
    crawl_all(house)
    assert event_kinds(house, news=True).count(EventKind.VERSION_CREATED) == 1


def test_a_final_text_at_another_address_is_proposed_as_the_drafts_and_never_silently_joined(
    house: House, site: Site
) -> None:
    declare(house, site)
    final = [*ARTICLES]
    final[3] = final[3].replace("三年", "五年")
    site.page("/draft.html", article_page(ARTICLES, title="示例市数据条例（征求意见稿）"))
    site.page("/final.html", article_page(final))
    site.page(
        "/list.html",
        list_page([("/draft.html", "示例市数据条例（征求意见稿）")]),
        list_page([("/final.html", "示例市数据条例"), ("/draft.html", "示例市数据条例（征求意见稿）")]),
    )
    crawl_all(house)
    crawl_all(house)
    with house.database.read() as session:
        (proposal,) = relations.listed(session)
        ends = [documents.get(session, one) for one in (proposal.from_document, proposal.to_document)]
    assert [one.stage for one in ends if one] == ["draft_for_comment", "final"]
    assert proposal.evidence["overlap"] > 0.8
    assert EventKind.RELATION_PROPOSED in event_kinds(house, news=True)
    crawl_all(house)
    assert event_kinds(house).count(EventKind.RELATION_PROPOSED) == 1


def test_an_unusable_list_fails_the_run_and_loses_no_source(house: House, site: Site) -> None:
    declare(house, site)
    site.page("/list.html", Step(status=503))
    (report,) = crawl_all(house)
    assert (report.outcome, report.reason) == (Outcome.ERROR, "list_server_error")
    with house.database.read() as session:
        source = sources.get(session, "demo")
        assert source is not None
        assert (source.status, source.baselined_at, source.failures) == (SourceStatus.DEGRADED, None, 1)
        (run,) = runs.of_source(session, "demo")
        assert [(one.role, one.outcome) for one in runs.checks_of(session, run.id)] == [("list", Outcome.ERROR)]


def test_robots_keep_a_crawl_away_and_a_look_by_hand_asks_once(house: House, site: Site) -> None:
    declare(house, site)
    site.page("/robots.txt", "User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    url = site.page("/a.html", article_page(ARTICLES))
    (report,) = crawl_all(house)
    assert report.reason == "list_robots_disallowed"
    assert site.asked("/list.html") == []
    assert look(house, url).outcome is Outcome.FIRST


def test_sources_are_crawled_when_due_and_not_before(house: House, site: Site, clock: HandClock) -> None:
    declare(house, site)
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    site.page("/a.html", article_page(ARTICLES))
    assert len(crawl_all(house, force=False)) == 1
    clock.pass_by(minutes=59)
    assert crawl_all(house, force=False) == ()
    clock.pass_by(minutes=2)
    assert len(crawl_all(house, force=False)) == 1


def test_a_wrong_declaration_changes_nothing_and_retires_nobody(house: House, site: Site) -> None:
    declare(house, site)
    path = house.settings.declarations / "demo.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("interval", "intervall"), encoding="utf-8")
    (problem, *_) = declare_sources(house)
    assert problem.line == 6
    with house.database.read() as session:
        assert [one.id for one in sources.listed(session)] == ["demo"]


def test_a_removed_declaration_retires_its_source_and_keeps_its_history(house: House, site: Site) -> None:
    declare(house, site)
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    site.page("/a.html", article_page(ARTICLES))
    crawl_all(house)
    (house.settings.declarations / "demo.toml").unlink()
    assert declare_sources(house) == ()
    assert crawl_all(house) == ()
    with house.database.read() as session:
        assert sources.listed(session) == ()
        assert len(documents.listed(session)) == 1


def test_an_older_text_added_by_hand_takes_its_place_in_history_and_is_no_news(house: House) -> None:
    body = "示例市数据条例\n\n" + "\n".join(
        f"第{n}条　{text}" for n, text in zip("一二三四五六", ARTICLES, strict=True)
    )
    newer = track_file(house, "new.txt", body.encode(), dated_on=None)
    older_body = body.replace("三年", "一年").encode()
    from datetime import date

    older = track_file(house, "old.txt", older_body, dated_on=date(2019, 5, 1))
    assert (newer.outcome, older.outcome) == (Outcome.FIRST, Outcome.CHANGED)
    assert older.document == newer.document
    with house.database.read() as session:
        assert [one.id for one in versions.of_document(session, str(newer.document))] == [older.version, newer.version]
    assert event_kinds(house, news=True) == []
    again = track_file(house, "old.txt", older_body, dated_on=date(2019, 5, 1))
    assert (again.outcome, again.version) == (Outcome.UNCHANGED, older.version)


def test_a_text_split_over_pages_is_one_text(house: House, site: Site) -> None:
    first = article_page(ARTICLES[:3]).replace("</html>", '<script>createPageHTML(2, 0, "a", "html")</script></html>')
    url = site.page("/a.html", first)
    site.page(
        "/a_1.html",
        article_page(ARTICLES[3:]).replace("第一条", "第四条").replace("第二条", "第五条").replace("第三条", "第六条"),
    )
    tracked = look(house, url)
    assert tracked.outcome is Outcome.FIRST
    assert str(tracked.text).count("示例市数据条例") == 1
    assert [f"第{n}条" in str(tracked.text) for n in "一二三四五六"] == [True] * 6
    assert look(house, url).outcome is Outcome.UNCHANGED


def test_an_attachment_that_fails_now_holds_up_the_page(house: House, site: Site) -> None:
    page = article_page(ARTICLES).replace(
        "</div><div class='footer'>", "<p>附件：<a href='/annex.txt'>附件1 清单.txt</a></p></div><div class='footer'>"
    )
    url = site.page("/a.html", page)
    annex = "附件1\n\n数据目录清单\n\n一、人口数据由市公安局提供并按月更新。\n\n二、法人数据由市市场监管局提供并按季更新。\n"
    site.page(
        "/annex.txt",
        Step(annex.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}),
        Step(status=500),
    )
    first = look(house, url)
    assert first.outcome is Outcome.FIRST
    assert "市公安局" in str(first.text)
    second = look(house, url)
    assert (second.outcome, second.reason) == (Outcome.ERROR, "attachment_server_error")
    assert second.version == first.version


def test_a_document_with_another_address_is_not_gone(house: House, site: Site, clock: HandClock) -> None:
    here = site.page("/a.html", article_page(ARTICLES))
    there = site.page("/b.html", article_page(ARTICLES))
    assert look(house, here).document == look(house, there).document
    site.page("/b.html", Step(status=410))
    for _ in range(4):
        clock.pass_by(hours=13)
        look(house, here)
        look(house, there)
    assert EventKind.DOCUMENT_GONE not in event_kinds(house)


def test_a_document_is_gone_after_a_day_of_nothing_and_returns(house: House, site: Site, clock: HandClock) -> None:
    url = site.page(
        "/a.html", article_page(ARTICLES), Step(status=500), *[Step(status=404)] * 3, article_page(ARTICLES)
    )
    look(house, url)
    for _ in range(3):
        clock.pass_by(hours=13)
        look(house, url)
    assert EventKind.DOCUMENT_GONE not in event_kinds(house)
    clock.pass_by(hours=13)
    look(house, url)
    assert event_kinds(house, news=True) == [EventKind.DOCUMENT_GONE]
    assert look(house, url).outcome is Outcome.UNCHANGED
    assert event_kinds(house, news=True) == [EventKind.DOCUMENT_GONE, EventKind.DOCUMENT_RETURNED]


def test_a_look_by_hand_reads_a_page_as_its_source_declares_it(house: House, site: Site) -> None:
    declare(house, site)
    path = house.settings.declarations / "demo.toml"
    path.write_text(path.read_text(encoding="utf-8") + '[source.select]\nremove = [".tail"]\n', encoding="utf-8")
    assert declare_sources(house) == ()
    tail = "<p class='tail'>阅读了本条例的人还阅读了其他许多条例，编号{}</p></div><div class='footer'>"
    pages = [article_page(ARTICLES).replace("</div><div class='footer'>", tail.format(n)) for n in range(3)]
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    url = site.page("/a.html", *pages)
    crawl_all(house)
    assert look(house, url).outcome is Outcome.UNCHANGED
    assert crawl_all(house)[0].outcome is Outcome.UNCHANGED


def test_a_stub_seen_now_and_then_is_never_believed(house: House, site: Site, clock: HandClock) -> None:
    good, bad = article_page(ARTICLES), article_page(["本条例因系统升级暂不提供。"])
    url = site.page("/a.html", good, bad, good, good, bad)
    outcomes = []
    for _ in range(5):
        outcomes.append(look(house, url).outcome)
        clock.pass_by(hours=1)
    assert outcomes == [Outcome.FIRST, Outcome.SUSPECT, Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.SUSPECT]


def test_an_address_too_long_to_keep_stops_nothing(house: House, site: Site) -> None:
    declare(house, site)
    long = "/" + "a" * 2100 + ".html"
    site.page("/a.html", article_page(ARTICLES))
    site.page("/list.html", list_page([(long, "示例市道路交通安全条例"), ("/a.html", "示例市数据条例")]))
    (report,) = crawl_all(house)
    assert report.counts == {"first": 1}
    assert look(house, site.url(long)).reason == "address_too_long"


def test_a_crawl_that_is_broken_off_leaves_its_source_due(house: House, site: Site) -> None:
    declare(house, site)
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    site.page("/a.html", article_page(ARTICLES), delay=5.0)

    async def broken_off() -> None:
        async with house.client() as client:
            task = asyncio.create_task(crawl(house, client, HostGate(0.0, frozenset())))
            while not site.asked("/a.html"):
                await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(broken_off())
    with house.database.read() as session:
        source = sources.get(session, "demo")
        assert source is not None
        assert source.lease_until is None
        (run,) = runs.of_source(session, "demo")
        assert (run.outcome, run.reason) == (Outcome.ERROR, "interrupted")
    site.page("/a.html", article_page(ARTICLES))
    assert crawl_all(house, force=False)[0].counts == {"first": 1}


def test_the_same_new_text_met_at_once_in_two_places_is_one_document(house: House, site: Site) -> None:
    urls = [site.page(f"/{n}.html", article_page(ARTICLES)) for n in range(4)]

    async def at_once() -> list[Tracked]:
        async with house.client() as client:
            return list(await asyncio.gather(*(track_url(house, client, url) for url in urls)))

    tracked = asyncio.run(at_once())
    assert len({one.document for one in tracked}) == 1
    assert sorted(one.outcome for one in tracked) == [Outcome.FIRST, *[Outcome.UNCHANGED] * 3]


def test_a_list_that_was_not_read_whole_is_no_baseline_yet(house: House, site: Site) -> None:
    declare(house, site)
    first = list_page([("/a.html", "示例市数据条例")]).replace("</ul>", "</ul><a href='/list_2.html'>下一页</a>")
    site.page("/a.html", article_page(ARTICLES))
    site.page("/b.html", article_page(ARTICLES[:4], title="示例市道路条例"))
    site.page("/list.html", first)
    site.page("/list_2.html", Step(status=503), list_page([("/b.html", "示例市道路条例")]))
    (report,) = crawl_all(house)
    assert report.reason == "list_server_error"
    crawl_all(house)
    assert event_kinds(house, news=True) == []
    with house.database.read() as session:
        source = sources.get(session, "demo")
        assert source is not None
        assert source.baselined_at is not None
        assert source.status is SourceStatus.OK


def test_another_list_address_is_another_baseline(house: House, site: Site) -> None:
    declare(house, site)
    site.page("/a.html", article_page(ARTICLES))
    site.page("/b.html", article_page(ARTICLES[:4], title="示例市道路条例"))
    site.page("/list.html", list_page([("/a.html", "示例市数据条例")]))
    site.page("/new.html", list_page([("/a.html", "示例市数据条例"), ("/b.html", "示例市道路条例")]))
    crawl_all(house)
    path = house.settings.declarations / "demo.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("/list.html", "/new.html"), encoding="utf-8")
    assert declare_sources(house) == ()
    crawl_all(house)
    assert event_kinds(house, news=True) == []


def test_a_change_in_place_follows_what_it_replaced_whatever_date_it_prints(house: House, site: Site) -> None:
    dated = article_page([*ARTICLES, "本条例自公布之日起施行。</p><p>示例市人民政府</p><p>2019年2月20日"])
    url = site.page("/a.html", article_page(ARTICLES), dated)
    first, second = look(house, url), look(house, url)
    with house.database.read() as session:
        made = [one for one in events.since(session, 0, 100) if one.version_id == second.version]
    assert made[0].data["previous_version_id"] == first.version


def test_bytes_read_again_after_a_304_keep_their_first_evidence(house: House, site: Site, clock: HandClock) -> None:
    page = article_page(ARTICLES).replace("<meta charset='utf-8'>", "")
    page = page.replace(
        "</div><div class='footer'>", "<p>附件：<a href='/annex.txt'>附件1 清单.txt</a></p></div><div class='footer'>"
    )
    kinds = {"Content-Type": "text/html; charset=gb18030"}
    url = site.page("/a.html", Step(page.encode("gb18030"), headers=kinds, etag='"one"'))
    annex = "附件1\n\n数据目录清单\n\n一、人口数据由市公安局提供并按{}更新。\n\n二、法人数据由市市场监管局提供并按季更新。\n"
    plain = {"Content-Type": "text/plain; charset=utf-8"}
    site.page("/annex.txt", *(Step(annex.format(word).encode(), headers=plain) for word in ("月", "日")))
    first = look(house, url)
    clock.pass_by(hours=1)
    second = look(house, url)
    assert second.outcome is Outcome.CHANGED
    with house.database.read() as session:
        before, after = (versions.snapshots(session, str(one.version))[0] for one in (first, second))
    assert after == before


def test_a_draft_replaced_in_place_by_its_final_text_is_two_documents(house: House, site: Site) -> None:
    final = [*ARTICLES[:3], ARTICLES[3].replace("三年", "五年"), *ARTICLES[4:]]
    url = site.page("/a.html", article_page(ARTICLES, title="示例市数据条例（征求意见稿）"), article_page(final))
    draft, after = look(house, url), look(house, url)
    assert draft.document != after.document
    with house.database.read() as session:
        (proposal,) = relations.listed(session)
    assert (proposal.from_document, proposal.to_document) == (draft.document, after.document)


def with_annex(articles: list[str]) -> str:
    link = "<p>附件：<a href='/annex.txt'>附件1 清单.txt</a></p></div><div class='footer'>"
    return article_page(articles).replace("</div><div class='footer'>", link)


ANNEX = (
    "附件1\n\n数据目录清单\n\n一、人口数据由市公安局提供并按月更新。\n\n二、法人数据由市市场监管局提供并按季更新。\n"
)


def test_an_attachment_that_became_unreadable_holds_up_the_page(house: House, site: Site) -> None:
    url = site.page("/a.html", with_annex(ARTICLES))
    picture = b"\x89PNG\r\n\x1a\n" + bytes(200)
    site.page("/annex.txt", Step(ANNEX.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}), picture)
    first, second = look(house, url), look(house, url)
    assert (second.outcome, second.version) == (Outcome.ERROR, first.version)
    assert str(second.reason).startswith("attachment_")


def test_a_link_that_leads_inside_the_network_is_passed_over(house: House, site: Site) -> None:
    url = site.page("/a.html", with_annex(ARTICLES).replace("/annex.txt", "http://10.0.0.1/annex.docx"))
    assert look(house, url).outcome is Outcome.FIRST
