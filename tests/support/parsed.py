"""What golden cases and property tests look at in a parsed outline."""

from typing import Any

from diffs.clauses import Clause, Outline

_WHOLE = 40


def described(outline: Outline) -> dict[str, Any]:
    """An outline as plain data, long texts by their ends and length, so that a person can check it by reading."""
    facts = outline.document
    paths = {clause.id: clause.path for clause in outline.clauses}
    return {
        "document": {
            "title": facts.title,
            "number": facts.number,
            "number_printed": facts.number_printed,
            "issuers": list(facts.issuers),
            "publisher": facts.publisher,
            "jurisdiction": facts.jurisdiction,
            "stage": facts.stage.value,
            "reading": facts.reading,
            "synthetic": facts.synthetic,
            "dates": {name: str(on) for name in facts.dates.__slots__ if (on := getattr(facts.dates, name))},
            "cites": [[cite.title, cite.number] for cite in facts.cites],
        },
        "clauses": [_clause(clause, paths) for clause in outline.clauses],
        "findings": [
            [finding.kind.value, paths.get(finding.clause or ""), finding.note] for finding in outline.findings
        ],
    }


def _clause(clause: Clause, paths: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"path": clause.path, "kind": clause.kind.value, "level": clause.level}
    optional: dict[str, Any] = {
        "parent": paths[clause.parent] if clause.parent else "",
        "marker": clause.marker,
        "heading": clause.heading + clause.heading_sep,
        "text": _shortened(clause.text),
        "cells": [f"{name}={_shortened(cell)}" for name, cell in clause.cells.items()],
        "responsible": [
            f"{given.role} {given.scope[0]}-{given.scope[1]} " + "、".join(given.units) for given in clause.responsible
        ],
    }
    return found | {name: value for name, value in optional.items() if value}


def _shortened(text: str) -> str:
    return text if len(text) <= _WHOLE else f"{text[:14]}…{text[-14:]} ({len(text)})"


def uncovered(text: str, outline: Outline) -> list[str]:
    """What breaks the promise of lossless extents: overlaps, and ink that no clause covers."""
    marks = bytearray(len(text))
    wrong: list[str] = []
    for clause in outline.clauses:
        for start, end in clause.extent:
            if any(marks[start:end]) or not 0 <= start < end <= len(text):
                wrong.append(f"{clause.path} covers {start}-{end} twice or outside the text")
            marks[start:end] = b"\x01" * (end - start)
    wrong += [
        f"{char!r} at {at} is covered by nothing"
        for at, char in enumerate(text)
        if not marks[at] and not char.isspace()
    ]
    return wrong
