"""A plan against its own task list, given as files, without keeping anything; and the Check JSON."""

from typing import Any

from diffs.checking.consistency import Check, Discrepancy, RowLink, check
from diffs.clauses import Outline
from service.errors import BadInput, said
from service.files import outline_of_file

CHECK = "clausewatch/check/1"

Row = dict[str, Any]


#: A text by the name that people know it by, and its outline.
Named = tuple[str, Outline]


def check_files(plan: tuple[str, bytes], task_list: tuple[str, bytes] | None = None) -> Check:
    """``check_texts`` of files given as (name, bytes). Raises ``BadInput``."""
    named = (plan[0], outline_of_file(*plan))
    return check_texts(named, (task_list[0], outline_of_file(*task_list)) if task_list else None)


def check_texts(plan: Named, task_list: Named | None = None) -> Check:
    """Check a plan, against a list in a text of its own when there is one; nothing is stored.

    Raises ``BadInput``, with the reason ``no_task_list`` when there is no list to check against.
    """
    made = check(plan[1], task_list[1] if task_list else None)
    if not made.rows and task_list:
        raise BadInput(said("detail.list_without_rows", name=task_list[0][:80]), "no_task_list")
    if not made.rows:
        raise BadInput(said("detail.no_task_list", name=plan[0][:80]), "no_task_list")
    return made


def check_json(made: Check) -> Row:
    """The check as ``clausewatch check --json`` prints it and the API answers it."""
    return {
        "schema": CHECK,
        "rows": made.rows,
        "links": [_link(link) for link in made.links],
        "discrepancies": [_discrepancy(one) for one in made.discrepancies],
        "headings": [
            {"list": one.list, "body": one.body, "rows": list(one.rows), "clause": one.clause} for one in made.headings
        ],
        "unlinked": list(made.unlinked),
        "unlisted": [
            {"clause": one.clause, "sentence": one.sentence, "text": one.text, "clause_id": one.clause_id}
            for one in made.unlisted
        ],
    }


def _link(link: RowLink) -> Row:
    return {
        "row": link.row,
        "clause": link.clause,
        "sentences": list(link.sentences),
        "labels": sorted(str(label) for label in link.labels),
        "heading": link.heading,
        "repeats": link.repeats,
        "row_id": link.row_id,
        "clause_id": link.clause_id,
    }


def _discrepancy(one: Discrepancy) -> Row:
    return {
        "row": one.row,
        "clause": one.clause,
        "sentence": one.sentence,
        "body": one.body,
        "list": one.list,
        "spans": [[str(span.op), span.text] for span in one.spans],
        "differences": [list(pair) for pair in one.differences],
        "row_id": one.row_id,
        "clause_id": one.clause_id,
    }
