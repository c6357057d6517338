"""A clause's history as JSON (schema ``clausewatch/clause-history/1``): one shape for the API and the command line."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from diffs.clauses import Clause
from diffs.comparison import Span
from diffs.histories.echoes import Grade
from service.clause_history import History, Station, Step
from service.first_seen import FirstSeen, Hit, Seen
from service.lineages import Aside, Text
from service.schemas import change_json

SCHEMA = "clausewatch/clause-history/1"

Row = dict[str, Any]


def history_json(history: History, seen: FirstSeen) -> Row:
    """Where a clause stands in every text of its line, and where its wording was seen first among the texts held."""
    first, absent_before = history.appeared
    went = history.went
    return {
        "schema": SCHEMA,
        "version": history.text.version.id,
        "document": history.text.document.id,
        "clause": _clause(history.clause),
        "texts": [_station(one) for one in history.stations],
        "appeared": {"version": first.text.version.id, "absent_before": absent_before},
        "went": went.text.version.id if went else None,
        "relations": [
            {"id": one.id, "kind": str(one.kind), "status": str(one.status), "confidence": one.confidence}
            for one in history.line.joined
        ],
        "not_followed": [_aside(one) for one in history.line.asides],
        "compared": history.compared,
        "not_compared": history.not_compared,
        "left_out": sum(history.line.left_out),
        "first_seen": [_seen(one) for one in seen.parts],
        "parts_left_out": seen.more,
        "sentences": [_seen(one) | {"sentence": one.sentence} for one in seen.sentences],
        "sentences_left_out": seen.more_sentences,
    }


def _station(station: Station) -> Row:
    return {
        **_text(station.text),
        "presence": str(station.presence),
        "again": station.again,
        "clauses": [_clause(one) for one in station.clauses],
        "parts": [_clause(one) for one in station.parts],
        "step": _step(station.step) if station.step else None,
    }


def _step(step: Step) -> Row:
    return {
        "from": step.old.version.id,
        "to": step.new.version.id,
        "labels": [str(label) for label in step.labels],
        "changes": [change_json(change) for change in step.changes],
        "nearest": [{"clause": one.clause, "path": one.path, "similarity": one.similarity} for one in step.nearest],
    }


def _text(text: Text) -> Row:
    version, document = text.version, text.document
    return {
        "version": version.id,
        "document": document.id,
        "title": version.facts.get("title") or document.title,
        "document_number": version.facts.get("number"),
        "stage": version.facts.get("stage") or document.stage,
        "synthetic": bool(version.facts.get("synthetic")),
        "number": version.number,
        "cause": str(version.cause),
        "dated_on": version.dated_on.isoformat() if version.dated_on else None,
        "observed_at": _moment(version.observed_at),
    }


def _clause(clause: Clause) -> Row:
    return {
        "id": clause.id,
        "path": clause.path,
        "kind": str(clause.kind),
        "marker": clause.marker,
        "heading": clause.heading,
        "heading_sep": clause.heading_sep,
        "text": clause.text,
    }


def _aside(aside: Aside) -> Row:
    return {
        "relation": aside.relation.id,
        "kind": str(aside.relation.kind),
        "status": str(aside.relation.status),
        "document": aside.document.id,
        "title": aside.document.title,
        "why": str(aside.why),
    }


def _seen(seen: Seen) -> Row:
    earliest, equal = seen.earliest, seen.earliest_equal
    return {
        "clause": seen.clause.id,
        "path": seen.clause.path,
        "too_short": seen.too_short,
        "hits": [
            _hit(one)
            | _bounds(one)
            | {"against": [other.text.version.id for other in seen.against(one)]}
            | {"earliest": one in earliest, "earliest_equal": one in equal}
            for one in seen.ordered
        ],
        "undated": [_hit(one) for one in seen.undated],
        "left_out": seen.left_out,
        "looked_at": seen.looked_at,
        "complete": seen.complete,
    }


def _hit(hit: Hit) -> Row:
    return {
        **_text(hit.text),
        "clause": hit.clause.clause_id,
        "path": hit.clause.path,
        "grade": str(hit.echo.grade),
        "score": round(hit.echo.score, 4),
        "partly": hit.echo.partly,
        "spans": _spans(hit.spans) if hit.echo.grade is not Grade.IDENTICAL else [],
        "slips": [{"kind": str(one.kind), "text": one.text} for one in hit.slips],
    }


def _bounds(hit: Hit) -> Row:
    """The dated texts of its line between which a text without a date stands."""
    ends = (("after", hit.standing.after), ("before", hit.standing.before))
    return {name: {"version": text.version.id, "document": text.document.id} if text else None for name, text in ends}


def _spans(spans: Iterable[Span]) -> list[list[str]]:
    return [[str(span.op), span.text] for span in spans]


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
