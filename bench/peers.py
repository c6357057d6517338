"""What others would use on the same two texts: ways to link clauses, and ways to show a difference.

The ways to link are the usual baselines, written here in a few lines each, and xmldiff's own matching; none of them
knows more than the clauses, their numbers and their order. A peer that is not installed stays in the tables as such.
"""

import difflib
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np
from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix

from bench.scoring import Links
from diffs.clauses import Clause, Outline

#: Below this likeness the baselines link nothing.
_FLOOR = 0.4
#: The limits that diff-match-patch sets itself, in seconds.
_LIMIT = 1.0

Linker = Callable[[Outline, Outline], Links]
#: Pieces of a shown difference: -1 taken out, 0 kept, 1 put in.
Pieces = list[tuple[int, str]]
Differ = Callable[[str, str], Pieces]


def _optional(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


_xmldiff, _lxml = _optional("xmldiff.diff"), _optional("lxml.etree")
_fast = _optional("fast_diff_match_patch")
_redlines, _cydifflib = _optional("redlines"), _optional("cydifflib")


def _said(outline: Outline) -> list[Clause]:
    return [clause for clause in outline.clauses if clause.wording]


def by_number(old: Outline, new: Outline) -> Links:
    """The numbering path is the clause's identity."""
    paths = {clause.path: clause.id for clause in new.clauses}
    return frozenset((clause.id, paths[clause.path]) for clause in old.clauses if clause.path in paths)


def by_difflib(old: Outline, new: Outline) -> Links:
    """difflib over whole clauses; what replaced one another is paired in order."""
    first, second = _said(old), _said(new)
    matcher = difflib.SequenceMatcher(None, [one.wording for one in first], [one.wording for one in second], False)
    found = []
    for name, at, until, to, end in matcher.get_opcodes():
        if name in ("equal", "replace"):
            found += list(zip(first[at:until], second[to:end], strict=False))
    return frozenset((one.id, other.id) for one, other in found)


def by_match_patch(old: Outline, new: Outline) -> Links:
    """diff-match-patch in line mode; what replaced one another is paired in order."""
    first, second = _said(old), _said(new)
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    lines = ("\n".join(one.wording.replace("\n", " ") for one in some) + "\n" for some in (first, second))
    one, other, _ = engine.diff_linesToChars(*lines)
    at = to = 0
    found: list[tuple[Clause, Clause]] = []
    taken: list[Clause] = []
    put: list[Clause] = []
    for sign, text in [*engine.diff_main(one, other, False), (0, "")]:
        if sign == 0:
            found += list(zip(taken, put, strict=False))
            found += list(zip(first[at : at + len(text)], second[to : to + len(text)], strict=True))
            taken, put, at, to = [], [], at + len(text), to + len(text)
        elif sign < 0:
            taken, at = taken + first[at : at + len(text)], at + len(text)
        else:
            put, to = put + second[to : to + len(text)], to + len(text)
    return frozenset((one.id, other.id) for one, other in found)


def greedy(old: Outline, new: Outline) -> Links:
    """The likest pairs first, down to .4 (rapidfuzz ratio)."""
    first, second = _said(old), _said(new)
    wordings = [one.wording for one in first], [one.wording for one in second]
    likeness = process.cdist(*wordings, scorer=fuzz.ratio, score_cutoff=_FLOOR * 100)
    found: dict[int, int] = {}
    used: set[int] = set()
    rows, columns = likeness.nonzero()
    for place in np.argsort(-likeness[rows, columns], kind="stable"):
        one, other = int(rows[place]), int(columns[place])
        if one not in found and other not in used:
            found[one] = other
            used.add(other)
    return frozenset((first[one].id, second[other].id) for one, other in found.items())


def by_tf_idf(old: Outline, new: Outline) -> Links:
    """Cosines of character pairs weighted by rarity, the best assignment of all, down to .4."""
    first, second = _said(old), _said(new)
    vectors = _vectors([one.wording for one in (*first, *second)])
    cosines = (vectors[: len(first)] @ vectors[len(first) :].T).toarray()
    rows, columns = linear_sum_assignment(-cosines)
    return frozenset(
        (first[one].id, second[other].id)
        for one, other in zip(rows, columns, strict=True)
        if cosines[one, other] >= _FLOOR
    )


def _vectors(texts: list[str]) -> csr_matrix:
    pairs = [Counter(text[at : at + 2] for at in range(len(text) - 1)) for text in texts]
    spread = Counter(pair for some in pairs for pair in some)
    known = {pair: at for at, pair in enumerate(spread)}
    rows = [at for at, some in enumerate(pairs) for _ in some]
    columns = [known[pair] for some in pairs for pair in some]
    weights = [
        count * np.log((1 + len(texts)) / (1 + spread[pair])) + count for some in pairs for pair, count in some.items()
    ]
    made = csr_matrix((weights, (rows, columns)), shape=(len(texts), max(1, len(known))))
    lengths = np.sqrt(np.asarray(made.multiply(made).sum(axis=1))).ravel()
    lengths[lengths == 0] = 1
    return csr_matrix(made.multiply(1 / lengths[:, None]))


def by_xmldiff(old: Outline, new: Outline) -> Links:
    """xmldiff's matching of the two trees, one element a clause."""
    first, second = _element(old), _element(new)
    differ = _xmldiff.Differ()
    matches = differ.match(first, second)
    names = [
        {id(made): clause.id for made, clause in zip(list(root.iter())[1:], outline.clauses, strict=True)}
        for root, outline in ((differ.left, old), (differ.right, new))
    ]
    found = ((names[0].get(id(one)), names[1].get(id(other))) for one, other, _ in matches)
    return frozenset((one, other) for one, other in found if one and other)


def _element(outline: Outline) -> Any:
    root = _lxml.Element("outline")
    known: dict[str | None, Any] = {}
    for clause in outline.clauses:
        made = _lxml.SubElement(known.get(clause.parent, root), clause.kind.value)
        known[clause.id], made.text = made, clause.wording
    return root


LINKERS: dict[str, Linker | None] = {
    "numbering path": by_number,
    "difflib, clauses": by_difflib,
    "diff-match-patch, lines": by_match_patch,
    "greedy best match at .4": greedy,
    "TF-IDF + Hungarian": by_tf_idf,
    "xmldiff": by_xmldiff if _xmldiff and _lxml else None,
}


def _pieces(matcher: difflib.SequenceMatcher[str], first: list[str], second: list[str]) -> Pieces:
    found: Pieces = []
    for name, at, until, to, end in matcher.get_opcodes():
        if name == "equal":
            found.append((0, "".join(first[at:until])))
        else:
            found += [(-1, "".join(first[at:until])), (1, "".join(second[to:end]))]
    return [piece for piece in found if piece[1]]


def show_lines(old: str, new: str) -> Pieces:
    """difflib over paragraphs."""
    first, second = old.splitlines(True), new.splitlines(True)
    return _pieces(difflib.SequenceMatcher(None, first, second, False), first, second)


def show_characters(old: str, new: str) -> Pieces:
    """difflib over characters, with its own short cut for frequent ones."""
    return _pieces(difflib.SequenceMatcher(None, old, new), list(old), list(new))


def show_cydifflib(old: str, new: str) -> Pieces:
    """The C++ build of difflib over characters."""
    return _pieces(_cydifflib.SequenceMatcher(None, old, new), list(old), list(new))


def show_match_patch(old: str, new: str) -> Pieces:
    """diff-match-patch with semantic clean-up and its own limit of one second."""
    engine = diff_match_patch()
    engine.Diff_Timeout = _LIMIT
    pieces: Pieces = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(pieces)
    return pieces


def show_match_patch_fast(old: str, new: str) -> Pieces:
    """The C++ build of diff-match-patch, without a limit."""
    signs = {"=": 0, "-": -1, "+": 1}
    made = _fast.diff(old, new, timelimit=0, cleanup="Semantic", counts_only=False)
    return [(signs[sign], text) for sign, text in made]


def show_redlines(old: str, new: str) -> Pieces:
    """redlines: words between blanks, as it reads any language."""
    found: Pieces = []
    for one in _redlines.Redlines(old, new).redlines:
        if one.operation in ("delete", "replace"):
            found.append((-1, one.source_text or ""))
        if one.operation in ("insert", "replace"):
            found.append((1, one.test_text or ""))
    return found


DIFFERS: dict[str, Differ | None] = {
    "difflib, paragraphs": show_lines,
    "difflib, characters": show_characters,
    "cydifflib, characters": show_cydifflib if _cydifflib else None,
    "diff-match-patch (≤ 1 s)": show_match_patch,
    "fast-diff-match-patch": show_match_patch_fast if _fast else None,
    "redlines": show_redlines if _redlines else None,
}
