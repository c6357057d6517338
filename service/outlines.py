"""Outlines between the engine's values, storage's rows and JSON: one function for each way."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from diffs.clauses import (
    Citation,
    Clause,
    DocumentFacts,
    Finding,
    FindingKind,
    Kind,
    LegalDates,
    Responsibility,
    Stage,
)
from storage.records import ClauseRow

Row = dict[str, Any]


def facts_json(facts: DocumentFacts) -> Row:
    """The ``document`` object of DESIGN section 5; ``reading`` stands there only when printed."""
    dates = {name: _iso(value) for name, value in asdict(facts.dates).items()}
    answer: Row = {
        "title": facts.title,
        "number": facts.number,
        "number_printed": facts.number_printed,
        "issuers": list(facts.issuers),
        "publisher": facts.publisher,
        "jurisdiction": facts.jurisdiction,
        "stage": str(facts.stage),
        "synthetic": facts.synthetic,
        "dates": dates,
        "cites": [{"title": cite.title, "number": cite.number} for cite in facts.cites],
    }
    if facts.reading is not None:
        answer["reading"] = facts.reading
    return answer


def facts_from_json(row: Mapping[str, Any]) -> DocumentFacts:
    """The inverse of ``facts_json``."""
    dates = {field.name: _date(row["dates"].get(field.name)) for field in fields(LegalDates)}
    return DocumentFacts(
        title=row["title"],
        number=row["number"],
        number_printed=row["number_printed"],
        issuers=tuple(row["issuers"]),
        publisher=row["publisher"],
        jurisdiction=row["jurisdiction"],
        stage=Stage(row["stage"]),
        reading=row.get("reading"),
        synthetic=row["synthetic"],
        dates=LegalDates(**dates),
        cites=tuple(Citation(cite["title"], cite["number"]) for cite in row["cites"]),
    )


def finding_json(finding: Finding) -> Row:
    """One entry of ``findings``."""
    return {
        "kind": str(finding.kind),
        "clause": finding.clause,
        "extent": list(finding.extent),
        "note": finding.note,
    }


def clause_row(clause: Clause) -> ClauseRow:
    """A clause as storage keeps it."""
    return ClauseRow(
        clause_id=clause.id,
        path=clause.path,
        kind=str(clause.kind),
        level=clause.level,
        parent=clause.parent,
        marker=clause.marker,
        number=clause.number,
        heading=clause.heading,
        heading_sep=clause.heading_sep,
        text=clause.text,
        detail={
            "eid": clause.eid,
            "sentences": list(clause.sentences),
            "extent": [list(extent) for extent in clause.extent],
            "cells": dict(clause.cells),
            "responsible": [
                {"role": one.role, "units": list(one.units), "scope": list(one.scope)} for one in clause.responsible
            ],
        },
    )


def clause_of(row: ClauseRow) -> Clause:
    """The inverse of ``clause_row``."""
    detail = row.detail
    return Clause(
        id=row.clause_id,
        path=row.path,
        eid=detail["eid"],
        kind=Kind(row.kind),
        level=row.level,
        parent=row.parent,
        marker=row.marker,
        number=row.number,
        heading=row.heading,
        heading_sep=row.heading_sep,
        text=row.text,
        sentences=tuple(detail["sentences"]),
        extent=tuple((start, end) for start, end in detail["extent"]),
        cells=detail["cells"],
        responsible=tuple(
            Responsibility(one["role"], tuple(one["units"]), (one["scope"][0], one["scope"][1]))
            for one in detail["responsible"]
        ),
    )


def finding_of(row: Mapping[str, Any]) -> Finding:
    """The inverse of ``finding_json``."""
    return Finding(FindingKind(row["kind"]), row["clause"], (row["extent"][0], row["extent"][1]), row["note"])


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
