"""From one comparison to the one before and the one after it in the line of texts: versions, a draft and its final text."""

from dataclasses import dataclass

from sqlmodel import Session

from service.facing import Pair
from service.lineages import Line, line_of
from service.parameters import found
from storage import documents, versions


@dataclass(frozen=True, slots=True)
class Steps:
    """The neighbouring comparisons, each ``None`` at an end of the line."""

    previous: Pair | None
    next: Pair | None


def steps_of(session: Session, pair: Pair) -> Steps:
    """What ``[`` and ``]`` lead to: what became its old text, and what its new text became.

    A comparison that runs backwards in time is continued backwards.
    """
    old, new = (_line(session, one) for one in pair)
    backwards = pair[1] in _ids(old) and _ids(old).index(pair[1]) < _ids(old).index(pair[0])
    step = -1 if backwards else 1
    before, behind = _beside(old, pair[0], -step), _beside(new, pair[1], step)
    return Steps(
        (before, pair[0]) if before and before != pair[1] else None,
        (pair[1], behind) if behind and behind != pair[0] else None,
    )


def _line(session: Session, version_id: str) -> Line:
    version = found(versions.get(session, version_id), "version", version_id)
    return line_of(session, version, found(documents.get(session, version.document_id), "document", version_id))


def _ids(line: Line) -> list[str]:
    return [one.version.id for one in line.texts]


def _beside(line: Line, version_id: str, step: int) -> str | None:
    ids = _ids(line)
    at = ids.index(version_id) + step
    return ids[at] if 0 <= at < len(ids) else None
