"""Signs against an answer: canned answers of each challenge family, error pages, cuts, and real pages without any."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.pages import Fetched, Validators
from scrapers.verdicts import SignKind, signs

SAMPLES = Path(__file__).parents[2] / "samples"
URL = "https://www.example.org/zwgk/202401/t20240102_1.html"
TEXT = "第一条 为了规范公开征求意见工作，保障公众的知情权和参与权，制定本办法。" * 40


def page(body: str, title: str = "某某市公开征求意见办法", script: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{script}</head><body>{body}</body></html>".encode()


GOOD = page(f"<div id='zoom'>{TEXT}</div>")


def answer(body: bytes = GOOD, status: int = 200, final_url: str = URL, url: str = URL, **headers: str) -> Fetched:
    given = {"content-type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return Fetched(url, final_url, status, given, body, datetime(2024, 1, 2, tzinfo=UTC), 0.1, Validators())


def kinds(fetched: Fetched, text: str | None = None, title: str | None = None) -> set[str]:
    return {str(sign.kind) for sign in signs(fetched, text, title)}


CHALLENGES = [
    (
        "ruishu",
        answer(
            b"<html><head><meta id='x' content='3N1ZV' r='m'><script src='/a.js'></script></head><body></body></html>",
            412,
        ),
    ),
    (
        "ruishu",
        answer(b'<html><head><meta content="q" r="m"/><script>$_ts=window["$_ts"];</script></head></html>', 202),
    ),
    ("ruishu", answer(b"", 412)),
    ("ruishu", answer(b"<html></html>", 400 + 12, set_cookie="FSSBBIl1UgzbN7N80S=abc; path=/")),
    ("ruishu", answer(page("", "", "<script>if($_ts=window['$_ts']){}</script><meta content=a r=m >"))),
    (
        "jiasule",
        answer(b"<script>document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname</script>", 521),
    ),
    (
        "jiasule",
        answer(b"<script>var x='__jsl_clearance_s=1';</script>", 521, set_cookie="__jsluid_s=ab; max-age=31536000"),
    ),
    ("jiasule", answer(b"", 521)),
    ("aliyun", answer(b"<html><script>var arg1='3A'; setCookie('acw_sc__v2', x);</script></html>")),
    ("aliyun", answer(b"<html><script>setCookie('acw_sc__v2', x)</script></html>", 405)),
    ("aliyun", answer(b"<html><div data-spm='aliyun_waf_block'></div></html>", 403)),
    ("cloudflare", answer(page("", "Just a moment..."), 403, cf_mitigated="challenge")),
    (
        "cloudflare",
        answer(page("", "Just a moment...", "<script src='/cdn-cgi/challenge-platform/h/b'></script>"), 503),
    ),
    ("wzws", answer(b"<html><script>eval(); 'wzws_cid'</script></html>", 200)),
    ("wzws", answer(b"<html></html>", 403, wzws_ray="1-2-3")),
    ("yunsuo", answer(b"<html><script>function YunSuoAutoJump(){} 'security_verify_data'</script></html>")),
    ("captcha", answer(page("<p>请完成安全验证</p><div id=s>拖动滑块</div>", "验证"))),
    (
        "firewall",
        answer(page("<h1>网站防火墙</h1><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>", "网站防火墙")),
    ),
    ("firewall", answer(page("<p>您的访问已被拦截</p>", "405"), 405)),
]


@pytest.mark.parametrize(("family", "fetched"), CHALLENGES)
def test_a_challenge_is_named_by_its_family(family: str, fetched: Fetched) -> None:
    found = [sign.kind for sign in signs(fetched, None, None) if sign.kind.value.startswith("blocked:")]
    assert found == [f"blocked:{family}"]
    assert all(kind.blocks for kind in found)


@pytest.mark.parametrize(
    "mark",
    [
        "<meta content='x' r='m'>",
        "<script>var a='acw_sc__v2'</script>",
        "<script>'__jsl_clearance'</script>",
        "<script src='/geetest.js'></script>",
    ],
)
def test_a_whole_page_behind_a_challenge_product_is_no_challenge(mark: str) -> None:
    body = page(f"<div>{TEXT}</div>", script=mark)
    assert kinds(answer(body)) == set()
    assert kinds(answer(body, set_cookie="FSSBBIl1UgzbN7N80S=abc"), TEXT, "办法") == set()


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_policy_bears_no_sign(path: Path) -> None:
    text = path.read_text("utf-8")
    assert kinds(answer(page(f"<div>{text}</div>")), text, text.splitlines()[0]) == set()
    assert kinds(answer(page(f"<div>{text}</div>").replace(b"utf-8", b"gbk"))) == set()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, "gone_status"),
        (410, "gone_status"),
        (401, "forbidden"),
        (403, "forbidden"),
        (451, "forbidden"),
        (429, "rate_limited"),
        (500, "server_error"),
        (502, "server_error"),
        (400, "client_error"),
        (201, "unexpected_status"),
        (302, "unexpected_status"),
    ],
)
def test_a_status_is_a_sign(status: int, kind: str) -> None:
    assert kind in kinds(answer(status=status), TEXT, "办法")


def test_a_rate_limit_repeats_when_to_come_back() -> None:
    (sign,) = signs(answer(status=429, retry_after="120"), TEXT, None)
    assert "120" in sign.detail


def test_an_unchanged_page_bears_no_sign() -> None:
    assert signs(answer(b"", 304), None, None) == ()


@pytest.mark.parametrize(
    "title",
    [
        "系统维护",
        "网站正在维护中",
        "页面不存在",
        "您访问的页面不存在",
        "404 Not Found",
        "404",
        "403 Forbidden",
        "访问受限",
        "抱歉，出错了",
        "无法访问此网站",
        "正在跳转…",
        "502 Bad Gateway",
        "服务器错误",
        "系统升级公告页",
        "Error",
        "找不到页面",
        "Under Maintenance",
        "用户登录",
    ],
)
def test_an_error_page_with_status_200_is_known_by_its_title(title: str) -> None:
    body = page(f"<p>{title}，请稍后再试。</p>", title)
    assert "error_lexicon" in kinds(answer(body))
    assert "error_lexicon" in kinds(answer(body), "请稍后再试。", title)


@pytest.mark.parametrize(
    "title",
    [
        "关于开展信息系统维护工作的通知",
        "某市财政局关于系统升级暂停服务的公告",
        "建科〔2022〕404号",
        "商务部令2020年第404号",
        "404号公告",
        "某某市网络安全管理办法",
        "信息系统维护管理办法",
        "统一身份认证规范（试行）",
        "关于印发《禁止访问区域管理规定》的决定",
    ],
)
def test_a_document_about_errors_is_no_error_page(title: str) -> None:
    assert kinds(answer(page(f"<p>{TEXT[:200]}</p>", title)), TEXT[:200], title) == set()


@pytest.mark.parametrize(
    "said", ["抱歉，您访问的页面不存在！", "系统维护中，暂停服务，请稍后再试。", "请求的资源无法访问"]
)
def test_an_error_page_under_the_name_of_the_site_is_known_by_what_it_says(said: str) -> None:
    body = page(f"<p>{said}</p>", "某某市商务局")
    assert "error_lexicon" in kinds(answer(body))
    assert "error_lexicon" in kinds(answer(body), said, "某某市商务局")
    assert kinds(answer(page(f"<p>{TEXT}{said}</p>", "某某市商务局")), TEXT + said, "某某市商务局") == set()


def test_a_page_that_opens_no_html_has_to_close_its_body() -> None:
    whole = page(f"<div>{TEXT}</div>").lower().partition(b"<body")
    body = b"<!doctype html><body" + whole[2].replace(b"</html>", b"")
    assert kinds(answer(body)) == set()
    assert kinds(answer(body[: body.rindex(b"</body")])) == {"missing_end"}


def test_a_page_sent_to_the_home_page_or_an_error_page_is_a_soft_404() -> None:
    for final in (
        "https://www.example.org/",
        "https://www.example.org",
        "https://www.example.org/index.html",
        "https://www.example.org/404.html",
        "https://www.example.org/public/error/index.html",
    ):
        assert "soft_404" in kinds(answer(final_url=final), TEXT, "某某市人民政府")
    for final in (
        URL.replace("https", "http"),
        "https://m.example.org/zwgk/202401/t20240102_1.html",
        "https://www.example.org/new/404345.html",
    ):
        assert kinds(answer(final_url=final), TEXT, "办法") == set()
    home = "https://www.example.org/"
    assert kinds(answer(url=home, final_url=home + "index.html"), TEXT, "首页") == set()


@pytest.mark.parametrize("body", [b"", b" \r\n", page(""), page("<p> &nbsp;\u3000</p>"), page("<!-- " + TEXT + " -->")])
def test_a_page_without_text_is_empty(body: bytes) -> None:
    assert "empty" in kinds(answer(body))
    assert "empty" in kinds(answer(body), "")


def test_an_empty_answer_of_status_204_is_empty() -> None:
    assert {"empty", "unexpected_status"} == kinds(answer(b"", 204))


def test_a_page_of_scripts_only_says_so() -> None:
    assert "script_only" in kinds(answer(page("", "", "<script>location.href='/x'</script>")))
    assert "script_only" in kinds(answer(page("<div id=app></div><script src=app.js></script>")), "")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95, 0.999])
def test_a_page_cut_anywhere_lacks_its_end(share: float) -> None:
    assert "missing_end" in kinds(answer(GOOD[: int(len(GOOD) * share)]), TEXT, "办法")


def test_files_are_known_by_their_own_ends() -> None:
    pdf = b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF\n"
    docx = b"PK\x03\x04" + b"x" * 5000 + b"PK\x05\x06" + bytes(18)
    for body in (pdf, docx):
        assert kinds(answer(body, content_type="application/octet-stream"), TEXT) == set()
        assert kinds(answer(body[:4000], content_type="application/octet-stream"), TEXT) == {"missing_end"}


def test_a_fragment_without_html_element_has_no_end_to_miss() -> None:
    assert kinds(answer(f"<div>{TEXT}</div>".encode()), TEXT, "办法") == set()
    assert kinds(answer(TEXT.encode(), content_type="text/plain"), TEXT, None) == set()


def test_mojibake_is_seen_in_the_text() -> None:
    assert kinds(answer(), TEXT + "\ufffd" * 30, "办法") == {"mojibake"}
    assert kinds(answer(), TEXT.encode().decode("gb18030", "replace"), "办法") == {"mojibake"}
    assert kinds(answer(), TEXT + "\ufffd", "办法") == set()
    assert kinds(answer(), "镕堃喆", "办法") == set()


def test_an_answer_bears_each_kind_once_and_says_what_was_seen() -> None:
    found = signs(answer(b"<html><script>location='/'</script>", 412), None, None)
    assert len({sign.kind for sign in found}) == len(found)
    assert found[0].kind is SignKind.BLOCKED_RUISHU
    assert all(sign.detail and "\n" not in sign.detail for sign in found)


@pytest.mark.parametrize(
    "unit",
    [
        "<script",
        "<!--",
        "<",
        "<meta ",
        "<title",
        "<style>",
        "请求被",
        "访问被",
        "renderData",
        "location",
        "set-cookie:",
        "<meta r=",
        "找不到",
    ],
)
def test_hostile_pages_cost_bounded_time(unit: str) -> None:
    body = unit * (200_000 // len(unit))
    started = time.perf_counter()
    signs(answer(body.encode()), None, None)
    signs(answer(body.encode(), 403, set_cookie=body), body, body)
    assert time.perf_counter() - started < 3
