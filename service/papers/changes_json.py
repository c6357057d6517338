"""Comparison JSON of the rows that are asked for, with what was asked and where the texts are from beside them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from diffs.comparison import Change
from service.facing import said_json
from service.papers.characters import UNSEEN
from service.papers.preface import moment
from service.schemas import comparison_json
from service.sheets.heads import TextFacts
from service.sheets.sheet import Sheet
from service.texts import Language


def changes_json(sheet: Sheet, language: Language) -> bytes:  # noqa: ARG001 - data is the same in every language
    """Schema ``clausewatch/comparison/1``: ``changes`` are those of the sheet's rows; unseen characters are escaped."""
    body = comparison_json(replace(sheet.comparison, changes=tuple(_changes(sheet))))
    body["asked"] = asked_json(sheet)
    body["texts"] = {"old": _text_json(sheet.heads[0]), "new": _text_json(sheet.heads[1])}
    if sheet.overrides:
        body["overrides"] = said_json(sheet.overrides)
    return f"{dumped(body)}\n".encode()


def _changes(sheet: Sheet) -> Iterator[Change]:
    """The changes of the rows; where rows are of sentences, the changes that hold a clause of theirs."""
    kept = {row.id for row in sheet.rows}
    known = {change.id for change in sheet.comparison.changes}
    within = {unit.id for row in sheet.rows if row.id not in known for unit in (*row.old, *row.new)}
    return (
        change
        for change in sheet.comparison.changes
        if change.id in kept or not within.isdisjoint((*change.old, *change.new))
    )


def asked_json(sheet: Sheet) -> dict[str, list[str]]:
    """The query that asks for a sheet, each name with its values; empty when nothing but the usual is asked."""
    asked: dict[str, list[str]] = {}
    for name, value in sheet.asked.pairs():
        asked.setdefault(name, []).append(value)
    return asked


def dumped(value: Any) -> str:
    """JSON in which every character that could turn or hide its surroundings is escaped; it reads back the same."""
    return UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=1))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1] if match.group() != "\x7f" else "\\u007f"


def _text_json(head: TextFacts) -> dict[str, str | None]:
    return {
        "version": head.version_id,
        "file": head.file_name,
        "url": head.url,
        "observed_at": moment(head.observed_at) if head.observed_at else None,
        "snapshot": head.snapshot,
        "text_digest": head.text_digest,
    }
