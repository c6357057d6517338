"""Likeness of many texts at once is what it is pair by pair."""

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from diffs.similarity import Cosines, ratio, ratios
from diffs.trees import flat


@pytest.mark.parametrize("cutoff", [0.3, 0.45, 0.6])
def test_ratios_of_many_texts_are_those_of_each_pair(cutoff: float) -> None:
    drawn = random.Random(7)
    texts = ["".join(drawn.choices("推进开放扩大试点𠀀，。A1\ue400", k=drawn.randrange(30))) for _ in range(160)]
    old, new = texts[:75], texts[75:]
    single = [[ratio(one, other, cutoff) for other in new] for one in old]
    found = ratios(old, new, cutoff)
    assert np.array_equal(found, np.array(single, np.float32))
    assert 0 < np.count_nonzero(found) < found.size


def _texts(count: int) -> list[str]:
    drawn = random.Random(11)
    return ["".join(drawn.choices("推进开放扩大试点服务业𠀀，。A1", k=drawn.randrange(40))) for _ in range(count)]


@pytest.mark.parametrize("size", [30, 2100])
def test_cosines_of_families_are_those_of_each_family_alone(size: int) -> None:
    texts = _texts(2 * size)
    cosines = Cosines(flat(texts[:size]), flat(texts[size:]), range(size), range(size))
    families = [(range(at, at + 4), range(at + 1, at + 7)) for at in range(0, 20, 4)]
    together = list(cosines.among(families))
    assert [found.shape for found in together] == [(4, 6)] * len(families)
    for (first, second), found in zip(families, together, strict=True):
        single = [[float(cosines.between([one], [other])[0, 0]) for other in second] for one in first]
        assert np.allclose(found, single, atol=1e-4)
    assert max(found.max() for found in together) > 0


@pytest.mark.parametrize("size", [40, 2100])
def test_the_nearest_of_some_positions_are_found_among_all(size: int) -> None:
    drawn = random.Random(13)
    words = ["".join(chr(drawn.randrange(0x4E00, 0x9FFF)) for _ in range(3)) for _ in range(8 * size)]
    texts = ["".join(drawn.sample(words[at // 6 : at // 6 + 40], 8)) for at in range(2 * size)]
    drawn.shuffle(texts)
    cosines = Cosines(flat(texts[:size]), flat(texts[size:]), range(size), range(size))
    wanted = [3, 11, size - 1, size + 5], [0, 7]
    found = set(zip(*(each.tolist() for each in cosines.nearest(2, 0.05, *wanted)[:2]), strict=True))
    every = range(size)
    near = {(at, to) for at in wanted[0][:3] for to in _first_two(cosines.between([at], every)[0])}
    near |= {(at, to) for to in wanted[1] for at in _first_two(cosines.between(every, [to])[:, 0])}
    assert found == near
    assert len(near) > 6


def _first_two(cosines: NDArray[np.float32]) -> list[int]:
    likely = [(-cosine, at) for at, cosine in enumerate(cosines.tolist()) if cosine >= 0.05]
    return [at for _, at in sorted(likely)[:2]]


def test_a_wording_has_a_cosine_of_one_with_itself_and_none_with_what_shares_no_bigram() -> None:
    cosines = Cosines(flat(["扩大开放试点", ""]), flat(["扩大开放试点", "人民币"]), range(2), range(2))
    assert cosines.between([0, 1], [0, 1]).tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_texts_without_a_bigram_are_alike_in_nothing() -> None:
    cosines = Cosines(flat(["一", ""]), flat(["一", "二"]), range(2), range(2))
    assert not cosines.between([0, 1], [0, 1]).any()
    assert cosines.best(8, 0.1) == []
    assert cosines.rarity("数字人民币") == 0.0


def test_a_phrase_is_as_rare_as_its_bigrams_and_strange_ones_count_nothing() -> None:
    cosines = Cosines(flat(["数字人民币试点", "推进试点"]), flat(["开展试点"]), range(2), range(1))
    assert cosines.rarity("数字人民币") == pytest.approx(4 * np.log(4 / 2), rel=1e-6)
    assert cosines.rarity("试点") == 0.0
    assert cosines.rarity("数字孪生") == pytest.approx(np.log(4 / 2), rel=1e-6)
