"""Identifiers of clauses: ids that depend on the text alone, and eIds in the manner of Akoma Ntoso.

An eId (OASIS Akoma Ntoso Naming Convention 1.0, 5) joins the steps of a clause's ancestors with ``__``. Articles run
through a law, so theirs carry no container: ``chp_2__sec_1``, ``art_3__para_2__item_1__point_1``. Plans use ``sec``
(一), ``subsec`` (（一）), ``para`` (1.), ``subpara`` (（1）), ``item`` (①), ``point`` (run-in sections and principles),
``tbl`` and ``row``. A repeated eId gets ``.2``, ``.3``.
"""

from collections.abc import Sequence
from hashlib import blake2b

from diffs.drafts import Draft
from diffs.numbering import Rank


def clause_ids(drafts: Sequence[Draft]) -> list[str]:
    """One id a draft: a digest of path and wording, told apart in order where both repeat."""
    seen: dict[bytes, int] = {}
    ids: list[str] = []
    for draft in drafts:
        key = f"{draft.path}\0{draft.wording}".encode("utf-8", "surrogatepass")
        count = seen[key] = seen.get(key, 0) + 1
        salted = key if count == 1 else key + b"\0%d" % count
        ids.append(blake2b(salted, digest_size=8).hexdigest())
    return ids


def element_ids(drafts: Sequence[Draft]) -> list[str]:
    """One eId a draft, unique in the document."""
    found: dict[int, str] = {}
    used: dict[str, int] = {}
    eids: list[str] = []
    for draft in drafts:
        parent = found.get(id(draft.parent)) if draft.parent and draft.rank is not Rank.ARTICLE else None
        eid = f"{parent}__{draft.step}" if parent else draft.step
        count = used[eid] = used.get(eid, 0) + 1
        unique = eid if count == 1 else f"{eid}.{count}"
        found[id(draft)] = unique
        eids.append(unique)
    return eids
