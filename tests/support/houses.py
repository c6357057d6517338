"""A service without HTTP for tests: a house over a real database, a clock set by hand, pages to be tracked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from service.house import House, open_house
from service.settings import load_settings

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that goes only when told to."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        """Let time pass: ``minutes=30``."""
        self.at += timedelta(**span)


@contextmanager
def house_at(folder: Path, database_url: str = "", *, clock: HandClock | None = None) -> Iterator[House]:
    """A house in a folder, loopback allowed, no pauses between requests."""
    settings = load_settings(
        environment={},
        data=folder,
        database_url=database_url,
        allowed_networks="127.0.0.0/8",
        delay=0.0,
        lease=30.0,
        operator_key="a key for tests",
    )
    with open_house(settings, clock=clock or HandClock()) as house:
        yield house


def article_page(articles: list[str], *, title: str = "示例市数据条例", extra: str = "", number: str = "") -> str:
    """A small official page: a statute of articles, with ``extra`` markup outside the text."""
    body = "".join(f"<p>第{_NUMERALS[place]}条　{text}</p>" for place, text in enumerate(articles, 1))
    row = f"<table><tr><td>发文字号</td><td>{number}</td></tr></table>" if number else ""
    return (
        f"<html><head><meta charset='utf-8'><title>{title}</title><meta name='ArticleTitle' content='{title}'></head>"
        f"<body><div class='nav'>首页 &gt; 政策</div>{extra}{row}<h1>{title}</h1>"
        f"<div class='TRS_Editor'>{body}</div><div class='footer'>版权所有</div></body></html>"
    )


def list_page(entries: list[tuple[str, str]]) -> str:
    """A list page announcing (address, title) pairs."""
    rows = "".join(
        f"<li><a href='{url}'>{title}</a><span>2026-03-0{1 + n % 9}</span></li>"
        for n, (url, title) in enumerate(entries)
    )
    return f"<html><head><title>政策文件</title></head><body><ul class='list'>{rows}</ul></body></html>"


ARTICLES = [
    "为了规范数据处理活动，保障数据安全，促进数据开发利用，根据有关法律、行政法规，结合本市实际，制定本条例。",
    "本市行政区域内的数据处理活动及其安全监管，适用本条例。",
    "市人民政府应当加强对数据工作的领导，建立健全数据治理和数据安全协调机制，研究解决重大问题。",
    "市数据主管部门负责统筹协调全市数据管理工作，组织实施本条例，期限为三年。",
    "公共管理和服务机构应当按照规定汇聚、共享和开放公共数据，不得拒绝合理的共享需求。",
    "违反本条例规定的，由有关主管部门责令限期改正；情节严重的，处一万元以上五万元以下罚款。",
]

_NUMERALS = "零一二三四五六七八九十"
