"""``amend``: an amendment decision applied to the text it amends."""

import sys
from typing import Annotated

import typer

from diffs.amending.edits import Edit, EditKind, FollowedReference, Outcome, ReferenceReason
from service.amending import AmendedFile, amend_file
from service.amendment_json import amendment_json
from service.commands.files import File, read_argument
from service.console import PARTLY, AsJson, print_json, say, table, visible

#: What each kind of edit is called to people.
_CALLED = {
    EditKind.SUBSTITUTION: "修改",
    EditKind.INSERTION: "增加",
    EditKind.REPEAL: "删去",
    EditKind.RENUMBERING: "改号",
    EditKind.SPLIT: "分立",
    EditKind.JOIN: "合并",
    EditKind.TEXT_SUBSTITUTION: "改字句",
    EditKind.TEXT_INSERTION: "增字句",
    EditKind.TEXT_REPEAL: "删字句",
    EditKind.HEADING_SUBSTITUTION: "改标题",
    EditKind.HEADING_REPEAL: "删标题",
    EditKind.SEQUENCE: "调整顺序",
    EditKind.UNREAD: "未识别",
}
#: Why a citation may point elsewhere now, said to people.
_UNSURE = {
    ReferenceReason.GONE: "所引已删去或已分立",
    ReferenceReason.REWRITTEN: "所引已重写",
    ReferenceReason.MOVED: "所引已移至他处",
    ReferenceReason.NOT_BEFORE: "所引不再紧接其前",
    ReferenceReason.RANGE: "所引范围已变",
    ReferenceReason.AMBIGUOUS: "所引不能确定",
    ReferenceReason.AMENDED: "引文部分由决定改写",
    ReferenceReason.NOT_SAID: "决定未言序号顺延",
}
#: So much of a quoted text is shown.
_SHOWN = 24
#: So much of the instruction's own words, where an edit that was refused has nothing else to be known by.
_TOLD = 40


def amend(
    decision: Annotated[str, typer.Argument(help="the amendment decision (修改决定, 修正案), a file or -")],
    old: File,
    as_json: AsJson = False,
    title: Annotated[str | None, typer.Option("--title", metavar="名称", help="which of the texts it amends")] = None,
    text: Annotated[bool, typer.Option("--text", help="print the amended text on stdout")] = False,
) -> None:
    """Apply an amendment decision to the old text and say which instructions could be applied."""
    made = amend_file(read_argument(decision), read_argument(old), title=title)
    missed = sum(not outcome.applied for outcome in made.amended.outcomes)
    if as_json:
        print_json(amendment_json(made))
    elif text:
        sys.stdout.buffer.write(made.amended.text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
        for outcome in made.amended.outcomes:
            if not outcome.applied:
                words = (_target(outcome.edit), _told(outcome, made))
                say(visible(" ".join(filter(None, (outcome.reason, outcome.edit.kind, *words)))))
        for one in made.amended.references:
            if one.reason:
                say(visible(f"{one.clause} {one.old}：{_unsure(one)}"))
        say(_count(made, missed))
    else:
        table(("", "修改", "原文", "新文", "内容", "说明"), [_row(outcome, made) for outcome in made.amended.outcomes])
        _print_references(made)
        say(_count(made, missed))
    if missed:
        raise typer.Exit(PARTLY)


def _row(outcome: Outcome, made: AmendedFile) -> tuple[str, ...]:
    edit = outcome.edit
    mark = "✓" if outcome.applied else "✗"
    note = str(outcome.reason) if outcome.reason else (f"{outcome.count}处" if outcome.count > 1 else "")
    return (
        mark,
        _CALLED[edit.kind],
        _target(edit),
        "、".join(one.path for one in edit.destinations),
        _told(outcome, made) or _content(edit),
        note,
    )


def _told(outcome: Outcome, made: AmendedFile) -> str:
    """The beginning of the instruction itself, where it was refused and nothing else says which one it is."""
    edit = outcome.edit
    known = edit.kind is not EditKind.UNREAD and (edit.targets or _content(edit))
    return "" if outcome.applied or known else _short(made.said(edit), _TOLD)


def _target(edit: Edit) -> str:
    return "、".join(one.path for one in edit.targets)


def _content(edit: Edit) -> str:
    words = "、".join(_short(one) for one in edit.words)
    spared = "、".join(one.path for one in edit.exceptions)
    return " → ".join(part for part in (words, _short(edit.text)) if part) + (f"（{spared}除外）" if spared else "")


def _short(text: str, most: int = _SHOWN) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _print_references(made: AmendedFile) -> None:
    rows = [(one.clause, one.old, one.new or "（未改）", _unsure(one)) for one in made.amended.references]
    if rows:
        table(("条文", "原引用", "现引用", "待核"), rows)


def _unsure(reference: FollowedReference) -> str:
    return _UNSURE[reference.reason] if reference.reason else ""


def _count(made: AmendedFile, missed: int) -> str:
    done = len(made.amended.outcomes) - missed
    repealed = "；本决定废止该文件" if made.amended.repealed else ""
    return visible(f"《{made.amended.title}》：已适用{done}项，未适用{missed}项{repealed}")
