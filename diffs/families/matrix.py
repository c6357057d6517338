"""n texts of one family compared into measures by texts.

The measures of all texts (``diffs.families.columns``) are scored against one another (``diffs.families.affinity``), gathered into rows
that hold each text once (``diffs.families.clusters``; several measures where one text wrote as two what others wrote as one),
put into the order that most texts share (``diffs.families.sequence``), and read (``diffs.families.readings``). Who has a measure, and
which wording is that of most, is counted by places (``diffs.families.standing``). The rows do not depend on the order in which
the texts are given.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from diffs.clauses import Outline
from diffs.families.affinity import RELATED, affinities
from diffs.families.apart import apart
from diffs.families.clusters import clusters
from diffs.families.columns import Measure, mask_for, measures_of
from diffs.families.family import PRESENT, Cell, CellLabel, Column, Matrix, Nearest, Presence, Row
from diffs.families.gathering import COVERED, Containment, gathered
from diffs.families.readings import RowReading, Voice, votes
from diffs.families.sequence import in_template_order
from diffs.families.slots import head_verb
from diffs.families.standing import counting, standings
from diffs.keys import norm
from diffs.similarity import ratio

#: Changes whenever the same texts could be laid side by side otherwise than before.
ALGORITHM = "clausewatch-matrix-5"

#: Containment of a part is weaker evidence of nearness than likeness of the whole.
_PART = 0.2
#: So sure a likeness of one sentence of a row is that measure, in a row with others.
_SURE = 0.6

#: A text of more measures than ``MOST_OF_ONE``, or a family of more than ``MOST``, is refused: cost grows with pairs.
MOST_OF_ONE, MOST = 4000, 20_000


class TooManyMeasures(ValueError):
    """A family too large to be laid side by side."""


def matrix(outlines: Sequence[Outline], *, held: Sequence[bool] | None = None) -> Matrix:
    """The texts side by side, columns as given.

    ``held`` says for each whether its text is held; one that is not has its column, and its cells say so: of it nothing
    is claimed to be absent. Raises ``TooManyMeasures``, and ``ValueError`` when ``held`` is not of the outlines' length.
    """
    known = [True] * len(outlines) if held is None else list(held)
    if len(known) != len(outlines):
        raise ValueError(f"{len(outlines)} outlines, but held speaks of {len(known)}")
    return _Writer(outlines, known).matrix()


class _Writer:
    """Lays the texts side by side; texts are numbered in an order of their own, which does not depend on the caller's."""

    def __init__(self, outlines: Sequence[Outline], held: Sequence[bool]) -> None:
        self.outlines, self.held = outlines, held
        read = {at: measures_of(outlines[at]) for at, known in enumerate(held) if known}
        _bound(read)
        self.given = sorted(read, key=lambda at: _canonical(outlines[at], read[at]))
        texts = [read[at] for at in self.given]
        self.measures = [one for text in texts for one in text]
        self.masks = [mask_for(outlines[at]) for at in self.given]
        self.standings = standings([outline.document for outline in outlines], held)
        self.places = [self.standings[at].place for at in self.given]
        self.counted = [self.standings[at].counted for at in self.given]
        self.all_places = len(_distinct(self.places, self.counted))
        self.ranges, self.owner = _ranges(texts)
        self.scores = affinities(texts)
        keys = [one.key for one in self.measures]
        rows = clusters(self.ranges, self.scores)
        self.rows = gathered(rows, self.ranges, keys, [self._chief(row) for row in rows])
        self.rows = [self.rows[number] for number in in_template_order(self.rows, self.ranges)]
        self.home = {at: number for number, row in enumerate(self.rows) for at in row}
        self.ids = self._ids()
        self.holding = Containment(keys)

    def matrix(self) -> Matrix:
        rows = tuple(self._row(number) for number in range(len(self.rows)))
        counts = Counter(row.presence for row in rows)
        return Matrix(
            algorithm=ALGORITHM,
            counting=counting([outline.document for outline in self.outlines]),
            places=self.all_places,
            columns=tuple(self._column(at, rows) for at in range(len(self.outlines))),
            summary={presence: counts[presence] for presence in Presence},
            rows=rows,
        )

    def _column(self, at: int, rows: Sequence[Row]) -> Column:
        labels = Counter(row.cells[at].label for row in rows)
        standing = self.standings[at]
        alone = sum(row.presence is Presence.ONE and row.cells[at].label in PRESENT for row in rows)
        measures = len(self.ranges[self.given.index(at)]) if self.held[at] else 0
        return Column(
            document=self.outlines[at].document,
            held=self.held[at],
            place=standing.name,
            counted=standing.counted,
            measures=measures,
            labels={label: labels[label] for label in CellLabel if labels[label]},
            alone=alone if standing.counted else 0,
        )

    def _speaking(self, row: Iterable[int]) -> list[int]:
        """The measures of a row in texts that are counted; where there is none, all of them."""
        given = list(row)
        return [at for at in given if self.counted[self.owner[at]]] or given

    def _place(self, at: int) -> int:
        return self.places[self.owner[at]]

    def _chief(self, row: Sequence[int]) -> int:
        """The measure that speaks for a row: of the wording that most places share, else the most alike to all others."""
        speaking = self._speaking(row)
        counts = votes((self._place(at), self.measures[at].masked) for at in speaking)

        def rank(at: int) -> tuple[int, float, int]:
            near: dict[int, float] = {}
            for one in speaking:
                near[self._place(one)] = max(near.get(self._place(one), 0.0), self.scores[at].get(one, 0.0))
            return -counts[self.measures[at].masked], -round(sum(near.values()), 6), at

        return min(speaking, key=rank)

    def _ids(self) -> list[str]:
        """One id a row: a digest of the wording that speaks for it, told apart in order where it repeats."""
        seen: Counter[str] = Counter()
        ids = []
        for row in self.rows:
            masked = self.measures[self._chief(row)].masked
            seen[masked] += 1
            salted = f"{masked}\0{seen[masked]}".encode("utf-8", "surrogatepass")
            ids.append(blake2b(salted, digest_size=8).hexdigest())
        return ids

    def _row(self, number: int) -> Row:
        row = self.rows[number]
        chief = self._chief(row)
        voices = self._voices(row)
        speaking = {self.owner[at]: self._place(at) for at in self._speaking(row)}
        reading = RowReading(voices, self.owner[chief], speaking)
        cells = {text: self._present(voices[text], reading, text, voices[self.owner[chief]]) for text in voices}
        holders = self._holders(row, chief)
        for text in range(len(self.ranges)):
            if text not in cells:
                cells[text] = self._missing(row, text, holders)
        having = [text for text, cell in cells.items() if cell.label in PRESENT]
        places = len(_distinct([self.places[text] for text in having], [self.counted[text] for text in having]))
        given = {at: cells[text] for text, at in enumerate(self.given)}
        unheld = Cell(CellLabel.NOT_HELD)
        return Row(
            id=self.ids[number],
            presence=_presence(places, self.all_places),
            places=places,
            texts=len(having),
            section=self._section(row),
            heading=self.measures[chief].clause.heading if not self.measures[chief].sentences else "",
            reading=reading.reading,
            cells=tuple(given.get(at, unheld) for at in range(len(self.outlines))),
        )

    def _voices(self, row: Sequence[int]) -> dict[int, Voice]:
        said: dict[int, list[Measure]] = {}
        for at in sorted(row):
            said.setdefault(self.owner[at], []).append(self.measures[at])
        return {text: Voice(tuple(found), self.masks[text]) for text, found in said.items()}

    def _present(self, voice: Voice, reading: RowReading, text: int, chief: Voice) -> Cell:
        similarity = round(ratio(voice.masked, chief.masked), 4)
        cell, slots = _cell(reading.label(text), voice.measures), reading.fillings(text)
        spans, degraded = apart(reading.reading, cell.label, slots, cell.text)
        return replace(cell, similarity=similarity, slots=slots, spans=spans, degraded=degraded)

    def _holders(self, row: Sequence[int], chief: int) -> dict[int, tuple[float, int]]:
        """For each text without the row, the longer measure that holds most of its wording, with the share it holds."""
        best: dict[int, tuple[float, int]] = {}
        present = {self.owner[at] for at in row}
        for at, share in self.holding.holders(self.measures[chief].key).items():
            text = self.owner[at]
            if text not in present:
                best[text] = max(best.get(text, (0.0, 0)), (share, -at))
        return best

    def _missing(self, row: Sequence[int], text: int, holders: Mapping[int, tuple[float, int]]) -> Cell:
        """A text that lacks the row: what holds it among other things, or what comes nearest to it."""
        share, holder = holders.get(text, (0.0, 0))
        if share >= COVERED:
            cell = _cell(CellLabel.MODIFIED, (self.measures[-holder],))
            return replace(cell, similarity=round(share, 4), within=self.ids[self.home[-holder]])
        near = [(self.scores[at][to], -to) for at in row for to in self.scores[at] if self.owner[to] == text]
        score, found = max([*near, (share - _PART, holder)])
        if score < RELATED:
            return Cell(CellLabel.ABSENT)
        measure = self.measures[-found]
        if measure.parts and score >= _SURE:
            return replace(
                _cell(CellLabel.MODIFIED, (measure,)), similarity=round(score, 4), within=self.ids[self.home[-found]]
            )
        nearest = Nearest(
            clause=measure.clause.id,
            path=measure.clause.path,
            sentences=measure.sentences,
            similarity=round(score, 4),
            row=self.ids[self.home[-found]],
        )
        return Cell(CellLabel.ABSENT, nearest=nearest)

    def _section(self, row: Sequence[int]) -> tuple[str, ...]:
        """The headings that most places have above the measure."""
        speaking = self._speaking(row)
        masked = {at: norm(self.masks[self.owner[at]]("/".join(self.measures[at].section))) for at in speaking}
        counts = votes((self._place(at), heading) for at, heading in masked.items())
        best = min(speaking, key=lambda at: (-counts[masked[at]], at))
        return self.measures[best].section


