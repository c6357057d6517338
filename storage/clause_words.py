"""What the clauses of a version say, without the details that only a whole outline needs: many texts read quickly."""

from sqlmodel import Session, col, select

from storage.models import ClauseRow as ClauseTable
from storage.records import ClauseRow

_COLUMNS = tuple(name for name in ClauseRow.__dataclass_fields__ if name != "detail")


def of_version(session: Session, version_id: str) -> tuple[ClauseRow, ...]:
    """A version's clauses in document order, each with an empty ``detail``; empty for an unknown version."""
    query = select(*(col(getattr(ClauseTable, name)) for name in _COLUMNS)).where(ClauseTable.version_id == version_id)
    rows = session.connection().execute(query.order_by(col(ClauseTable.position)))
    return tuple(ClauseRow(**row, detail={}) for row in rows.mappings())
