"""/versions/{id}/clauses/{clause}/history, or /versions/{id}/clauses/history?path=…: one clause from text to text, and where its wording was seen first."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from markupsafe import Markup

from diffs.comparison import Change, Label
from diffs.rendering import Side
from service.clause_history import History, Station, clause_called, clause_history
from service.first_seen import Hit, Seen, first_seen
from service.lineages import Text
from service.pages.frame import reader_of, show
from service.pages.markup import marked
from service.parameters import TheHouse
from service.sheets.heads import place_names
from service.texts import Language


class Layout(StrEnum):
    """How a change of wording is laid out: in one run, or in two columns."""

    INLINE = "inline"
    COLUMNS = "columns"


Laid = Annotated[Layout, QueryParameter()]
Path = Annotated[str, QueryParameter()]


@dataclass(frozen=True, slots=True)
class Shown:
    """One change on the way, its wordings marked up; ``paths`` are where its clauses stood and stand."""

    labels: tuple[Label, ...]
    change_class: str | None
    old: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    both_html: Markup
    old_html: Markup
    new_html: Markup
    same_text: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One text of the timeline with what is shown there; ``unchanged`` counts parts to which nothing happened."""

    station: Station
    asked: bool
    first: bool
    changes: tuple[Shown, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Find:
    """One text that has the wording; its difference is empty where the words are the same."""

    hit: Hit
    percent: int
    spans: Markup
    own: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Where one part of the clause was seen."""

    seen: Seen
    earliest: tuple[Find, ...]
    equal: tuple[Find, ...]
    ordered: tuple[Find, ...]
    undated: tuple[Find, ...]


@get("/versions/{version_id:str}/clauses/{clause:str}/history", sync_to_thread=True)
def clause_history_page(
    request: Request[Any, Any, Any],
    house: TheHouse,
    version_id: FromPath[str],
    clause: FromPath[str],
    view: Laid = Layout.INLINE,
) -> Response[bytes]:
    """The clause's timeline with every change of its words, and the texts that had its words first."""
    reader = reader_of(request, house)
    history = clause_history(house, version_id, clause)
    seen = first_seen(house, version_id, history.clause.id)
    here = next(one for one in history.stations if one.text.version.id == version_id)
    return show(
        reader,
        "clause_history.html",
        history=history,
        here=here,
        stops=tuple(_stops(history, version_id, reader.language)),
        parts=tuple(_part(one, history.text, reader.language) for one in seen.parts),
        sentences=tuple(_part(one, history.text, reader.language) for one in seen.sentences),
        seen=seen,
        appeared=history.appeared,
        went=history.went,
        view=view,
        layouts=tuple(Layout),
        synthetic=bool(history.text.version.facts.get("synthetic")),
    )


@get("/versions/{version_id:str}/clauses/history", sync_to_thread=True)
def clause_history_by_path(
    house: TheHouse, version_id: FromPath[str], path: Path, view: Laid = Layout.INLINE
) -> Redirect:
    """Where the history of a clause named by its path stands: a path may hold `/`, which an address cannot."""
    clause = clause_called(house, version_id, path)
    laid = "" if view is Layout.INLINE else f"?view={view}"
    return Redirect(f"/versions/{version_id}/clauses/{clause}/history{laid}", status_code=303)


def _stops(history: History, version_id: str, language: Language) -> Iterable[Stop]:
    for at, station in enumerate(history.stations):
        changes = station.step.changes if station.step else ()
        told = tuple(one for one in changes if one.labels != {Label.UNCHANGED})
        yield Stop(
            station,
            station.text.version.id == version_id,
            at == 0 and not history.line.left_out[0],
            tuple(_shown(one, language) for one in told),
            len(changes) - len(told),
        )


def _shown(change: Change, language: Language) -> Shown:
    whole = change.degraded and change.old and change.new
    old, new = marked(change.spans, Side.OLD, language), marked(change.spans, Side.NEW, language)
    return Shown(
        tuple(label for label in Label if label in change.labels),
        str(change.change_class) if change.change_class else None,
        tuple(zip(change.old_path, change.old, strict=True)),
        tuple(zip(change.new_path, change.new, strict=True)),
        old + Markup("<br>") + new if whole else marked(change.spans, Side.BOTH, language),
        old,
        new,
        same_text=all(span.op == "equal" for span in change.spans),
    )


def _part(seen: Seen, here: Text, language: Language) -> Part:
    finds = {id(hit): _find(hit, here, language) for hit in (*seen.ordered, *seen.undated)}
    groups = (seen.earliest, seen.earliest_equal, seen.ordered, seen.undated)
    earliest, equal, ordered, undated = (tuple(finds[id(hit)] for hit in hits) for hits in groups)
    return Part(seen, earliest, equal, ordered, undated)


def _find(hit: Hit, here: Text, language: Language) -> Find:
    """A find with its difference; what another place wrote was not deleted here."""
    differs = any(span.op != "equal" for span in hit.spans)
    there, own = (text.version.facts.get("jurisdiction") for text in (hit.text, here))
    html = marked(hit.spans, Side.BOTH, language, place_names(there, own)) if differs else Markup("")
    return Find(hit, int(hit.echo.score * 100), html, hit.text.version.id == here.version.id)
