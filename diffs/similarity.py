"""How alike two clauses are: cosine of character-bigram TF-IDF over subtrees, and the Indel ratio of their keys."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist
from scipy import sparse

from diffs.assignment import Scored
from diffs.trees import Tree

#: The share of a score that the cosine gives; the rest is the Indel ratio (measured: .5 is the best of 0 … 1).
COSINE_SHARE = 0.5

#: Rows, columns and cosines of pairs.
Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]

#: Codes of all bigrams in order, and how rare each is.
Rarity = tuple[NDArray[np.int64], NDArray[np.float32]]

_DENSE_LIMIT = 4_000_000
_CHUNK = 1024
#: Families of siblings up to this size are multiplied without building sparse matrices for them.
_FEW = 200
#: Cosines wait in a heap of this size before the nearest of each position are picked from it.
_HEAP = 2_000_000
#: In large texts a bigram that stands in more clauses than this finds no candidates: its product would be quadratic.
_COMMON = 200
_SHIFT = 21
_MOST_CELLS = 40_000_000
#: From so many pairs on, those that cannot reach the ratio asked for are ruled out first.
_MANY = 5000
#: Characters are counted in so many classes then, which only ever makes two texts look more alike.
_CLASSES = 1024


class Cosines:
    """Cosines between the clauses of two sides, for the positions given (others are 0)."""

    def __init__(self, old: Tree, new: Tree, old_at: Sequence[int], new_at: Sequence[int]) -> None:
        self._old_row = {at: row for row, at in enumerate(old_at)}
        self._new_row = {at: row for row, at in enumerate(new_at)}
        self._old_at, self._new_at = np.asarray(old_at, np.int64), np.asarray(new_at, np.int64)
        self._rows, self._columns, self._rarity = _weighted(old, new, old_at, new_at)
        small = len(old_at) * len(new_at) <= _DENSE_LIMIT
        self._dense = _product(self._rows, self._columns) if small else None

    def between(self, old_at: Sequence[int], new_at: Sequence[int]) -> NDArray[np.float32]:
        """The cosines of all old with all new positions given."""
        rows = [self._old_row[at] for at in old_at]
        columns = [self._new_row[at] for at in new_at]
        if self._dense is not None:
            return self._dense[np.ix_(rows, columns)]
        if len(rows) + len(columns) > _FEW:
            return _product(self._rows[rows], self._columns[columns])
        return _small_product(self._rows, rows, self._columns, columns)

    def rarity(self, bigram: str) -> float:
        """How rare a character bigram is among the keys of both sides: the log of their number over those with it."""
        vocabulary, rarity = self._rarity
        code = (ord(bigram[0]) << _SHIFT) + ord(bigram[1])
        place = int(np.searchsorted(vocabulary, code))
        return float(rarity[place]) if place < len(vocabulary) and vocabulary[place] == code else 0.0

    def best(self, count: int, floor: float) -> list[Scored]:
        """The ``count`` nearest of each position, both ways, at or above ``floor``, ordered by position."""
        if self._dense is not None:
            found = _cells(self._dense, floor)
            rows, columns, values = _nearest_both_ways(*found, count)
        else:
            rows, columns, values = self._best_of_blocks(count, floor)
        return list(zip(self._old_at[rows].tolist(), self._new_at[columns].tolist(), values.tolist(), strict=True))

    def _best_of_blocks(self, count: int, floor: float) -> Found:
        """The nearest from products block by block; common bigrams are left out where there are many rows."""
        rare = np.flatnonzero(np.bincount(self._columns.indices, minlength=self._columns.shape[1]) <= _COMMON)
        rows, turned = self._rows[:, rare], self._columns[:, rare].T.tocsr()
        kept: list[Found] = []
        waiting = 0
        for start in range(0, rows.shape[0], _CHUNK):
            block = (rows[start : start + _CHUNK] @ turned).tocoo()
            near = block.data >= floor
            at, other = block.row[near].astype(np.int64) + start, block.col[near].astype(np.int64)
            kept.append((at, other, block.data[near].round(4)))
            waiting += len(at)
            if waiting > _HEAP:
                kept, waiting = [_nearest_both_ways(*_joined(kept), count)], 0
        return _nearest_both_ways(*_joined(kept), count)


def _joined(parts: Sequence[Found]) -> Found:
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    return rows, columns, values


def _nearest_both_ways(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float32], count: int
) -> Found:
    """The cells that are among the ``count`` largest of their row or of their column, by row and column."""
    kept = _among_largest(rows, columns, values, count) | _among_largest(columns, rows, values, count)
    rows, columns, values = rows[kept], columns[kept], values[kept]
    order = np.lexsort((columns, rows))
    return rows[order], columns[order], values[order]


def _among_largest(
    rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float32], count: int
) -> NDArray[np.bool_]:
    """Which cells are among the largest of their row; ties go to the lower column."""
    order = np.lexsort((columns, -values, rows))
    ordered = rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(ordered, ordered, side="left")
    kept = np.zeros(len(rows), bool)
    kept[order[rank < count]] = True
    return kept


def _product(rows: sparse.csr_matrix, columns: sparse.csr_matrix) -> NDArray[np.float32]:
    """All cosines of rows with columns, rounded so that the order of summing on a machine decides nothing."""
    if not rows.shape[0] or not columns.shape[0]:
        return np.zeros((rows.shape[0], columns.shape[0]), np.float32)
    return np.asarray((rows @ columns.T).toarray(), np.float32).round(4)


def _small_product(
    rows: sparse.csr_matrix, row_at: Sequence[int], columns: sparse.csr_matrix, column_at: Sequence[int]
) -> NDArray[np.float32]:
    """What ``_product`` gives for some rows and columns, dense over the terms that the columns hold."""
    to, column_terms, column_values = _picked(columns, column_at)
    at, row_terms, row_values = _picked(rows, row_at)
    terms, places = np.unique(column_terms, return_inverse=True)
    if not len(terms):
        return np.zeros((len(row_at), len(column_at)), np.float32)
    second = np.zeros((len(column_at), len(terms)), np.float32)
    second[to, places] = column_values
    nearest = np.minimum(np.searchsorted(terms, row_terms), len(terms) - 1)
    known = terms[nearest] == row_terms
    first = np.zeros((len(row_at), len(terms)), np.float32)
    first[at[known], nearest[known]] = row_values[known]
    return np.asarray(np.einsum("ik,jk->ij", first, second), np.float32).round(4)  # no threads for small tables


def _picked(matrix: sparse.csr_matrix, rows: Sequence[int]) -> Found:
    """The cells of some rows, numbered from 0 in the order given."""
    runs = [slice(matrix.indptr[row], matrix.indptr[row + 1]) for row in rows]
    which = np.repeat(np.arange(len(rows)), [run.stop - run.start for run in runs])
    terms = np.concatenate([matrix.indices[run] for run in runs]).astype(np.int64)
    return which, terms, np.concatenate([matrix.data[run] for run in runs])


def _cells(block: NDArray[np.float32], floor: float) -> Found:
    rows, columns = np.nonzero(block >= floor)
    return rows, columns, block[rows, columns]


def _weighted(
    old: Tree, new: Tree, old_at: Sequence[int], new_at: Sequence[int]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, Rarity]:
    """L2-normalised TF-IDF rows of the subtrees of the positions given, over one vocabulary, and how rare each is."""
    codes, lengths = _bigrams(old.keys + new.keys)
    vocabulary, columns = np.unique(codes, return_inverse=True)
    shape = (len(lengths), max(len(vocabulary), 1))
    ends = np.concatenate(([0], np.cumsum(lengths)))
    counts = sparse.csr_matrix((np.ones(len(codes), np.float32), columns.astype(np.int32), ends), shape=shape)
    counts.sum_duplicates()
    seen = np.bincount(counts.indices, minlength=shape[1])
    rarity = np.log((1 + len(lengths)) / (1 + seen)).astype(np.float32)
    picked = _summed(counts, old, old_at, 0), _summed(counts, new, new_at, len(old))
    first, second = (_normalised(matrix, rarity + 1) for matrix in picked)
    return first, second, (vocabulary, rarity)


def _summed(counts: sparse.csr_matrix, tree: Tree, positions: Sequence[int], offset: int) -> sparse.csr_matrix:
    """The counts of the subtrees of some positions."""
    if not any(tree.children[at] for at in positions):
        return counts[np.asarray(positions, np.int64) + offset]
    return (_subtrees(tree, positions, offset, counts.shape[0]) @ counts).tocsr()


def _bigrams(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Codes of the character bigrams of all keys in a row, and how many each key has."""
    joined = "\n".join(keys) + "\n"
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.fromiter((len(key) for key in keys), np.int64, len(keys))
    codes = (points[:-1] << _SHIFT) + points[1:]
    ends = np.cumsum(lengths + 1) - 1
    if not len(codes):
        return codes, np.zeros(len(lengths), np.int64)
    inside = np.ones(len(codes), bool)
    inside[ends[:-1]] = False
    inside[ends - 1] = False
    return codes[inside], np.maximum(lengths - 1, 0)


