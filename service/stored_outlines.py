"""Outlines of stored versions, as they were parsed then."""

from sqlmodel import Session

from diffs.clauses import Outline
from service.errors import NotFound, said
from service.outlines import clause_of, facts_from_json, finding_of
from storage import versions


def load_outline(session: Session, version_id: str) -> Outline:
    """The outline of a stored version, as it was parsed then. Raises ``NotFound``."""
    version = versions.get(session, version_id)
    if version is None:
        raise NotFound(said("detail.no_version", name=version_id[:80]))
    return Outline(
        document=facts_from_json(version.facts),
        clauses=tuple(clause_of(row) for row in versions.clauses(session, version_id)),
        findings=tuple(finding_of(row) for row in versions.findings(session, version_id)),
    )
