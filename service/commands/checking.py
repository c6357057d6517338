"""``check``: a plan's body against its own task list."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from diffs.checking.consistency import Check, Discrepancy
from diffs.checking.measures import fold
from diffs.comparison import Label, Op, Span
from service.checking import Named, check_json, check_texts
from service.commands.files import read_argument
from service.commands.marks import marked
from service.console import DIFFERENT, AsJson, print_json, stdout, table, visible
from service.files import outline_of_file

#: So many characters of an unlisted sentence are shown.
_SHOWN = 40
_MOST = 5


def check(
    plan: Annotated[str, typer.Argument(help="a file, or the id of a stored version (ver_…) or document (doc_…)")],
    task_list: Annotated[
        str | None, typer.Option("--list", metavar="TEXT", help="the task list, when it is a text of its own")
    ] = None,
    as_json: AsJson = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="exit 3 when rows and sentences differ")] = False,
) -> None:
    """Say where a plan's task list (任务清单) does not say what its body says."""
    made = check_texts(_text(plan), _text(task_list) if task_list is not None else None)
    if as_json:
        print_json(check_json(made))
    else:
        _print_check(made)
    if exit_code and made.discrepancies:
        raise typer.Exit(DIFFERENT)


def _text(given: str) -> Named:
    """What an argument names: a stored text, or a file. Raises ``BadInput`` and ``NotFound``."""
    if not given.startswith(("ver_", "doc_")) or Path(given).exists():
        name, body = read_argument(given)
        return name, outline_of_file(name, body)
    from service.house import open_house  # what needs no database does not load one
    from service.settings import load_settings
    from service.version_checking import stored_outline

    with open_house(load_settings()) as house:
        return given, stored_outline(house, given)


def _print_check(made: Check) -> None:
    out = stdout()
    for one in made.discrepancies:
        out.print(visible(f"@@ {_place(one)} ↔ {one.row}"), style="cyan")
        out.print(marked(quiet(one.spans)))
        out.print()
    if made.headings:
        table(("正文标题", "清单类别", "行"), [(one.body, one.list, _listed(one.rows)) for one in made.headings])
        out.print()
    if made.unlinked:
        out.print(visible(f"正文中没有对应句子的行：{_listed(made.unlinked)}"))
    for sentence in made.unlisted:
        shown = sentence.text if len(sentence.text) <= _SHOWN else sentence.text[: _SHOWN - 1] + "…"
        out.print(visible(f"清单中没有对应行的句子：{sentence.clause} {shown}"))
    out.print(visible(_count(made)), style="bold")


def _place(one: Discrepancy) -> str:
    """The clause and the sentence in it as people count."""
    return one.clause if one.sentence is None else f"{one.clause} 第{one.sentence + 1}句"


def _count(made: Check) -> str:
    moved = len({link.row for link in made.links if Label.MOVED in link.labels})
    again = len({link.row for link in made.links if link.repeats})
    parts = [
        f"清单{made.rows}行，{made.rows - len(made.unlinked)}行在正文中有对应句子",
        f"文字不一{len(made.discrepancies)}处",
        f"标题不一{len(made.headings)}处",
        *([f"位置不同{moved}行"] if moved else []),
        *([f"重复{again}行"] if again else []),
        *([f"未列入清单{len(made.unlisted)}句"] if made.unlisted else []),
    ]
    return "；".join(parts)


def _listed(paths: Sequence[str]) -> str:
    """Paths in a row, a long run of them by its ends; all of them are in ``--json``."""
    if len(paths) <= _MOST:
        return "、".join(paths)
    return f"{paths[0]} … {paths[-1]}（{len(paths)}行）"


def quiet(spans: Sequence[Span]) -> list[Span]:
    """The spans without what only differs in width, blanks or markup: that is shown as the body prints it."""
    shown: list[Span] = []
    for span in _noiseless(spans):
        if shown and span.op is Op.EQUAL is shown[-1].op:
            span = Span(Op.EQUAL, shown.pop().text + span.text)
        shown.append(span)
    return shown


def _noiseless(spans: Sequence[Span]) -> Iterator[Span]:
    at = 0
    while at < len(spans):
        span, following = spans[at], spans[at + 1] if at + 1 < len(spans) else None
        paired = span.op is Op.DELETE and following is not None and following.op is Op.INSERT
        if span.op is Op.EQUAL or (not paired and fold(span.text)):
            yield span
        elif paired and following and fold(span.text) != fold(following.text):
            yield from (span, following)
        elif span.op is Op.DELETE:
            yield Span(Op.EQUAL, span.text)
        at += 2 if paired else 1
