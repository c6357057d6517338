"""Likeness of many texts at once is what it is pair by pair."""

import random

import numpy as np
import pytest

from diffs.similarity import ratio, ratios


@pytest.mark.parametrize("cutoff", [0.3, 0.45, 0.6])
def test_ratios_of_many_texts_are_those_of_each_pair(cutoff: float) -> None:
    drawn = random.Random(7)
    texts = ["".join(drawn.choices("推进开放扩大试点𠀀，。A1\ue400", k=drawn.randrange(30))) for _ in range(160)]
    old, new = texts[:75], texts[75:]
    single = [[ratio(one, other, cutoff) for other in new] for one in old]
    found = ratios(old, new, cutoff)
    assert np.array_equal(found, np.array(single, np.float32))
    assert 0 < np.count_nonzero(found) < found.size
