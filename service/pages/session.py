"""/session: where the operator's key is entered, and given up."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from service.access import SESSION_COOKIE, SESSION_LASTS, Sessions
from service.pages.frame import reader_of, show
from service.parameters import TheHouse


@get("/session", sync_to_thread=True)
def session_page(request: Request[Any, Any, Any], house: TheHouse) -> Response[bytes]:
    """The form for the key, or the button to leave."""
    return show(reader_of(request, house), "session.html", wrong=False)


@post("/session", status_code=303)
async def open_session(request: Request[Any, Any, Any], house: TheHouse) -> Redirect | Response[bytes]:
    """A session cookie for the right key; the form again for a wrong one."""
    given = (await request.form()).get("key")
    sessions = Sessions(house.operator_key)
    if not isinstance(given, str) or not sessions.key_holds(given.strip()):
        return show(reader_of(request, house), "session.html", status=403, wrong=True)
    return Redirect("/", status_code=303, cookies=[session_cookie(request, sessions.begin(house.now()))])


@post("/session/end", status_code=303, sync_to_thread=True)
def close_session(request: Request[Any, Any, Any]) -> Redirect:
    """The cookie is taken back."""
    return Redirect("/", status_code=303, cookies=[session_cookie(request, "", lasts=0)])


def session_cookie(
    request: Request[Any, Any, Any], value: str, lasts: int = int(SESSION_LASTS.total_seconds())
) -> Cookie:
    """The session's cookie: unreadable for scripts, sent by this site alone, over TLS where there is TLS."""
    secure = request.scope["scheme"] == "https"
    return Cookie(
        key=SESSION_COOKIE, value=value, max_age=lasts, path="/", httponly=True, samesite="lax", secure=secure
    )
