"""Signs by which an answer that came whole is still not the page: challenges, error pages, cuts and mojibake."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import unescape
from urllib.parse import urlsplit

from scrapers.charset import decode, strangeness
from scrapers.pages import Fetched


class SignKind(StrEnum):
    """What can be said against an answer (closed). Kinds that begin with ``blocked:`` name a challenge family."""

    BLOCKED_RUISHU = "blocked:ruishu"
    BLOCKED_JIASULE = "blocked:jiasule"
    BLOCKED_ALIYUN = "blocked:aliyun"
    BLOCKED_CLOUDFLARE = "blocked:cloudflare"
    BLOCKED_WZWS = "blocked:wzws"
    BLOCKED_YUNSUO = "blocked:yunsuo"
    BLOCKED_CAPTCHA = "blocked:captcha"
    BLOCKED_FIREWALL = "blocked:firewall"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    GONE_STATUS = "gone_status"
    SERVER_ERROR = "server_error"
    CLIENT_ERROR = "client_error"
    UNEXPECTED_STATUS = "unexpected_status"
    ERROR_LEXICON = "error_lexicon"
    SOFT_404 = "soft_404"
    SCRIPT_ONLY = "script_only"
    EMPTY = "empty"
    MISSING_END = "missing_end"
    MOJIBAKE = "mojibake"

    @property
    def blocks(self) -> bool:
        """Whether the site turned us away on purpose."""
        return self.value.startswith("blocked:") or self in (SignKind.FORBIDDEN, SignKind.RATE_LIMITED)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks against an answer, with what was seen."""

    kind: SignKind
    detail: str


#: Policy texts are longer than this, pages that only excuse are shorter; pages that only run a challenge show next to
#: nothing (visible characters; the frame alone of a real page shows more).
_SHORT = 600
_BARE = 200
_READ = 2 * 2**20


def signs(fetched: Fetched, text: str | None, title: str | None) -> tuple[Sign, ...]:
    """Everything that speaks against taking an answer for the page; empty for a good one and for 304.

    ``text`` is the extracted policy text (None when nothing was extracted), ``title`` the page's. Pure: the caller
    decides what follows from which sign.
    """
    if fetched.status == 304:
        return ()
    page = _Page(fetched, text, title)
    found = (*_challenge(page), *_status(page), *_redirected(page), *_excuse(page), *_content(page), *_end(page))
    return tuple({sign.kind: sign for sign in reversed(found)}.values())[::-1]


class _Page:
    """What the rules look at; markup is decoded only when the extracted text leaves a doubt."""

    def __init__(self, fetched: Fetched, text: str | None, title: str | None) -> None:
        self.fetched = fetched
        self.status = fetched.status
        self.text = text
        self.is_html = _is_html(fetched)
        self._given_title = title

    @cached_property
    def markup(self) -> str:
        if not self.is_html:
            return ""
        return decode(self.fetched.body[:_READ], content_type=self.fetched.headers.get("content-type"))[0]

    @cached_property
    def visible(self) -> str:
        return _visible(self.markup)

    @cached_property
    def title(self) -> str:
        return " ".join((self._given_title or _title(self.markup)).split())

    def shows_less_than(self, size: int) -> bool:
        """Whether neither the extracted text nor the page shows that many characters."""
        extracted = len("".join(self.text.split())) if self.text else 0
        return extracted < size and len(self.visible) < size

    def header(self, name: str) -> str:
        return self.fetched.headers.get(name, "")


@dataclass(frozen=True, slots=True)
class _Family:
    """Marks of one challenge product: in the headers (``name: value`` lines), or in markup that shows little text."""

    kind: SignKind
    headers: re.Pattern[str] | None = None
    markup: re.Pattern[str] | None = None
    below: int = _BARE


