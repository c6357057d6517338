"""/api/v1/versions: a text as it stood, as an outline, as clauses, as plain text, as the bytes received."""

import json
from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from litestar.serialization import encode_json

from service.paging import Listing
from service.parameters import TheHouse, found
from service.resources import version_item
from service.schemas import outline_json
from service.stored_outlines import load_outline
from storage import versions
from storage.records import SnapshotRef, Version
from storage.snapshots import SnapshotMissing

IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
SNAPSHOT_HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}

Digest = Annotated[str | None, QueryParameter(description="which of the version's snapshots; default the page's")]


@get("/versions/{version_id:str}", sync_to_thread=True, tags=["versions"], summary="The outline of a version")
def get_version(house: TheHouse, version_id: FromPath[str]) -> Response[dict[str, Any]]:
    """Outline JSON (schema `clausewatch/outline/1`) with the version's own facts under `version`."""
    with house.database.read() as session:
        version = found(versions.get(session, version_id), "version", version_id)
        facts = version_item(version, versions.snapshots(session, version_id))
        outline = load_outline(session, version_id)
    body = outline_json(outline) | {"id": version_id, "version": json.loads(encode_json(facts))}
    return Response(body, headers=IMMUTABLE)


@get("/versions/{version_id:str}/clauses", sync_to_thread=True, tags=["versions"], summary="Its clauses")
def list_clauses(house: TheHouse, version_id: FromPath[str]) -> Response[Listing[dict[str, Any]]]:
    """Every clause in document order, on one page."""
    with house.database.read() as session:
        outline = load_outline(session, version_id)
    return Response(Listing(outline_json(outline)["clauses"], None), headers=IMMUTABLE)


@get("/versions/{version_id:str}/text", sync_to_thread=True, tags=["versions"], summary="Its policy text")
def get_text(house: TheHouse, version_id: FromPath[str]) -> Response[str]:
    """The canonical text, one paragraph a line; offsets in the outline count its code points."""
    with house.database.read() as session:
        found(versions.get(session, version_id), "version", version_id)
        text = versions.text(session, version_id)
    return Response(text, media_type="text/plain", headers=IMMUTABLE)


@get("/versions/{version_id:str}/snapshot", sync_to_thread=True, tags=["versions"], summary="The bytes received")
def get_snapshot(house: TheHouse, version_id: FromPath[str], digest: Digest = None) -> Response[bytes]:
    """The bytes a version was read from, always as a download, never as a page."""
    with house.database.read() as session:
        version = found(versions.get(session, version_id), "version", version_id)
        kept = versions.snapshots(session, version_id)
    snapshot = found(choose_snapshot(kept, digest), "snapshot", digest or version_id)
    try:
        body = house.snapshots.get(snapshot.digest)
    except SnapshotMissing:
        body = found(None, "snapshot", snapshot.digest)
    headers = IMMUTABLE | SNAPSHOT_HEADERS | {"Content-Disposition": disposition(version, snapshot)}
    return Response(body, media_type="application/octet-stream", headers=headers)


def choose_snapshot(kept: tuple[SnapshotRef, ...], digest: str | None) -> SnapshotRef | None:
    """The snapshot with that digest, or without one the file the text came from: an attachment before its page."""
    if digest is not None:
        return next((one for one in kept if one.digest == digest), None)
    return next((one for one in kept if one.role != "page"), kept[0] if kept else None)


def disposition(version: Version, snapshot: SnapshotRef) -> str:
    """An attachment header whose name cannot break out of it (RFC 6266, RFC 8187)."""
    name = quote(snapshot.name or f"{version.id}.bin", safe="")
    return f"attachment; filename=\"{version.id}.bin\"; filename*=UTF-8''{name}"
