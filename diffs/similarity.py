"""How alike two clauses are: cosine of character-bigram TF-IDF over subtrees, and the Indel ratio of their keys."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

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

NOTHING: Found = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)

#: Of each row and of each column whether its nearest are asked for.
Wanted = tuple[NDArray[np.bool_], NDArray[np.bool_]]

#: Old and new positions of which each may be one with each.
Family = tuple[Sequence[int], Sequence[int]]

#: Codes of all bigrams in order, and how rare each is.
Rarity = tuple[NDArray[np.int64], NDArray[np.float32]]

_DENSE_LIMIT = 4_000_000
_CHUNK = 1024
#: So many positions of families of siblings are measured together: their product costs less than many small ones.
_TOGETHER = 400
#: Cosines wait in a heap of this size before the nearest of each position are picked from it.
_HEAP = 2_000_000
#: In large texts a bigram that stands in more clauses than this finds no candidates: its product would be quadratic.
_COMMON = 200
_SHIFT = 21
#: Code points have 21 bits, so the number of a key may have as many beside two of them.
_KEY_BITS = 21
_MOST_CELLS = 40_000_000
#: From so many pairs on, those that cannot reach the ratio asked for are ruled out first.
_MANY = 500
#: Characters are looked up in so many classes then, which only ever makes two texts look more alike.
_CLASSES = 512


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
        return _product(self._rows[rows], self._columns[columns])

    def among(self, families: Iterable[Family]) -> Iterator[NDArray[np.float32]]:
        """The cosines of all old with all new positions of each family; small families are measured together."""
        for batch in _batches(families):
            found = self.between(*([at for family in batch for at in family[side]] for side in (0, 1)))
            row = column = 0
            for first, second in batch:
                yield found[row : row + len(first), column : column + len(second)]
                row, column = row + len(first), column + len(second)

    def rarity(self, phrase: str) -> float:
        """How rare the character bigrams of a phrase are: of each the log of the number of keys over those with it."""
        vocabulary, rarity = self._rarity
        codes = _codes(phrase)
        if not len(vocabulary):
            return 0.0
        places = np.minimum(np.searchsorted(vocabulary, codes), len(vocabulary) - 1)
        return float(rarity[places][vocabulary[places] == codes].sum(dtype=np.float64))

    def best(self, count: int, floor: float) -> list[Scored]:
        """The ``count`` nearest of each position, both ways, at or above ``floor``, ordered by position."""
        found = self.nearest(count, floor, self._old_at.tolist(), self._new_at.tolist())
        return list(zip(*(each.tolist() for each in found), strict=True))

    def nearest(self, count: int, floor: float, old_at: Iterable[int], new_at: Iterable[int]) -> Found:
        """The ``count`` nearest of each of the positions given, at or above ``floor``, ordered by position.

        As columns: old positions, new positions and cosines. What is near need not be among the positions given.
        """
        rows = [self._old_row[at] for at in old_at if at in self._old_row]
        columns = [self._new_row[at] for at in new_at if at in self._new_row]
        wanted = flags(len(self._old_row), rows), flags(len(self._new_row), columns)
        if self._dense is not None:
            cells = _cells(self._dense, floor, wanted)
        else:
            cells = self._cells_of_blocks(count, floor, wanted)
        first, second, values = _nearest_both_ways(cells, wanted, count)
        return self._old_at[first], self._new_at[second], values

    def _cells_of_blocks(self, count: int, floor: float, wanted: Wanted) -> Found:
        """Cells from products block by block; common bigrams are left out where there are many rows.

        First the rows wanted with all columns, then what is left of the columns wanted.
        """
        rare = np.flatnonzero(np.bincount(self._columns.indices, minlength=self._columns.shape[1]) <= _COMMON)
        rows, columns = self._rows[:, rare], self._columns[:, rare]
        every, some = np.arange(columns.shape[0]), np.flatnonzero(wanted[1])
        kept: list[Found] = [NOTHING]
        waiting = 0
        for at, to in ((np.flatnonzero(wanted[0]), every), (np.flatnonzero(~wanted[0]), some)):
            turned = columns[to].T.tocsr()
            for start in range(0, len(at), _CHUNK):
                block = (rows[at[start : start + _CHUNK]] @ turned).tocoo()
                near = block.data >= floor
                found = at[start + block.row[near]], to[block.col[near]], block.data[near].round(4)
                kept.append(found)
                waiting += len(found[0])
                if waiting > _HEAP:
                    kept, waiting = [_nearest_both_ways(_joined(kept), wanted, count)], 0
        return _joined(kept)


def flags(size: int, positions: Collection[int]) -> NDArray[np.bool_]:
    """Of each position below ``size`` whether it is among some."""
    found = np.zeros(size, bool)
    found[np.fromiter(positions, np.int64, len(positions))] = True
    return found


def _joined(parts: Sequence[Found]) -> Found:
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    return rows, columns, values


def _nearest_both_ways(cells: Found, wanted: Wanted, count: int) -> Found:
    """The cells that are among the ``count`` largest of a row or of a column that is wanted, by row and column."""
    rows, columns, values = cells
    kept = _among_largest(rows, columns, values, count) & wanted[0][rows]
    kept |= _among_largest(columns, rows, values, count) & wanted[1][columns]
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


def _batches(families: Iterable[Family]) -> Iterator[list[Family]]:
    """Families in the order given, so many together as make up ``_TOGETHER`` positions."""
    batch: list[Family] = []
    size = 0
    for family in families:
        batch.append(family)
        size += len(family[0]) + len(family[1])
        if size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _cells(block: NDArray[np.float32], floor: float, wanted: Wanted) -> Found:
    rows, columns = np.nonzero((block >= floor) & (wanted[0][:, None] | wanted[1]))
    return rows, columns, block[rows, columns]


def _weighted(
    old: Tree, new: Tree, old_at: Sequence[int], new_at: Sequence[int]
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, Rarity]:
    """L2-normalised TF-IDF rows of the subtrees of the positions given, over one vocabulary, and how rare each is."""
    counts, vocabulary = _counted(old.keys + new.keys)
    rarity = np.log((1 + counts.shape[0]) / (1 + np.diff(counts.indptr))).astype(np.float32)
    summed = counts.tocsr()
    if len(old_at) < len(old) or len(new_at) < len(new) or any(old.children) or any(new.children):
        summed = _subtrees(old, new, old_at, new_at) @ summed
    both = _normalised(summed, rarity + 1)
    return _rows(both, 0, len(old_at)), _rows(both, len(old_at), both.shape[0]), (vocabulary, rarity)


def _rows(matrix: sparse.csr_matrix, start: int, end: int) -> sparse.csr_matrix:
    """Some rows of a matrix, without a copy of its cells."""
    first, last = matrix.indptr[start], matrix.indptr[end]
    cells = matrix.data[first:last], matrix.indices[first:last], matrix.indptr[start : end + 1] - first
    return sparse.csr_matrix(cells, shape=(end - start, matrix.shape[1]))


def _counted(keys: Sequence[str]) -> tuple[sparse.csc_matrix, NDArray[np.int64]]:
    """How often each bigram stands in each key, and the codes of the bigrams in order.

    Code and key of every bigram make one number, so that a single sort counts them.
    """
    codes, lengths = _bigrams(keys)
    places = codes << _KEY_BITS
    places += np.repeat(np.arange(len(keys)), lengths)
    places.sort()
    cells = _starts(places)
    counts, places = np.diff(np.append(cells, len(places))), places[cells]
    codes = places >> _KEY_BITS
    terms = _starts(codes)
    ends = np.append(terms, len(codes)).astype(np.int32) if len(terms) else np.zeros(2, np.int32)
    within = (places & ((1 << _KEY_BITS) - 1)).astype(np.int32)
    matrix = sparse.csc_matrix((counts.astype(np.float32), within, ends), shape=(len(keys), len(ends) - 1))
    return matrix, codes[terms]


def _starts(ordered: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where another value begins, in ordered values."""
    return np.flatnonzero(np.concatenate((ordered[:1] == ordered[:1], ordered[1:] != ordered[:-1])))


