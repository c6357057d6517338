"""A statute's text opened for editing: its units in order, each with the characters that print it.

Made from an outline, so that joined again without an edit it is the policy text to the letter. A unit knows where it
stood (``number``, ``branch``) and where it is to stand (``goal``).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diffs.amending.bodies import Body
from diffs.clauses import Clause, Kind, Outline
from diffs.parsing.numbering import CONTAINERS, Rank, circled, find_marker
from diffs.provisions import han

#: 第十二条之一 as a number and its branch.
Place = tuple[int, int]

_GAP = re.compile(r"[\s*]*")


@dataclass(slots=True, eq=False)
class Unit:
    """One unit: container, article, paragraph (款), item (项, 目), attachment with its entries and rows, or anything
    else (``kind`` raw, title, contents, label).

    ``indent``, ``marker``, ``gap``, ``body``, ``tail`` in a row print it, then its ``children``. ``indent`` and ``tail``
    of ``None`` are printed as the text prints others of the kind. ``old`` is what ``children`` were at first.
    """

    kind: str
    body: Body
    rank: Rank | None = None
    number: int = 0
    branch: int = 0
    indent: str | None = None
    marker: str = ""
    gap: str = ""
    tail: str | None = None
    children: list["Unit"] = field(default_factory=list)
    old: tuple["Unit", ...] = ()
    goal: Place | None = None
    anchor: tuple["Unit", bool] | None = None
    home: "Unit | None" = None
    added: list["Unit"] = field(default_factory=list)
    extra: list["Unit"] = field(default_factory=list)
    heads: list["Unit"] = field(default_factory=list)
    final: Place = (0, 0)
    removed: bool = False
    rewritten: bool = False
    fresh: bool = False
    parent: "Unit | None" = None

    def walk(self) -> Iterator["Unit"]:
        """The unit and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Style:
    """How a text prints its units: indents and gaps by kind, and what parts two lines."""

    indents: dict[str, str]
    gaps: dict[str, str]
    separator: str
    figures: bool = False


@dataclass(slots=True)
class OpenText:
    """A policy text opened for editing: what stands before the first unit, the units, and what ends the text."""

    opening: str
    units: list[Unit]
    ending: str
    style: Style
    listed: bool

    def articles(self) -> Iterator[Unit]:
        """Its articles in order."""
        return (unit for unit in self.units if unit.kind == "article")

    def render(self) -> str:
        """The policy text."""
        lines: list[str] = []
        for unit in self.units:
            self._render(unit, lines, inline=False)
        text = "".join(lines)
        if text.endswith(self.style.separator):
            text = text[: -len(self.style.separator)]
        return f"{self.opening}{text}{self.ending}"

    def _render(self, unit: Unit, lines: list[str], *, inline: bool) -> None:
        indent = "" if inline else unit.indent
        if indent is None:
            indent = self.style.indents.get(unit.kind, "")
        lines.append(f"{indent}{unit.marker}{unit.gap}{unit.body.text}")
        holds = unit.kind == "article"
        if not holds:
            lines.append(self.style.separator if unit.tail is None else unit.tail)
        elif unit.tail:
            lines.append(unit.tail)
        for place, child in enumerate(unit.children):
            self._render(child, lines, inline=holds and place == 0 and "\n" not in (unit.tail or ""))


def open_text(text: str, outline: Outline) -> OpenText:
    """The units of ``text``, whose outline is given."""
    return _Opening(text, outline).read()


