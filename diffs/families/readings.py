"""The reading of a row: the wording that speaks for all its texts, its slots, and how each text fills them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diffs.families.columns import Measure
from diffs.families.family import CellLabel, Filling, Reading, Slot
from diffs.families.slots import Piece, SlotKind, filled, pieces, place_pieces
from diffs.keys import norm, sentence_ranges
from diffs.places import Mask

#: In longer wordings only places are slots.
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Voice:
    """What one text says in a row: its measures there, in its own order, and the mask of its place."""

    measures: tuple[Measure, ...]
    mask: Mask

    @property
    def text(self) -> str:
        """The wording, a line for each measure."""
        return "\n".join(one.text for one in self.measures)

    @property
    def masked(self) -> str:
        """The folded wording with places masked."""
        return "".join(one.masked for one in self.measures)

    @property
    def plain(self) -> str:
        """The folded wording."""
        return "".join(one.plain for one in self.measures)

    @property
    def units(self) -> str | None:
        """The units responsible for it as printed: role and names."""
        found = [given for one in self.measures for given in _responsible(one)]
        return "；".join(dict.fromkeys(found)) or None


def _responsible(measure: Measure) -> list[str]:
    """The assignments that cover a measure: all of a whole clause, those over its sentence otherwise."""
    ranges = list(sentence_ranges(measure.clause.text)) if measure.sentences else []
    spans = [ranges[index] for _, index in measure.sentences if index < len(ranges)]
    return [
        f"{given.role}：{'、'.join(given.units)}"
        for given in measure.clause.responsible
        if not spans or any(given.scope[0] < end and start < given.scope[1] for start, end in spans)
    ]


def votes(said: Iterable[tuple[int, str]]) -> Counter[str]:
    """How many places say each thing, of pairs of place and saying: a place is counted once for what it says twice."""
    return Counter(value for _, value in set(said))


def _leader(counts: Counter[str]) -> str | None:
    """What has more votes than anything else; on a tie nothing has."""
    first, *others = counts.most_common(2)
    return None if others and others[0][1] == first[1] else first[0]


class RowReading:
    """The reading of the voices of one row, by number of their text; ``chief`` is the text that speaks for all.

    ``speaking`` has the place of each text that is counted: most is always most of these places.
    """

    def __init__(self, voices: Mapping[int, Voice], chief: int, speaking: Mapping[int, int]) -> None:
        self._voices = voices
        self._speaking = speaking
        self._chief_at, self._chief = chief, voices[chief]
        cut = pieces if len(voices) > 1 and self._short(voices) else place_pieces
        found = {number: cut(voice.text, voice.mask) for number, voice in voices.items()}
        own = found[chief]
        self._fills = {number: filled(own, other) for number, other in found.items()}
        self._usual = self._usual_plain()
        self._shown = self._varying(own)
        self._units = {number: voice.units for number, voice in voices.items()}
        self.reading = self._reading(own)

    def label(self, number: int) -> CellLabel:
        """Identical to the letter, equal once places are masked, or modified."""
        voice = self._voices[number]
        if voice.masked != self._chief.masked:
            return CellLabel.MODIFIED
        return CellLabel.IDENTICAL if voice.plain == self._usual else CellLabel.TEMPLATE

    def fillings(self, number: int) -> tuple[Filling, ...]:
        """What a text puts into each slot."""
        values = [self._value(number, at) for at in self._shown]
        if len(self.reading.slots) > len(values):
            values.append(self._units[number])
        return tuple(
            Filling(
                slot.id,
                slot.kind,
                value,
                None not in (value, slot.usual) and norm(value or "") != norm(slot.usual or ""),
            )
            for slot, value in zip(self.reading.slots, values, strict=True)
        )

    @staticmethod
    def _short(voices: Mapping[int, Voice]) -> bool:
        return max(len(voice.text) for voice in voices.values()) <= _LONGEST

    def _usual_plain(self) -> str | None:
        """The unmasked wording that a text must share to be identical: one of two places, or one without places."""
        voiced = [(place, self._voices[number]) for number, place in self._speaking.items()]
        same = votes((place, voice.plain) for place, voice in voiced if voice.masked == self._chief.masked)
        plain, count = min(same.items(), key=lambda one: (-one[1], one[0]))
        alone = len(set(self._speaking.values())) == 1
        return plain if count > 1 or alone or plain == self._chief.masked else None

    def _varying(self, own: Sequence[Piece]) -> list[int]:
        """Numbers of the pieces that are slots: every place, and what texts fill with different values."""
        shown = []
        for at, piece in enumerate(own):
            if piece.kind is SlotKind.PLACE:
                shown.append(at)
            elif piece.kind:
                values = {norm(value) for number in self._voices if (value := self._value(number, at)) is not None}
                if len(values) > 1:
                    shown.append(at)
        return shown

    def _value(self, number: int, at: int) -> str | None:
        piece = self._fills[number].get(at)
        return self._voices[number].text[piece.start : piece.end] if piece else None

    def _reading(self, own: Sequence[Piece]) -> Reading:
        text, done = [], 0
        length = 0
        slots: list[Slot] = []
        for at in self._shown:
            piece = own[at]
            kind = piece.kind or SlotKind.NUMBER
            before, hole = self._chief.text[done : piece.start], f"{{{kind}}}"
            start = length + len(before)
            own_value = self._chief.text[piece.start : piece.end]
            usual = (
                None
                if kind is SlotKind.PLACE
                else self._most([(place, self._value(one, at)) for one, place in self._speaking.items()], own_value)
            )
            slots.append(Slot(f"s{len(slots) + 1}", kind, (start, start + len(hole)), usual))
            text += [before, hole]
            length, done = start + len(hole), piece.end
        if any(self._units.values()):
            units = [(place, self._units[one]) for one, place in self._speaking.items()]
            slots.append(Slot(f"s{len(slots) + 1}", SlotKind.UNIT, None, self._most(units, self._chief.units)))
        return Reading("".join(text) + self._chief.text[done:], tuple(slots), self._common())

    def _common(self) -> bool:
        """Whether more places have the chief's wording than any other, slots aside."""
        own = self._blanked(self._chief_at)
        same = {one for one in self._speaking if self._voices[one].masked == self._chief.masked}
        counts = votes((place, own if one in same else self._blanked(one)) for one, place in self._speaking.items())
        return _leader(counts) == own

    def _blanked(self, number: int) -> str:
        """A text's wording, folded, with the slots that it fills left open."""
        said, fills = self._voices[number].text, self._fills[number]
        for piece in sorted((fills[at] for at in self._shown if at in fills), key=lambda one: -one.start):
            said = f"{said[: piece.start]}{{{piece.kind}}}{said[piece.end :]}"
        return norm(said)

    @staticmethod
    def _most(values: Sequence[tuple[int, str | None]], own: str | None) -> str | None:
        """The value that more places have than any other, folded alike, as the reading prints it if it does; else none."""
        given = [(place, value) for place, value in values if value is not None]
        if not given:
            return None
        best = _leader(votes((place, norm(value)) for place, value in given))
        if best is None:
            return None
        return own if own is not None and norm(own) == best else min(one for _, one in given if norm(one) == best)
