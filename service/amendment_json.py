"""The JSON of an amendment: one shape for ``clausewatch amend --json`` and the API."""

from typing import Any

from diffs.amending.edits import Amendment, Edit, FollowedReference, Outcome
from service.amending import AmendedFile

AMENDMENT = "clausewatch/amendment/1"

Row = dict[str, Any]


def amendment_json(made: AmendedFile) -> Row:
    """What the decision orders, what became of the edits of the chosen text, and the new text."""
    amended = made.amended
    applied = sum(outcome.applied for outcome in amended.outcomes)
    effective = made.decision.effective_on
    return {
        "schema": AMENDMENT,
        "decision": {"title": made.decision.title, "effective_on": effective.isoformat() if effective else None},
        "amendments": [_amendment(one, made) for one in made.decision.amendments],
        "title": amended.title,
        "repealed": amended.repealed,
        "text": amended.text,
        "applied": applied,
        "not_applied": len(amended.outcomes) - applied,
        "references": [reference_json(one) for one in amended.references],
    }


def _amendment(amendment: Amendment, made: AmendedFile) -> Row:
    chosen = amendment is made.amendment
    rows = [edit_json(edit) for edit in amendment.edits]
    if chosen:
        rows = [row | outcome_json(one) for row, one in zip(rows, made.amended.outcomes, strict=True)]
    return {
        "title": amendment.title,
        "chosen": chosen,
        "repealed": amendment.repealed,
        "resequenced": amendment.resequenced,
        "edits": rows,
    }


def edit_json(edit: Edit) -> Row:
    """One edit, its fields in the contract's order; ``applied`` is null until it is tried on a text."""
    return {
        "kind": str(edit.kind),
        "targets": [address.path for address in edit.targets],
        "destinations": [address.path for address in edit.destinations],
        "words": list(edit.words),
        "text": edit.text,
        "place": str(edit.place) if edit.place else None,
        "unit": edit.unit or None,
        "exceptions": [address.path for address in edit.exceptions],
        "extent": [list(extent) for extent in edit.extent],
        "applied": None,
        "reason": None,
        "count": None,
    }


def outcome_json(outcome: Outcome) -> Row:
    """What became of an edit: at how many spots it was applied, or why it was not."""
    return {
        "applied": outcome.applied,
        "reason": str(outcome.reason) if outcome.reason else None,
        "count": outcome.count,
    }


def reference_json(reference: FollowedReference) -> Row:
    """What became of a citation: what it now reads, or why it may point elsewhere."""
    return {
        "clause": reference.clause,
        "old": reference.old,
        "new": reference.new,
        "reason": str(reference.reason) if reference.reason else None,
    }