@dataclass(slots=True)
class _Opening:
    text: str
    outline: Outline
    prefix: str = ""
    listed: bool = False
    units: list[Unit] = field(default_factory=list)
    known: dict[str, Unit] = field(default_factory=dict)
    last: Unit | None = None

    def read(self) -> OpenText:
        self._choose_prefix()
        segments = self._segments()
        opening = self.text[: segments[0][1]] if segments else self.text
        cut = opening.rfind("\n") + 1
        indent, opening = opening[cut:], opening[:cut]
        for clause, start, end in segments:
            segment = self.text[start:end]
            content = segment.rstrip("\r\n ") if clause.kind is Kind.TABLE_ROW else segment.rstrip()
            blanks = segment[len(content) :]
            cut = blanks.rfind("\n") + 1
            self._add(clause, indent, content, blanks[:cut])
            indent = blanks[cut:]
        return self._finish(opening, indent)

    def _choose_prefix(self) -> None:
        """The document with most articles is the one to amend; a text without any counts its 一、 as articles."""
        found = Counter(
            clause.path.rpartition("/")[0] for clause in self.outline.clauses if _rank(clause) is Rank.ARTICLE
        )
        main = {place: count for place, count in found.items() if not place.startswith("附件")}
        found = Counter(main) if main else found
        self.listed = not found
        if not found:
            found = Counter(
                clause.path.rpartition("/")[0]
                for clause in self.outline.clauses
                if _rank(clause) is Rank.HAN and clause.level == 1
            )
        prefix = found.most_common(1)[0][0] if found else ""
        self.prefix = f"{prefix}/" if prefix else ""

    def _segments(self) -> list[tuple[Clause, int, int]]:
        """Each clause with the stretch from its start to the next one's."""
        starts: list[tuple[int, Clause]] = []
        for clause in self.outline.clauses:
            if clause.extent and (not starts or clause.extent[0][0] > starts[-1][0]):
                starts.append((clause.extent[0][0], clause))
        ends = [start for start, _ in starts[1:]] + [len(self.text)]
        return [(clause, start, end) for (start, clause), end in zip(starts, ends, strict=True)]

    def _add(self, clause: Clause, indent: str, content: str, tail: str) -> None:
        parent = self.known.get(clause.parent or "")
        rank = _rank(clause)
        if self._is_article(clause, rank):
            unit = self._article(clause, indent, content, tail)
        elif parent is not None and parent.kind in ("attachment", "entry", "row"):
            kind = "row" if clause.kind is Kind.TABLE_ROW else "entry"
            unit = self._numbered(clause, kind, rank, indent, content, tail)
            unit.parent = parent
            parent.children.append(unit)
        elif rank in CONTAINERS and clause.kind is Kind.HEADING and clause.path.startswith(self.prefix):
            unit = self._numbered(clause, "container", rank, indent, content, tail)
            self.units.append(unit)
        elif parent is not None and parent.kind in ("article", "paragraph", "item"):
            unit = self._below(clause, parent, rank, indent, content, tail)
        elif clause.kind is Kind.ATTACHMENT and not f"{clause.path}/".startswith(self.prefix or "/"):
            unit = self._numbered(clause, "attachment", rank, indent, content, tail)
            self.units.append(unit)
        else:
            kind = "raw"
            if clause.path == f"{self.prefix}方案/标题":
                kind = "title"
            elif clause.path in ("目录", f"{self.prefix}目录"):
                kind = "contents"
            elif clause.path.split("/")[-1] == "附件标识":
                kind = "label"
            elif clause.path.split("/")[-1].startswith("¶") or "引言" in clause.path:
                kind = "preface"
            unit = Unit(kind, Body([(content, False)]), indent=indent, tail=tail)
            self.units.append(unit)
        self.known[clause.id] = unit
        self.last = unit

    def _is_article(self, clause: Clause, rank: Rank | None) -> bool:
        if clause.path.rpartition("/")[0] != self.prefix.rstrip("/"):
            return False
        return rank is (Rank.HAN if self.listed else Rank.ARTICLE)

    def _numbered(self, clause: Clause, kind: str, rank: Rank | None, indent: str, content: str, tail: str) -> Unit:
        number, branch = _place(clause)
        start = content.find(clause.marker) if clause.marker else -1
        if start < 0:
            return Unit(kind, Body([(content, False)]), rank, number, branch, indent, tail=tail)
        end = start + len(clause.marker)
        gap = _GAP.match(content, end)
        body = gap.end() if gap else end
        return Unit(
            kind,
            Body([(content[body:], False)]),
            rank,
            number,
            branch,
            indent + content[:start],
            clause.marker,
            content[end:body],
            tail,
        )

    def _article(self, clause: Clause, indent: str, content: str, tail: str) -> Unit:
        unit = self._numbered(clause, "article", _rank(clause), indent, content, tail)
        text = unit.body.text
        cut = 0
        if clause.heading and not self.listed:
            found = text.find(clause.heading)
            cut = found + len(clause.heading) if found >= 0 else 0
            gap = _GAP.match(text, cut)
            cut = gap.end() if gap else cut
        unit.gap += text[:cut]
        unit.body = Body([])
        if text[cut:]:
            child = Unit("paragraph", Body([(text[cut:], False)]), tail=tail, parent=unit)
            unit.children.append(child)
            unit.tail = ""
        self.units.append(unit)
        return unit

    def _below(self, clause: Clause, parent: Unit, rank: Rank | None, indent: str, content: str, tail: str) -> Unit:
        if clause.kind in (Kind.TABLE_ROW, Kind.ATTACHMENT) or (parent.kind != "article" and rank is None):
            *_, leaf = (self.last or parent).walk()
            leaf.tail = f"{leaf.tail or ''}{indent}{content}{tail}"
            return leaf
        if rank is None:
            unit = Unit("paragraph", Body([(content, False)]), indent=indent, tail=tail, parent=parent)
            if not parent.children and "\n" not in (parent.tail or ""):
                parent.gap, unit.indent = f"{parent.gap}{indent}", None
            parent.children.append(unit)
            return unit
        if parent.kind == "article":
            if not parent.children:
                parent.children.append(Unit("paragraph", Body([]), tail=parent.tail, parent=parent))
                parent.tail = ""
            parent = parent.children[-1]
        unit = self._numbered(clause, "item", rank, indent, content, tail)
        unit.parent = parent
        parent.children.append(unit)
        return unit

    def _finish(self, opening: str, rest: str) -> OpenText:
        style = _style(self.units)
        ending = rest
        if self.units:
            *_, leaf = self.units[-1].walk()
            ending = f"{leaf.tail or ''}{rest}"
            leaf.tail = None
        for unit in self.units:
            for one in unit.walk():
                one.old = tuple(one.children)
        return OpenText(opening, self.units, ending, style, self.listed)