def _subtrees(old: Tree, new: Tree, old_at: Sequence[int], new_at: Sequence[int]) -> sparse.csr_matrix:
    """Which keys of both sides, the old ones first, make up the subtree of each position."""
    members = [old.below(at) for at in old_at] + [new.below(at) for at in new_at]
    sizes = np.fromiter(map(len, members), np.int32, len(members))
    indices = np.fromiter(chain.from_iterable(members), np.int32)
    indices[int(sizes[: len(old_at)].sum()) :] += len(old)
    ends = np.concatenate((np.zeros(1, np.int32), np.cumsum(sizes, dtype=np.int32)))
    ones = np.ones(len(indices), np.float32)
    return sparse.csr_matrix((ones, indices, ends), shape=(len(members), len(old) + len(new)))


def _codes(text: str) -> NDArray[np.int64]:
    """The code of each two characters of a text that stand side by side."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    return (points[:-1] << _SHIFT) + points[1:]


def _bigrams(keys: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Codes of the character bigrams of all keys in a row, and how many each key has."""
    codes = _codes("\n".join(keys) + "\n")
    lengths = np.fromiter(map(len, keys), np.int64, len(keys))
    ends = np.cumsum(lengths + 1) - 1
    if not len(codes):
        return codes, np.zeros(len(lengths), np.int64)
    inside = np.ones(len(codes), bool)
    inside[ends[:-1]] = False
    inside[ends - 1] = False
    return codes[inside], np.maximum(lengths - 1, 0)


def _normalised(counts: sparse.csr_matrix, weight: NDArray[np.float32]) -> sparse.csr_matrix:
    cells, sizes = counts.data, np.diff(counts.indptr)
    np.log(cells, out=cells)
    cells += 1
    cells *= weight[counts.indices]
    filled = sizes > 0
    if filled.any():
        squares = np.add.reduceat(cells**2, counts.indptr[:-1][filled], dtype=np.float64)
        cells /= np.repeat(np.sqrt(np.where(squares > 0, squares, 1)).astype(np.float32), sizes[filled])
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
    """The pairs whose common characters, in whatever order, would be enough for a ratio of ``cutoff``.

    Each class of characters that one text has and the other lacks is a character less that they can share.
    """
    lengths, others = (np.fromiter(map(len, texts), np.int64, len(texts)) for texts in (old, new))
    first, second = _classes_of(old, lengths), _classes_of(new, others)
    both = np.zeros((len(old), len(new)), np.int64)
    for one, other in zip(first.T, second.T, strict=True):
        both += np.bitwise_count(one[:, None] & other)
    alone, apart = (np.bitwise_count(one).sum(axis=1, dtype=np.int64) for one in (first, second))
    common = np.minimum((lengths - alone)[:, None], others - apart) + both
    slack = 1e-6
    return np.asarray(2 * common >= cutoff * np.add.outer(lengths, others) - slack)


def _classes_of(texts: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Which classes of characters stand in each text, one bit each."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    found = np.zeros((len(texts), _CLASSES // 64), np.uint64)
    rows = np.repeat(np.arange(len(texts)), lengths)
    known = points % _CLASSES
    np.bitwise_or.at(found, (rows, known // 64), np.uint64(1) << known % 64)
    return found


def _trigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 3] for at in range(len(text) - 2))