_FAMILIES = (
    _Family(SignKind.BLOCKED_CLOUDFLARE, headers=re.compile(r"^cf-mitigated: *challenge", re.MULTILINE)),
    _Family(SignKind.BLOCKED_CLOUDFLARE, markup=re.compile(r"/cdn-cgi/challenge-platform|cf-chl-|_cf_chl_opt")),
    _Family(
        SignKind.BLOCKED_JIASULE,
        headers=re.compile(r"^set-cookie:.*?__jsluid|^x-via-jsl:|^server: *(?:jiasule|yunjiasu)", re.MULTILINE),
        markup=re.compile(r"__jsl_clearance|document\.cookie\s*=\s*\('_'\)\s*\+|加速乐|创宇盾"),
    ),
    _Family(
        SignKind.BLOCKED_ALIYUN,
        markup=re.compile(r"acw_sc__v[23]|aliyun_waf|_waf_is_mobile|renderData.{0,40}_waf_", re.DOTALL),
    ),
    _Family(
        SignKind.BLOCKED_WZWS,
        headers=re.compile(r"^wzws-ray:", re.MULTILINE),
        markup=re.compile(r"wzws_cid|wzwschallenge|WZWS_CONFIRM|wzws-waf"),
    ),
    _Family(SignKind.BLOCKED_YUNSUO, markup=re.compile(r"yunsuo_session_verify|YunSuoAutoJump|security_verify_data")),
    _Family(
        SignKind.BLOCKED_RUISHU,
        headers=re.compile(r"^set-cookie:[^\n]*?\b(?:FSSBB[A-Za-z0-9]+|[A-Za-z0-9]{8,}80[OSPT])=", re.MULTILINE),
        markup=re.compile(r"<meta\b[^<>]{0,300}\br=(['\"]?)m\1[\s/>]|\$_ts\s*=\s*window|window\[['\"]\$_ts['\"]\]"),
    ),
    _Family(
        SignKind.BLOCKED_FIREWALL,
        markup=re.compile(
            r"网站防火墙|安全狗|D盾|云盾|web应用防火墙|Web Application Firewall|"
            r"(?:请求|访问)(?:已被|被|行为被|可能对).{0,12}(?:拦截|阻断|拒绝|威胁)",
            re.IGNORECASE,
        ),
        below=_SHORT,
    ),
    _Family(
        SignKind.BLOCKED_CAPTCHA,
        markup=re.compile(
            r"滑动验证|拖动滑块|请输入验证码|安全验证|人机验证|geetest|hcaptcha|recaptcha|TencentCaptcha"
        ),
    ),
)
_CHALLENGE_STATUS = frozenset({202, 401, 403, 405, 406, 412, 418, 429, 503, 521})
#: Where no mark was found, the status alone names the family that answers with it.
_STATUS_FAMILY = {412: SignKind.BLOCKED_RUISHU, 521: SignKind.BLOCKED_JIASULE}


def _challenge(page: _Page) -> Iterator[Sign]:
    """A family's mark counts when the status is a challenge's, or when the page shows hardly any text.

    Pages behind such a product carry its marks too, after a passed challenge, with their whole text.
    """
    if page.status != 200 and page.status not in _CHALLENGE_STATUS:
        return
    refused = page.status in _CHALLENGE_STATUS
    lines = "\n".join(f"{name}: {value}" for name, value in page.fetched.headers.items()) if refused else ""
    for family in _FAMILIES:
        mark = (family.headers and family.headers.search(lines)) or _mark_in(page, family, refused)
        if mark:
            seen = " ".join(mark.group().split())[:60]
            yield Sign(family.kind, f"status {page.status}, {seen!r}")
            return
    if page.status in _STATUS_FAMILY:
        yield Sign(_STATUS_FAMILY[page.status], f"status {page.status}")


def _status(page: _Page) -> Iterator[Sign]:
    status = page.status
    if status in (404, 410):
        yield Sign(SignKind.GONE_STATUS, f"status {status}")
    elif status in (401, 403, 405, 451):
        yield Sign(SignKind.FORBIDDEN, f"status {status}")
    elif status == 429:
        wait = page.header("retry-after")
        yield Sign(SignKind.RATE_LIMITED, f"status 429, retry after {wait}" if wait else "status 429")
    elif status >= 500:
        yield Sign(SignKind.SERVER_ERROR, f"status {status}")
    elif status >= 400:
        yield Sign(SignKind.CLIENT_ERROR, f"status {status}")
    elif status != 200:
        yield Sign(SignKind.UNEXPECTED_STATUS, f"status {status}")


def _mark_in(page: _Page, family: _Family, refused: bool) -> re.Match[str] | None:
    if family.markup is None or not (refused or page.shows_less_than(family.below)):
        return None
    return family.markup.search(page.markup)


_ROOTS = re.compile(r"/(?:(?:index|default|home|main)\.\w{1,5})?", re.IGNORECASE)
_ERROR_PATH = re.compile(r"/(?:40[34]|50[0-9]|error|notfound|not-found|nopage|pagenotfound)(?:[./_-]|$)", re.IGNORECASE)


def _redirected(page: _Page) -> Iterator[Sign]:
    """Sent to the home page or to an error page instead of being told 404."""
    asked, got = urlsplit(page.fetched.url), urlsplit(page.fetched.final_url)
    if page.status != 200 or (asked.path, asked.query) == (got.path, got.query):
        return
    if _ROOTS.fullmatch(got.path or "/") and not got.query and not _ROOTS.fullmatch(asked.path or "/"):
        yield Sign(SignKind.SOFT_404, f"redirected to the home page {page.fetched.final_url}")
    elif _ERROR_PATH.search(got.path) and not _ERROR_PATH.search(asked.path):
        yield Sign(SignKind.SOFT_404, f"redirected to an error page {page.fetched.final_url}")