def _rank(clause: Clause) -> Rank | None:
    marker = find_marker(f"{clause.marker}　某") if clause.marker else None
    return marker.rank if marker else None


def _place(clause: Clause) -> Place:
    number, _, branch = (clause.number or "0").partition("-")
    if number.isdecimal():
        return int(number), int(branch or 0)
    marker = find_marker(f"{clause.marker}　某")
    return (marker.number, marker.branch) if marker else (0, 0)


def _style(units: Sequence[Unit]) -> Style:
    indents: dict[str, Counter[str]] = {}
    gaps: dict[str, Counter[str]] = {}
    tails: Counter[str] = Counter()
    figures = False
    for unit in units:
        for one in unit.walk():
            if one.indent is not None:
                indents.setdefault(one.kind, Counter())[one.indent] += 1
            if one.kind in ("article", "container", "item"):
                gaps.setdefault(one.kind, Counter())[one.gap] += 1
                figures = figures or (one.kind == "article" and any(char.isdecimal() for char in one.marker))
            if one.kind in ("paragraph", "item") and one.tail and not one.tail.strip():
                tails[one.tail] += 1
    chosen = {kind: counter.most_common(1)[0][0] for kind, counter in indents.items()}
    chosen.setdefault("paragraph", chosen.get("article", ""))
    chosen.setdefault("item", chosen["paragraph"])
    spaces = {kind: counter.most_common(1)[0][0] for kind, counter in gaps.items()}
    spaces.setdefault("article", "　")
    spaces.setdefault("container", "　")
    spaces["item"] = spaces.get("item", "") if not spaces.get("item", "").strip() else ""
    return Style(chosen, spaces, tails.most_common(1)[0][0] if tails else "\n", figures)


def article_marker(place: Place, style: Style) -> str:
    """第十二条之一 as the text prints article numbers."""
    number, branch = place
    return f"第{number if style.figures else han(number)}条" + (f"之{han(branch)}" if branch else "")


def renumbered(printed: str, number: int) -> str:
    """A printed marker with another number, in its own figures and brackets: (三) for （五） is （三）."""
    if len(printed) == 1 and not printed.isdecimal():
        return circled(number) if printed in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" else f"（{han(number)}）"
    if re.search(r"\d", printed):
        return re.sub(r"\d+", str(number), printed, count=1)
    return re.sub("[〇零○一二两三四五六七八九十百千]+", han(number), printed, count=1)
