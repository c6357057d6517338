"""A filled house with its web application: a law with three versions, a draft with its final text, a source with runs."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import uvicorn
from litestar import Litestar
from litestar.testing import TestClient
from support.houses import ARTICLES, HandClock, house_at

from service.app import create_app
from service.families import add_missing, create_family
from service.house import House
from service.overriding import set_override, withdraw_override
from service.tracking import track_file
from service.version_comparing import compare_versions
from storage import relations, runs, sources, versions
from storage.records import Check, Outcome, SourceDeclared, SourceStatus

BASE = "http://127.0.0.1:8000"
KEY = "a key for tests"
AUTHORISED = {"Authorization": f"Bearer {KEY}"}
SOURCE = "shili-city"
NUMERALS = "一二三四五六七八九十"
MARK = "【演示文本，非官方】"


def statute(articles: list[str], title: str = "示例市数据条例") -> str:
    """A small statute as plain text."""
    return "\n".join([title, *(f"第{NUMERALS[n]}条　{text}" for n, text in enumerate(articles))])


AMENDED = [*ARTICLES[:3], ARTICLES[3].replace("三年", "五年"), *ARTICLES[4:], "本条例自2026年1月1日起施行。"]
EARLIER = ARTICLES[:5]
PLAN = """示例区服务业扩大开放试点工作方案
{stage}
为推进试点工作，结合示例区实际，制定本方案。
一、总体要求
（一）工作目标。经过{years}年试点，落实70项改革任务，形成10条以上制度创新成果。
（二）基本原则。坚持问题导向，聚焦企业关切，分类放宽准入限制，完善监管体系。
二、主要任务
（一）推进科技服务。支持科研机构与企业共建实验室，促进成果转化，加强知识产权保护。
（二）推进金融服务。支持符合条件的机构开展跨境业务，防范金融风险，优化支付便利化水平。
三、组织实施
加强组织领导，压实部门责任，定期评估试点成效，及时总结推广经验。
"""


@dataclass
class Shelf:
    """What stands in the house, by the ids it was given; ``law`` and ``draft`` are documents, the rest versions."""

    house: House
    clock: HandClock
    law: str = ""
    versions: list[str] = field(default_factory=list)
    draft: str = ""
    draft_version: str = ""
    final: str = ""
    final_version: str = ""
    relation: str = ""
    override: str = ""
    family: str = ""
    change: str = ""
    run: str = ""

    @contextmanager
    def client(self) -> Iterator[TestClient[Litestar]]:
        """A client of the whole application, speaking to it as a loopback host."""
        with TestClient(create_app(self.house), base_url=BASE, raise_server_exceptions=False) as opened:
            yield opened


@contextmanager
def filled_shelf(folder: Path) -> Iterator[Shelf]:
    """A house in ``folder`` with everything that the pages can show."""
    clock = HandClock()
    with house_at(folder, clock=clock) as house:
        shelf = Shelf(house, clock)
        _fill_law(shelf)
        _fill_plan(shelf)
        _fill_source(shelf)
        _fill_override(shelf)
        _fill_family(shelf)
        yield shelf


@contextmanager
def served(app: Litestar) -> Iterator[str]:
    """The application behind a real web server on a free loopback port; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the web server did not start")
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def _track(shelf: Shelf, name: str, text: str, document: str | None, dated_on: date | None) -> tuple[str, str]:
    shelf.clock.pass_by(minutes=7)
    tracked = track_file(shelf.house, name, text.encode(), document_id=document, dated_on=dated_on)
    assert tracked.document is not None
    assert tracked.version is not None
    return tracked.document, tracked.version


def _fill_law(shelf: Shelf) -> None:
    """The text of 2024 first, then its amendment of 2025, then by hand the older one of 2020."""
    shelf.law, middle = _track(shelf, "law.txt", statute(ARTICLES), None, date(2024, 3, 1))
    _, newest = _track(shelf, "law-2025.txt", statute(AMENDED), shelf.law, date(2025, 11, 1))
    _, oldest = _track(shelf, "law-2020.txt", statute(EARLIER), shelf.law, date(2020, 5, 1))
    shelf.versions = [oldest, middle, newest]


def _fill_plan(shelf: Shelf) -> None:
    draft = PLAN.format(stage="（征求意见稿）", years=3)
    final = f"{MARK}\n" + PLAN.format(stage="", years=5)
    shelf.draft, shelf.draft_version = _track(shelf, "draft.txt", draft, None, None)
    shelf.final, shelf.final_version = _track(shelf, "final.txt", final, None, None)
    with shelf.house.database.read() as session:
        shelf.relation = relations.listed(session)[0].id


def _fill_source(shelf: Shelf) -> None:
    house, now = shelf.house, shelf.clock()
    declared = SourceDeclared(SOURCE, "示例市人民政府", "示例市", "https://www.example.gov.cn/zwgk/", 3600, {})
    house.database.run(lambda session: sources.declare(session, (declared,), now))
    for hours, outcome, reason in ((0, Outcome.FIRST, None), (1, Outcome.BLOCKED, "list_challenge")):
        shelf.run = _run(house, shelf, now + timedelta(hours=hours), outcome, reason)


def _fill_override(shelf: Shelf) -> None:
    """A word on the law's first article, said and taken back: it shows in no comparison."""
    with shelf.house.database.read() as session:
        first, *_ = versions.clauses(session, shelf.versions[0])
    said = set_override(shelf.house, (shelf.versions[0], shelf.versions[1]), first.clause_id, None, by="api")
    shelf.override = withdraw_override(shelf.house, said.override.id, by="api").id
    compared = compare_versions(shelf.house, shelf.versions[0], shelf.versions[1])
    shelf.change = compared.comparison.changes[0].id


def _fill_family(shelf: Shelf) -> None:
    """The law and its counterpart elsewhere, which is not held."""
    shelf.family = create_family(shelf.house, "数据条例", [shelf.law], by="api").id
    add_missing(shelf.house, shelf.family, "另一市数据条例", "辽宁省沈阳市", by="api")


def _run(house: House, shelf: Shelf, at, outcome: Outcome, reason: str | None) -> str:
    def unit(session):
        run = runs.start(session, SOURCE, at)
        check = Check(run, "https://www.example.gov.cn/zwgk/1.html", "page", outcome, reason, at, status=200, size=9000)
        runs.record(session, check)
        runs.finish(session, run, now=at, outcome=outcome, reason=reason, counts={str(outcome): 1})
        sources.release(
            session,
            SOURCE,
            now=at,
            due_at=at + timedelta(hours=1),
            status=SourceStatus.BLOCKED if reason else SourceStatus.OK,
            outcome=outcome,
            reason=reason,
            failures=1 if reason else 0,
            baselined=True,
        )
        return run

    return house.database.run(unit)
