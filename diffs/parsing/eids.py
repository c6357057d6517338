"""Identifiers of clauses: ids that depend on the text alone, and eIds in the manner of Akoma Ntoso.

An eId (OASIS Akoma Ntoso Naming Convention 1.0, 5) joins the steps of a clause's ancestors with ``__``. Articles run
through a law, so theirs carry no container: ``chp_2__sec_1``, ``art_3__para_2__item_1__point_1``, ``art_12-1`` for
第十二条之一; those of an attachment or a further document carry it (``att_2__art_3``, ``cmp_2__art_3``). Plans use ``sec``
(一), ``subsec`` (（一）), ``para`` (1.), ``subpara`` (（1）), ``item`` (①), ``point`` (run-in sections and principles),
``tbl`` and ``row``. A repeated eId gets ``.2``, ``.3``.
"""

import re
from collections.abc import Sequence
from hashlib import blake2b

from diffs.clauses import Kind
from diffs.parsing.drafts import Draft
from diffs.parsing.numbering import Rank, numeral

_HAN_NUMBER = re.compile(r"(?<=_)[〇零一二三四五六七八九十百]+$")
_DOCUMENT = re.compile(r"文件(\d+)/")


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
    taken: set[str] = set()
    eids: list[str] = []
    for draft in drafts:
        context = _context(draft)
        step = _HAN_NUMBER.sub(lambda match: str(numeral(match.group())), "".join(draft.step.split()))
        document = None if context else _DOCUMENT.match(draft.path)
        prefix = found[id(context)] if context and id(context) in found else f"cmp_{document[1]}" if document else ""
        eid = unique = f"{prefix}__{step}" if prefix else step
        while unique in taken:
            used[eid] = used.get(eid, 1) + 1
            unique = f"{eid}.{used[eid]}"
        taken.add(unique)
        found[id(draft)] = unique
        eids.append(unique)
    return eids


def _context(draft: Draft) -> Draft | None:
    """Whose eId opens that of ``draft``: its parent, for an article the attachment it stands in."""
    parent = draft.parent
    if draft.rank is not Rank.ARTICLE:
        return parent
    while parent and parent.kind is not Kind.ATTACHMENT:
        parent = parent.parent
    return parent