def _bound(read: Mapping[int, Sequence[Measure]]) -> None:
    for at, measures in read.items():
        if len(measures) > MOST_OF_ONE:
            raise TooManyMeasures(f"text {at + 1} has {len(measures)} measures, more than {MOST_OF_ONE}")
    total = sum(map(len, read.values()))
    if total > MOST:
        raise TooManyMeasures(f"the texts have {total} measures together, more than {MOST}")


def _canonical(outline: Outline, measures: Sequence[Measure]) -> tuple[object, ...]:
    """An order of texts that rests on what they say alone."""
    facts = outline.document
    return tuple(one.plain for one in measures), facts.title, facts.number or "", facts.jurisdiction or "", repr(facts)


def _ranges(texts: Sequence[Sequence[Measure]]) -> tuple[list[range], list[int]]:
    """The numbers of each text's measures, and the text of each measure."""
    ranges: list[range] = []
    owner: list[int] = []
    for number, text in enumerate(texts):
        ranges.append(range(len(owner), len(owner) + len(text)))
        owner += [number] * len(text)
    return ranges, owner


def _cell(label: CellLabel, measures: Sequence[Measure]) -> Cell:
    """What a text's measures say, and where they stand."""
    text = "\n".join(one.text for one in measures)
    return Cell(
        label=label,
        clauses=tuple(dict.fromkeys(one.clause.id for one in measures)),
        paths=tuple(dict.fromkeys(one.clause.path for one in measures)),
        sentences=tuple(ref for one in measures for ref in one.sentences),
        evidence=tuple(ref for one in measures for ref in one.evidence),
        text=text,
        verb=head_verb(text),
    )


def _distinct(places: Sequence[int], counted: Sequence[bool]) -> set[int]:
    """The places of texts that are counted."""
    return {place for place, speaks in zip(places, counted, strict=True) if speaks}


def _presence(places: int, held: int) -> Presence:
    if places < 2:
        return Presence.ONE if places else Presence.NONE
    return Presence.ALL if places == held else Presence.SOME
