"""Ids and digests."""

import hashlib
import re

import pytest

from storage import identifiers


def test_every_id_says_what_it_names_and_is_new() -> None:
    for prefix in identifiers.PREFIXES:
        made = {identifiers.new(prefix) for _ in range(100)}
        assert len(made) == 100
        assert all(re.fullmatch(prefix + "_[0-9a-f]{16}", one) for one in made)


def test_an_unknown_prefix_is_refused() -> None:
    with pytest.raises(ValueError, match="no ids begin with 'usr'"):
        identifiers.new("usr")


def test_a_text_has_the_digest_of_its_utf_8_bytes() -> None:
    text = "第十二条之一 ㎡"
    assert identifiers.digest_of(text) == hashlib.sha256(text.encode()).hexdigest()
    assert identifiers.digest_of(text) == identifiers.digest_of(text.encode())
    assert identifiers.is_digest(identifiers.digest_of(text))
