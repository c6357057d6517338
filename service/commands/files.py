"""``parse`` and ``diff``: files and stored versions read without changing anything."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from diffs.clauses import Outline
from diffs.comparison import Change, Label
from service.commands.marks import marked
from service.console import DIFFERENT, AsJson, print_json, stdout, visible
from service.errors import BadInput
from service.files import outline_of_file
from service.schemas import outline_json
from service.texts import Language, say

if TYPE_CHECKING:
    from service.comparing import Compared

File = Annotated[str, typer.Argument(help="a TXT, MD, HTML, DOCX or PDF file, or - for standard input")]
Side = Annotated[str, typer.Argument(help="a file, or the id of a stored version (ver_…)")]


def parse(file: File, as_json: AsJson = False) -> None:
    """Show the outline of a policy text: its clauses with their addresses."""
    outline = outline_of_file(*read_argument(file))
    if as_json:
        print_json(outline_json(outline))
    else:
        _print_outline(outline)


def diff(
    old: Side,
    new: Side,
    as_json: AsJson = False,
    across: Annotated[bool, typer.Option("--across", help="two places' texts of one template: places masked")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="exit 3 when there are differences")] = False,
    paper: Annotated[str | None, typer.Option("--paper", metavar="NAME", help="write a paper: table.docx, …")] = None,
    out: Annotated[str | None, typer.Option("-o", "--out", metavar="FILE", help="where to; its ending chooses")] = None,
    query: Annotated[str, typer.Option("--query", help="filters of the paper, as in a page's address")] = "",
    lang: Annotated[str, typer.Option("--lang", help="the paper's own words: zh or en")] = "zh",
) -> None:
    """Say clause by clause what changed between two texts."""
    if paper is not None or out is not None:
        if exit_code:
            raise typer.BadParameter("give --exit-code without --paper and -o")
        _write_paper(old, new, across=across, as_json=as_json, order=(paper, out, query, lang))
        return
    compared = _compared(old, new, across=across)
    if as_json:
        from service.comparing import compared_json

        print_json(compared_json(compared))
    else:
        _print_comparison(compared)
    if exit_code and any(change.labels != {Label.UNCHANGED} for change in compared.comparison.changes):
        raise typer.Exit(DIFFERENT)


def read_argument(file: str) -> tuple[str, bytes]:
    """The name and bytes of a file argument. Raises ``BadInput`` with the system's reason."""
    if file == "-":
        return "standard input", sys.stdin.buffer.read()
    try:
        return file, Path(file).read_bytes()
    except OSError as error:
        raise BadInput(
            f"{file}: {(error.strerror or str(error)).lower()}; give a readable file", "unreadable"
        ) from error


def _compared(old: str, new: str, *, across: bool) -> "Compared":
    if _is_version(old) and _is_version(new):
        from service.house import open_house  # what needs no database does not load one
        from service.settings import load_settings
        from service.version_comparing import compare_versions

        with open_house(load_settings()) as house:
            return compare_versions(house, old, new, across=across)
    from service.comparing import compare_files

    return compare_files(read_argument(old), read_argument(new), across=across)


def _write_paper(
    old: str, new: str, *, across: bool, as_json: bool, order: tuple[str | None, str | None, str, str]
) -> None:
    from service.commands.papers import Order, write_files, write_versions  # only who wants a paper loads its writers

    if _is_version(old) and _is_version(new):
        write_versions(Order(*order), old, new, across=across, as_json=as_json)
    else:
        write_files(Order(*order), read_argument(old), read_argument(new), across=across, as_json=as_json)


def _is_version(side: str) -> bool:
    return side.startswith("ver_") and not Path(side).exists()


def _print_outline(outline: Outline) -> None:
    out = stdout()
    facts = outline.document
    dates = ", ".join(f"{name} {value}" for name, value in _printed_dates(outline))
    for line in (facts.title, facts.number, "、".join(facts.issuers), facts.jurisdiction, str(facts.stage), dates):
        if line:
            out.print(visible(line), style="bold" if line == facts.title else None)
    for clause in outline.clauses:
        shown = f"{clause.heading}{clause.heading_sep}{clause.text}".replace("\n", " ")
        short = shown if len(shown) <= 60 else shown[:57] + "…"
        out.print(Text("  " * clause.level).append(visible(clause.path), "bold").append("  " + visible(short)))
    for finding in outline.findings:
        out.print(visible(f"! {finding.kind} {finding.extent[0]}–{finding.extent[1]}: {finding.note}"), style="yellow")


def _printed_dates(outline: Outline) -> list[tuple[str, str]]:
    dates = outline.document.dates
    return [(name, str(value)) for name in dates.__slots__ if (value := getattr(dates, name)) is not None]


def _print_comparison(compared: "Compared") -> None:
    out = stdout()
    comparison = compared.comparison
    across = comparison.across
    for mark, facts in zip(
        ("1  ", "2  ") if across else ("--- ", "+++ "), (comparison.old, comparison.new), strict=True
    ):
        out.print(visible(f"{mark}{facts.title}"), style="bold")
    out.print(visible(comparison.digest.zh))
    shown = [change for change in comparison.changes if change.labels != {Label.UNCHANGED}]
    for change in shown:
        if change.labels != {Label.RENUMBERED}:
            _print_change(change, across=across)
    _print_renumbered([change for change in shown if change.labels == {Label.RENUMBERED}], across=across)


def _print_renumbered(changes: list[Change], *, across: bool) -> None:
    """What differs in its number and nothing else, folded into one line."""
    if changes:
        words, arrow = ("仅编号不同", "↔") if across else ("仅编号变动", "→")
        pairs = "，".join(f"{'+'.join(one.old_path)} {arrow} {'+'.join(one.new_path)}" for one in changes)
        stdout().print(visible(f"\n{words}{len(changes)}处：{pairs}"), style="dim")


def _print_change(change: Change, *, across: bool) -> None:
    out = stdout()
    where = " + ".join(change.old_path) or "∅"
    target = " + ".join(change.new_path) or "∅"
    arrow = "↔" if across else "→"
    labels = ", ".join(_label(label, across=across) for label in sorted(change.labels))
    labels += f" ({change.change_class})" if change.change_class else ""
    out.print()
    out.print(
        visible(f"@@ {where} {arrow} {target}  [{labels}]" if where != target else f"@@ {where}  [{labels}]"),
        style="cyan",
    )
    for signal in change.signals:
        direction = f" {signal.direction}" if signal.direction else ""
        out.print(visible(f"   {signal.kind}: {signal.old or '∅'} {arrow} {signal.new or '∅'}{direction}"), style="dim")
    if change.labels & {Label.MODIFIED, Label.ADDED, Label.REMOVED, Label.SPLIT, Label.MERGED}:
        out.print(marked(change.spans, across=across))


def _label(label: Label, *, across: bool) -> str:
    """The label, or what it is between two places: neither text amends the other."""
    return say(Language.EN, f"label_across.{label}", a="1", b="2") if across else str(label)
