"""What others would use on the same two texts; each answers with its number of differing runs."""

import difflib
from collections.abc import Callable

from diff_match_patch import diff_match_patch

try:
    from fast_diff_match_patch import diff as fast_diff
except ImportError:  # the extra is optional
    fast_diff = None

Peer = Callable[[str, str], int]


def difflib_lines(old: str, new: str) -> int:
    """difflib over paragraphs."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    return sum(code[0] != "equal" for code in matcher.get_opcodes())


def difflib_characters(old: str, new: str) -> int:
    """difflib over characters, with its own short cut for frequent ones."""
    return sum(code[0] != "equal" for code in difflib.SequenceMatcher(None, old, new).get_opcodes())


def match_patch(old: str, new: str) -> int:
    """diff-match-patch with semantic clean-up and its own limit of one second."""
    engine = diff_match_patch()
    hunks = engine.diff_main(old, new)
    engine.diff_cleanupSemantic(hunks)
    return sum(sign != 0 for sign, _ in hunks)


def match_patch_fast(old: str, new: str) -> int:
    """The C++ build of diff-match-patch, without a limit."""
    return sum(sign != "=" for sign, _ in fast_diff(old, new, timelimit=0, cleanup="Semantic"))


PEERS: dict[str, Peer] = {
    "difflib, paragraphs": difflib_lines,
    "difflib, characters": difflib_characters,
    "diff-match-patch (≤ 1 s)": match_patch,
} | ({"fast-diff-match-patch": match_patch_fast} if fast_diff else {})
