"""What every page shares: the reader's language and rights, the templates, the answer with its headers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import Request, Response
from litestar.datastructures import Cookie
from markupsafe import Markup

from diffs.rendering import text_html
from service.access import FORM_FIELD, SESSION_COOKIE, Sessions
from service.house import House
from service.sheets.places import shown_place
from service.texts import Language, say
from storage.calendar import SHANGHAI

LANGUAGE_COOKIE = "clausewatch_language"
YEAR = 365 * 24 * 3600
MEDIA_TYPE = "text/html"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: language, whether the operator's session is open, and where the reader stands."""

    language: Language
    path: str
    query: tuple[tuple[str, str], ...]
    operator: bool = False
    form_token: str = ""
    chose_language: bool = False

    def address(self, **changes: str | None) -> str:
        """The same page with some query values set, or dropped when ``None``; ``lang`` is remembered, not repeated."""
        kept = [(name, value) for name, value in self.query if name != "lang" and name not in changes]
        pairs = kept + [(name, value) for name, value in changes.items() if value is not None]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def reader_of(request: Request[Any, Any, Any], house: House) -> Reader:
    """The reader of this request: language by ``?lang``, else by cookie, else Chinese."""
    sessions, cookie = Sessions(house.operator_key), request.cookies.get(SESSION_COOKIE)
    operator = sessions.holds(cookie, house.now())
    asked = _language(request.query_params.get("lang"))
    return Reader(
        language=asked or _language(request.cookies.get(LANGUAGE_COOKIE)) or Language.ZH,
        path=request.url.path,
        query=tuple(request.query_params.multi_items()) if request.method in ("GET", "HEAD") else (),
        operator=operator,
        form_token=sessions.form_token(cookie) if operator and cookie else "",
        chose_language=asked is not None,
    )


def show(reader: Reader, template: str, *, status: int = 200, **values: Any) -> Response[bytes]:
    """A page: ``template`` filled with ``values``, in the reader's language."""
    filled = TEMPLATES.get_template(template).render(
        reader=reader, t=speaker(reader.language), form_field=FORM_FIELD, lang=reader.language.value, **values
    )
    cookies = [language_cookie(reader.language)] if reader.chose_language else []
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Language": "zh-CN" if reader.language is Language.ZH else "en",
        "Vary": "Cookie",
    }
    return Response(filled.encode(), status_code=status, media_type=MEDIA_TYPE, headers=headers, cookies=cookies)


def speaker(language: Language) -> Callable[..., str]:
    """``t`` of the templates: a key of service.texts said in one language."""

    def speak(key: str, **values: object) -> str:
        return say(language, key, **values)

    return speak


def language_cookie(language: Language) -> Cookie:
    """Remembers the language for a year."""
    return Cookie(key=LANGUAGE_COOKIE, value=language.value, max_age=YEAR, path="/", samesite="lax", httponly=True)


def moment(value: datetime | None) -> Markup:
    """A time as Beijing reads it, its ISO form beside it for machines and on hovering."""
    if value is None:
        return Markup("–")
    iso = value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return Markup('<time datetime="{0}" title="{0}">{1}</time>').format(
        iso, value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    )


def short_digest(digest: str) -> Markup:
    """The first twelve digits of a SHA-256, whole on hovering."""
    return Markup('<code class="digest" title="SHA-256 {}">{}</code>').format(digest, digest[:12])


def paragraphs(text: str) -> Markup:
    """Published text for a page: escaped, line breaks kept, unseen characters named."""
    return Markup(text_html(text))  # noqa: S704 - text_html escapes


def _language(word: str | None) -> Language | None:
    return Language(word) if word in tuple(Language) else None


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("service"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(moment=moment, digest=short_digest, paragraphs=paragraphs, place=shown_place)
    return environment


TEMPLATES = _environment()