def _subtrees(tree: Tree, positions: Sequence[int], offset: int, width: int) -> sparse.csr_matrix:
    members = [tree.below(at) for at in positions]
    indptr = np.concatenate(([0], np.cumsum([len(member) for member in members]))).astype(np.int64)
    indices = np.fromiter((at + offset for member in members for at in member), np.int64, int(indptr[-1]))
    return sparse.csr_matrix((np.ones(len(indices), np.float32), indices, indptr), shape=(len(positions), width))


def _normalised(counts: sparse.csr_matrix, weight: NDArray[np.float32]) -> sparse.csr_matrix:
    counts.data = (1 + np.log(counts.data)) * weight[counts.indices]
    sizes = np.diff(counts.indptr)
    squares = np.bincount(np.repeat(np.arange(len(sizes)), sizes), counts.data**2, len(sizes))
    length = np.sqrt(np.where(squares > 0, squares, 1)).astype(np.float32)
    counts.data /= np.repeat(length, sizes)
    return counts


def ratio(old: str, new: str, cutoff: float = 0.0) -> float:
    """Indel similarity from 0 to 1; 0 where it would fall below ``cutoff``.

    Beyond ``_MOST_CELLS`` the share of common trigrams stands in for it, so that cost stays linear.
    """
    if len(old) * len(new) <= _MOST_CELLS or old == new:
        return Indel.normalized_similarity(old, new, score_cutoff=cutoff)
    first, second = _trigrams(old), _trigrams(new)
    found = 2 * (first & second).total() / max(first.total() + second.total(), 1)
    return found if found >= cutoff else 0.0


