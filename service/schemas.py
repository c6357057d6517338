"""The JSON of DESIGN section 5: outline and comparison, one shape for command line, API and exports."""

from typing import Any

from diffs.clauses import Clause, Outline
from diffs.comparison import Change, Comparison, Evidence, SentenceLink
from service.outlines import clause_row, facts_json, finding_json

OUTLINE = "clausewatch/outline/1"
COMPARISON = "clausewatch/comparison/1"

Row = dict[str, Any]


def outline_json(outline: Outline) -> Row:
    """The outline as ``clausewatch parse --json`` prints it and the versions API answers it."""
    return {
        "schema": OUTLINE,
        "document": facts_json(outline.document),
        "clauses": [clause_json(clause) for clause in outline.clauses],
        "findings": [finding_json(finding) for finding in outline.findings],
    }


def clause_json(clause: Clause) -> Row:
    """One clause, its fields in the contract's order."""
    row = clause_row(clause)
    return {
        "id": row.clause_id,
        "path": row.path,
        "eid": row.detail["eid"],
        "kind": row.kind,
        "level": row.level,
        "parent": row.parent,
        "marker": row.marker,
        "number": row.number,
        "heading": row.heading,
        "heading_sep": row.heading_sep,
        "text": row.text,
        "sentences": row.detail["sentences"],
        "extent": row.detail["extent"],
        "cells": row.detail["cells"],
        "responsible": row.detail["responsible"],
    }


def comparison_json(comparison: Comparison) -> Row:
    """The comparison as ``clausewatch diff --json`` prints it and the API answers it."""
    return {
        "schema": COMPARISON,
        "algorithm": comparison.algorithm,
        "across": comparison.across,
        "old": facts_json(comparison.old),
        "new": facts_json(comparison.new),
        "summary": {str(label): count for label, count in comparison.summary.items()},
        "digest": {"zh": comparison.digest.zh, "en": comparison.digest.en},
        "changes": [change_json(change) for change in comparison.changes],
        "sentence_links": [_sentence_link(link) for link in comparison.sentence_links],
        "related": [
            {"old": one.old, "new": one.new, "similarity": round(one.similarity, 4), "reason": str(one.reason)}
            for one in comparison.related
        ],
        "substitutions": [{"old": one.old, "new": one.new, "count": one.count} for one in comparison.substitutions],
    }


def change_json(change: Change) -> Row:
    """One change; labels sorted, so that equal changes print equal."""
    return {
        "id": change.id,
        "labels": sorted(str(label) for label in change.labels),
        "class": str(change.change_class) if change.change_class else None,
        "old": list(change.old),
        "new": list(change.new),
        "old_path": list(change.old_path),
        "new_path": list(change.new_path),
        "links": [list(link) for link in change.links],
        "similarity": round(change.similarity, 4),
        "tier": str(change.tier) if change.tier else None,
        "reasons": [str(reason) for reason in change.reasons],
        "degraded": change.degraded,
        "spans": [[str(span.op), span.text] for span in change.spans],
        "signals": [
            {
                "kind": str(signal.kind),
                "old": signal.old,
                "new": signal.new,
                "direction": str(signal.direction) if signal.direction else None,
            }
            for signal in change.signals
        ],
        "evidence": _evidence(change.evidence),
        "counted": change.counted,
    }


def _evidence(evidence: Evidence | None) -> Row | None:
    if evidence is None:
        return None
    return {
        "old": [list(ref) for ref in evidence.old],
        "new": [list(ref) for ref in evidence.new],
        "agreement": str(evidence.agreement) if evidence.agreement else None,
    }


def _sentence_link(link: SentenceLink) -> Row:
    return {
        "old": [list(ref) for ref in link.old],
        "new": [list(ref) for ref in link.new],
        "labels": sorted(str(label) for label in link.labels),
    }
