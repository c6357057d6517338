"""Texts of one family laid side by side, and the JSON of it (DESIGN section 5, schema ``clausewatch/matrix/1``)."""

from collections.abc import Sequence
from typing import Any

from diffs.clauses import DocumentFacts, Outline
from diffs.divisions import one_place
from diffs.families.family import Cell, CellLabel, Column, Matrix, Presence, Row
from diffs.families.matrix import TooManyMeasures, matrix
from service.errors import BadInput, TooLarge, said
from service.outlines import facts_json

SCHEMA = "clausewatch/matrix/1"
FEWEST, MOST = 2, 40

#: The labels for people, as docs/vocabularies.md has them.
WORDS = {
    CellLabel.IDENTICAL: "相同",
    CellLabel.TEMPLATE: "同模板",
    CellLabel.MODIFIED: "有改动",
    CellLabel.ABSENT: "未见",
    CellLabel.NOT_HELD: "未收录",
}

Json = dict[str, Any]


def not_held(title: str) -> Outline:
    """What stands for a text of the family that is not held: its title and the place in it."""
    return Outline(DocumentFacts(title=title, jurisdiction=one_place(title)), ())


def refuse_number(texts: int, held: int) -> None:
    """Raises ``BadInput`` unless 2 to 40 texts are asked for and one of them is held; ask before they are read."""
    if not FEWEST <= texts <= MOST:
        raise BadInput(said("detail.matrix_number", fewest=FEWEST, most=MOST, texts=texts))
    if not held:
        raise BadInput(said("detail.matrix_none_held"))


def laid_out(outlines: Sequence[Outline], held: Sequence[bool]) -> Matrix:
    """The matrix of 2 to 40 texts. Raises ``BadInput``, and ``TooLarge`` for texts that are too long."""
    refuse_number(len(outlines), sum(held))
    try:
        return matrix(outlines, held=held)
    except TooManyMeasures as error:
        raise TooLarge(said("detail.matrix_too_long", f"{error}; lay fewer or shorter texts side by side")) from error


def matrix_json(laid: Matrix) -> Json:
    """The matrix as ``clausewatch matrix --json`` prints it and the API answers it."""
    return {
        "schema": SCHEMA,
        "algorithm": laid.algorithm,
        "columns": [_column(column) for column in laid.columns],
        "summary": {
            "texts": len(laid.columns),
            "held": sum(column.held for column in laid.columns),
            "counting": str(laid.counting),
            "places": laid.places,
            "rows": len(laid.rows),
            **{f"in_{presence}": laid.summary[presence] for presence in Presence},
        },
        "rows": [_row(row) for row in laid.rows],
    }


def _column(column: Column) -> Json:
    return {
        "document": facts_json(column.document),
        "held": column.held,
        "place": column.place,
        "counted": column.counted,
        "measures": column.measures,
        "labels": {str(label): count for label, count in column.labels.items()},
        "alone": column.alone,
    }


def _row(row: Row) -> Json:
    return {
        "id": row.id,
        "presence": str(row.presence),
        "places": row.places,
        "texts": row.texts,
        "section": list(row.section),
        "heading": row.heading,
        "reading": {
            "text": row.reading.text,
            "common": row.reading.common,
            "slots": [
                {"id": slot.id, "kind": str(slot.kind), "at": list(slot.at) if slot.at else None, "usual": slot.usual}
                for slot in row.reading.slots
            ],
        },
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> Json:
    nearest = cell.nearest
    return {
        "label": str(cell.label),
        "clauses": list(cell.clauses),
        "paths": list(cell.paths),
        "sentences": [list(ref) for ref in cell.sentences],
        "evidence": [list(ref) for ref in cell.evidence],
        "text": cell.text,
        "verb": cell.verb,
        "similarity": cell.similarity,
        "slots": [
            {"slot": one.slot, "kind": str(one.kind), "value": one.value, "differs": one.differs} for one in cell.slots
        ],
        "spans": [[str(span.op), span.text] for span in cell.spans],
        "degraded": cell.degraded,
        "within": cell.within,
        "nearest": nearest
        and {
            "clause": nearest.clause,
            "path": nearest.path,
            "sentences": [list(ref) for ref in nearest.sentences],
            "similarity": nearest.similarity,
            "row": nearest.row,
        },
    }