_EXCUSES = re.compile(
    r"系统维护|系统升级|网站维护|网站升级|维护中|升级中|正在维护|暂停服务|暂停访问|服务不可用|服务器错误|服务器忙|系统繁忙|"
    r"页面不存在|网页不存在|页面没有找到|页面未找到|找不到(?:该|您|你|请求的)?.{0,6}页面?|无法找到|页面丢失|页面已删除|"
    r"无法访问|访问受限|访问被?拒绝|禁止访问|拒绝访问|没有权限|安全验证|访问验证|网站防火墙|正在跳转|页面跳转|"
    r"出错[啦了]|错误提示|系统错误|错误页面|用户登录|系统登录|统一身份认证|"
    r"not found|forbidden|access denied|bad gateway|service unavailable|gateway time-?out|internal server error|"
    r"under maintenance|^error\b|^\W*(?:40[0345]|50[0234])(?!\d|号)",
    re.IGNORECASE,
)
#: A document about maintenance is a document: 关于…的公告, …管理办法.
_DOCUMENT_TITLE = re.compile(
    r"关于.{2,}的?(?:公告|通告|通知|公示|决定|意见|办法|函|批复|说明)|〔\d{4}〕|第.{1,6}号|"
    r"(?:办法|规定|条例|细则|规则|方案|意见|标准|规范|指南|制度|规程|措施)(?:[（(].{1,12}[）)])?$"
)
#: What an error page says is shorter than any document.
_SENTENCE = 100


def _excuse(page: _Page) -> Iterator[Sign]:
    """An error page with status 200: its title says so and its text is short, or it says nothing else."""
    if page.status != 200 or _DOCUMENT_TITLE.search(page.title):
        return
    said = page.visible if page.text is None else "".join(page.text.split())
    if match := _EXCUSES.search(page.title):
        if page.shows_less_than(_SHORT) or len(page.title) <= 20:
            yield Sign(SignKind.ERROR_LEXICON, f"title {page.title[:60]!r}")
    elif page.is_html and len(said) < _SENTENCE and (match := _EXCUSES.search(said)):
        yield Sign(SignKind.ERROR_LEXICON, f"nothing but {match.group()!r} in {len(said)} characters")


_REDIRECTING = re.compile(
    r"location\s*(?:\.\s*(?:href|replace|assign)\s*)?[=(]|http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE
)


def _content(page: _Page) -> Iterator[Sign]:
    if page.status >= 300:
        return
    shown = page.text if page.text is not None else page.visible
    if not page.fetched.body.strip():
        yield Sign(SignKind.EMPTY, "the body is empty")
    elif (page.is_html or page.text is not None) and not shown.strip():
        yield Sign(SignKind.EMPTY, "the page shows no text")
    if page.is_html and not (page.text or "").strip() and len(page.visible) < 50 and "<script" in page.markup.lower():
        moving = _REDIRECTING.search(page.markup)
        yield Sign(SignKind.SCRIPT_ONLY, "a script that leads elsewhere" if moving else "nothing but scripts")
    yield from _mojibake(shown)


#: Share of replacement characters above which a text is damaged (CRAWLING, suspicion signals), and the strangeness
#: that rightly read text stays far below.
_REPLACED = 0.001
_STRANGE = 0.15


def _mojibake(text: str) -> Iterator[Sign]:
    replaced = text.count("\ufffd")
    if replaced and replaced > _REPLACED * len(text):
        yield Sign(SignKind.MOJIBAKE, f"{replaced} of {len(text)} characters could not be read")
    elif len(text) >= 100 and sum(not character.isascii() for character in text) >= 50:
        share = strangeness(text)
        if share > _STRANGE:
            yield Sign(SignKind.MOJIBAKE, f"{share:.0%} of the characters are improbable")


_FRAME = re.compile(rb"<(html|body)[\s>]", re.IGNORECASE)


def _end(page: _Page) -> Iterator[Sign]:
    """A page or file that stops before its end mark, where its format has one."""
    body = page.fetched.body
    if body.startswith(b"%PDF-") and b"%%EOF" not in body[-2048:]:
        yield Sign(SignKind.MISSING_END, "the PDF has no %%EOF")
    elif body.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in body[-(22 + 65535) :]:
        yield Sign(SignKind.MISSING_END, "the zip file has no central directory")
    elif page.is_html and (opened := _FRAME.search(body[:_READ])) is not None:
        end = b"</" + opened.group(1).lower()
        if end not in body.lower():
            yield Sign(SignKind.MISSING_END, f"the page has no {end.decode('ascii')}>")


def _is_html(fetched: Fetched) -> bool:
    start = fetched.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"%pdf-", b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"rar!", b"7z\xbc\xaf", b"\x89png", b"{", b"[")):
        return False
    declared = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    return "html" in declared or start.startswith((b"<!doctype html", b"<html", b"<head", b"<script"))


_UNSEEN = re.compile(
    r"<(script|style|noscript|template|title)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]*>?")
_TITLE = re.compile(r"<title[^<>]*>([^<]*)", re.IGNORECASE)


def _visible(markup: str) -> str:
    return "".join(unescape(_TAG.sub(" ", _UNSEEN.sub(" ", markup))).split())


def _title(markup: str) -> str:
    match = _TITLE.search(markup)
    return unescape(match.group(1)) if match else ""
