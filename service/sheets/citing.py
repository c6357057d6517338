"""How a change is cited: 《title》（number）, version date, clause, address, day of access. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from service.sheets.heads import TextFacts
from service.sheets.places import spoken
from service.sheets.rows import Row, Unit
from service.texts import Language, say
from storage.calendar import SHANGHAI

#: Inside 《》 another title's marks are 〈〉 (GB/T 15834).
INNER_MARKS = str.maketrans("《》", "〈〉")


@dataclass(frozen=True, slots=True)
class Citing:
    """What all citations of one page share: both heads, the page's address without fragment, the day of access.

    ``address`` is ``None`` where nothing is stored that an address could show.
    """

    heads: tuple[TextFacts, TextFacts]
    address: str | None
    accessed: date
    language: Language

    def of(self, row: Row) -> str:
        """One change, as it is written into a note: each text with the clauses it has there, then where to see it."""
        texts = ("；" if self.language is Language.ZH else "; ").join(self._texts(row))
        if self.address is None:
            return say(self.language, "cite.whole_loose", texts=texts, day=self.accessed)
        return say(self.language, "cite.whole", texts=texts, address=f"{self.address}#{row.id}", day=self.accessed)

    def _texts(self, row: Row) -> Iterator[str]:
        """Each text in which the row stands; the second is not named again when it goes by the same name."""
        named = None
        for head, units in zip(self.heads, (row.old, row.new), strict=True):
            name = _name(head, self.language)
            if units:
                yield ("" if name == named else name) + _clauses(head, units, self.language)
                named = name


def _name(head: TextFacts, language: Language) -> str:
    title = (head.title or head.file_name or "").translate(INNER_MARKS)
    number = say(language, "cite.number", number=head.number) if head.number else ""
    return say(language, "cite.title", title=title, number=number)


def _clauses(head: TextFacts, units: tuple[Unit, ...], language: Language) -> str:
    """Which version, which clauses: 2023-03-13版第四条第二款."""
    return _version(head, language) + spoken(unit.path for unit in units)


def _version(head: TextFacts, language: Language) -> str:
    """By its printed date; without one by which version it is of those kept, and when that was seen."""
    if head.dated:
        return say(language, "cite.version", day=head.dated)
    if head.version_number and head.observed_at:
        day = head.observed_at.astimezone(SHANGHAI).date()
        return say(language, "cite.undated", number=head.version_number, day=day)
    return ""
