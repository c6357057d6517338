"""Comparisons of small texts, laid out as a page would, without a service."""

from collections.abc import Sequence

from diffs.changes import compare
from diffs.comparison import Override as Obeyed
from diffs.parsing import parse
from service.comparing import Compared
from service.facing import Said
from service.sheets.asked import asked_of
from service.sheets.heads import loose_facts
from service.sheets.sheet import Sheet, lay_out


def sheet_of(old: str, new: str, query: Sequence[tuple[str, str]] = (), said: Sequence[Said] = ()) -> Sheet:
    """Two texts compared as the query asks, obeying what was said of their clauses."""
    asked = asked_of(query)
    texts = parse(old), parse(new)
    obeyed = tuple(Obeyed(one.old, one.new) for one in said)
    made = compare(*texts, across=asked.across, overrides=obeyed)
    heads = (loose_facts(texts[0].document, "old.txt", old), loose_facts(texts[1].document, "new.txt", new))
    return lay_out(Compared(*texts, made, tuple(said)), heads, asked)