def ratios(old: Sequence[str], new: Sequence[str], cutoff: float) -> NDArray[np.float32]:
    """The ratios of all old with all new texts, 0 below ``cutoff``."""
    longest = max(map(len, old), default=0) * max(map(len, new), default=0)
    if longest > _MOST_CELLS:
        return np.array([[ratio(one, other, cutoff) for other in new] for one in old], np.float32)
    if len(old) * len(new) < _MANY:
        return cdist(old, new, scorer=Indel.normalized_similarity, score_cutoff=cutoff)
    found = np.zeros((len(old), len(new)), np.float32)
    for i, j in np.argwhere(_reachable(old, new, cutoff)).tolist():
        found[i, j] = Indel.normalized_similarity(old[i], new[j], score_cutoff=cutoff)
    return found


def _reachable(old: Sequence[str], new: Sequence[str], cutoff: float) -> NDArray[np.bool_]:
    """The pairs whose common characters, in whatever order, would be enough for a ratio of ``cutoff``."""
    lengths, others = (np.fromiter(map(len, texts), np.int64, len(texts)) for texts in (old, new))
    first, second = _character_counts(old, lengths), _character_counts(new, others)
    common = np.minimum((first @ second.sign().T).toarray(), (first.sign() @ second.T).toarray())
    slack = 1e-6
    return np.asarray(2 * common >= cutoff * np.add.outer(lengths, others) - slack)


def _character_counts(texts: Sequence[str], lengths: NDArray[np.int64]) -> sparse.csr_matrix:
    """How often each class of characters stands in each text."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    ends = np.concatenate(([0], np.cumsum(lengths)))
    cells = np.ones(len(points), np.int32), (points % _CLASSES).astype(np.int32), ends
    counts = sparse.csr_matrix(cells, shape=(len(texts), _CLASSES))
    counts.sum_duplicates()
    return counts


def _trigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 3] for at in range(len(text) - 2))
