"""/static: the style sheet, the sign, and the script that nothing needs."""

from collections.abc import Mapping
from importlib.resources import files

from litestar import Response, get
from litestar.params import FromPath

from service.parameters import found

MEDIA_TYPES: Mapping[str, str] = {
    "clausewatch.css": "text/css",
    "clausewatch.js": "text/javascript",
    "clausewatch.svg": "image/svg+xml",
}
FILES: Mapping[str, bytes] = {name: (files("service") / "static" / name).read_bytes() for name in MEDIA_TYPES}


@get("/static/{name:str}", sync_to_thread=False)
def static_file(name: FromPath[str]) -> Response[bytes]:
    """One of the few files, from memory."""
    return Response(found(FILES.get(name), "file", name), media_type=MEDIA_TYPES[name])
