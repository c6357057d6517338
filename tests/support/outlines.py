"""Small outlines built by hand, for tests of what stands behind parsing."""

import re
from dataclasses import replace

from diffs.clauses import Clause, DocumentFacts, Kind, Outline
from diffs.keys import sentences


def outline(sketch: str, **facts: object) -> Outline:
    """An outline from lines ``marker|heading|text``, two blanks of indentation a level.

    ``|text`` alone is a paragraph, a heading may carry its separator (``科技服务领域：``), and a line may start with
    ``kind=table_row;`` to say what it is.
    """
    above: list[Clause] = []
    clauses: list[Clause] = []
    for line in filter(str.strip, sketch.splitlines()):
        depth = (len(line) - len(line.lstrip(" "))) // 2
        del above[depth:]
        made = _clause(line.strip(), above, len(clauses))
        above.append(made)
        clauses.append(made)
    return Outline(DocumentFacts(**({"title": "测试文本"} | facts)), tuple(clauses))  # type: ignore[arg-type]


def clause(text: str, **facts: object) -> Clause:
    """One paragraph standing alone."""
    made = _clause(f"|{text}", [], 0)
    return replace(made, **facts) if facts else made  # type: ignore[arg-type]


def _clause(line: str, above: list[Clause], at: int) -> Clause:
    kind = None
    if match := re.match(r"kind=(\w+);", line):
        kind, line = Kind(match[1]), line[match.end() :]
    marker, heading, text = line.split("|", 2) if line.count("|") >= 2 else ("", "", line.lstrip("|"))
    separator = heading[-1] if heading and heading[-1] in "：。" else ""
    parent = above[-1] if above else None
    own = marker or heading.rstrip("：。") or f"¶{at}"
    path = f"{parent.path}/{own}" if parent else own
    return Clause(
        id=f"{at}:{path}",
        path=path,
        eid=path,
        kind=kind or (Kind.CLAUSE if text and marker else Kind.HEADING if marker else Kind.PARAGRAPH),
        level=len(above),
        parent=parent.id if parent else None,
        marker=marker,
        number=marker or None,
        heading=heading[: len(heading) - len(separator)],
        heading_sep=separator,
        text=text,
        sentences=sentences(text),
        extent=(),
    )
