"""One text is one text, whatever it is encoded in and whatever the page says about it."""

import time
from pathlib import Path

import pytest

from scrapers.charset import decode, strangeness

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = "朱镕基、李堃、陶喆、刘䶮、𠮷田、㑇城"
NOTICE = f"关于公开征求意见的通知：起草单位负责人{NAMES}，联系电话010—12345678。第一条 为了规范市场秩序，制定本办法。"
TRADITIONAL = (
    "第一條 為促進產業發展，主管機關應於三個月內訂定辦法，並報請行政院備查；違反規定者，處新臺幣五萬元以下罰鍰。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
HEADERS = [
    None,
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=gb2312",
    "text/html; charset=GBK",
    'text/html;charset="big5"',
    "text/html; charset=ISO-8859-1",
    "text/html; charset=utf-16",
    "text/html; charset=shift_jis",
    "text/html; charset=no-such-thing",
    "text/html; charset=rot13",
    "text/html; charset=",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_same_text_in_any_encoding_under_any_header_is_one_text(encoding: str, header: str | None) -> None:
    text, charset = decode(NOTICE.encode(encoding), content_type=header)
    assert text == NOTICE
    assert charset.name == {"utf-8-sig": "utf-8"}.get(encoding, encoding.removesuffix("-le").removesuffix("-be"))


@pytest.mark.parametrize("header", HEADERS)
def test_traditional_text_in_big5_is_read_under_any_header(header: str | None) -> None:
    text, charset = decode(TRADITIONAL.encode("big5"), content_type=header)
    assert (text, charset.name) == (TRADITIONAL, "big5")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_stretch_of_a_policy_is_read_alike_in_every_encoding(path: Path) -> None:
    whole = path.read_text("utf-8")
    for start in range(0, len(whole) - 60, len(whole) // 12):
        piece = whole[start : start + 60]
        for encoding in ("utf-8", "gb18030", "utf-16"):
            for header in (None, "text/html; charset=gb2312", "text/html; charset=utf-8", "text/html; charset=big5"):
                assert decode(piece.encode(encoding), content_type=header)[0] == piece


@pytest.mark.parametrize(
    ("body", "header", "name", "why"),
    [
        (NOTICE.encode("utf-8-sig"), "text/html; charset=gbk", "utf-8", "bom"),
        (NOTICE.encode("utf-16"), None, "utf-16", "bom"),
        (NOTICE.encode("gb18030"), "text/html; charset=gb2312", "gb18030", "header"),
        (b'<meta charset="gb2312">' + NOTICE.encode("gb18030"), "text/html", "gb18030", "meta"),
        (b'<?xml version="1.0" encoding="gbk"?>' + NOTICE.encode("gb18030"), None, "gb18030", "meta"),
        (b'<meta charset="utf-8">' + NOTICE.encode("gb18030"), "text/html; charset=gbk", "gb18030", "header"),
        (b'<meta charset="gbk">' + NOTICE.encode("gb18030"), "text/html; charset=utf-8", "gb18030", "meta"),
        (b'<meta charset="utf-16">' + NOTICE.encode(), None, "utf-8", "meta"),
        (NOTICE.encode("gb18030"), None, "gb18030", "detector"),
        (NOTICE.encode(), None, "utf-8", "detector"),
        (b"plain words", "text/html; charset=gb2312", "gb18030", "header"),
        (b"plain words", None, "utf-8", "detector"),
        (bytes(range(0x80, 0x100)) * 4, None, None, "default"),
    ],
)
def test_the_rule_that_decided_is_named(body: bytes, header: str | None, name: str | None, why: str) -> None:
    charset = decode(body, content_type=header)[1]
    assert charset.why == why
    assert name is None or charset.name == name


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
        "<META HTTP-EQUIV=Content-Type CONTENT='text/html;charset=GB2312' />",
        "<meta charset=gb2312>",
        "<meta  charset = 'gb2312' >",
        "<head>" + "<!-- a long head -->" * 300 + '<meta charset="gb2312">',
    ],
)
def test_gb2312_declared_by_the_page_holds_the_characters_of_gb18030(meta: str) -> None:
    page = f"<html>{meta}<body>{NOTICE}</body></html>"
    text, charset = decode(page.encode("gb18030"))
    assert (text, charset.name, charset.why) == (page, "gb18030", "meta")


def test_utf8_declared_as_gb2312_is_read_as_utf8() -> None:
    for words in (NOTICE, "政策", "通知公告", "第一条", "①〇％"):
        page = f'<html><head><meta charset="gb2312"></head><body>{words}</body></html>'
        text, charset = decode(page.encode("utf-8"), content_type="text/html; charset=gbk")
        assert (text, charset.name) == (page, "utf-8")


def test_a_short_name_of_rare_characters_stays_in_its_declared_encoding() -> None:
    for words in ("镕", "喆堃", "镕堃喆", "䶮"):
        page = f'<meta charset="gbk">{words}'
        assert decode(page.encode("gb18030"))[0] == page


def test_code_points_that_gb18030_2022_moved_out_of_the_private_use_area_are_those_of_unicode() -> None:
    moved = bytes.fromhex("fe59 fe61 fe66 fe67 fe6d fe7e fe90 fea0 a6d9 a6da a6db a6dd")
    text, _ = decode(NOTICE.encode("gb18030") + moved, content_type="text/plain; charset=gb18030")
    assert text.removeprefix(NOTICE) == "龴龵龶龷龸龹龺龻︐︒︑︔"


def test_a_damaged_page_keeps_its_encoding_and_marks_the_damage() -> None:
    body = NOTICE.encode("utf-8") * 5
    text, charset = decode(body[:-1] + b"\xff", content_type="text/html; charset=utf-8")
    assert charset.name == "utf-8"
    assert text.endswith("\ufffd")
    text, charset = decode(NOTICE.encode("gb18030")[:-1], content_type="text/html; charset=gb2312")
    assert charset.name == "gb18030"


def test_a_meta_tag_is_not_looked_for_outside_html() -> None:
    body = b'<meta charset="big5">' + NOTICE.encode("gb18030")
    assert decode(body, html=False)[1].why == "detector"


def test_symbols_in_an_english_page_stay_what_utf8_says() -> None:
    page = "<html><body>© 2024 Café Résumé – “quoted” €5</body></html>"
    for header in (None, "text/html; charset=utf-8"):
        assert decode(page.encode("utf-8"), content_type=header)[0] == page


def test_nothing_is_raised_for_any_bytes() -> None:
    for body in (b"", b"\xff", b"\x00", b"\xfe\xff", bytes(range(256)) * 9, b"\x84\x31\x95\x33"):
        for header in HEADERS:
            text, charset = decode(body, content_type=header)
            assert isinstance(text, str)
            assert charset.name


def test_reading_is_quick_for_large_and_hostile_bodies() -> None:
    started = time.perf_counter()
    for body in (NOTICE.encode("gb18030") * 20_000, b"<meta " * 500_000, b"\x80\xff" * 1_000_000):
        decode(body, content_type="text/html; charset=utf-8")
    assert time.perf_counter() - started < 8


def test_strangeness_tells_text_from_mojibake() -> None:
    assert strangeness(NOTICE * 3) < 0.12
    assert strangeness("plain ASCII") == 0
    assert strangeness(NOTICE.encode("utf-8").decode("gb18030", "replace")) > 0.25
    assert strangeness(NOTICE.encode("gb18030").decode("utf-8", "replace")) > 0.6
    assert strangeness("\ufffd") == 1
