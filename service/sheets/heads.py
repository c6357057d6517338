"""What a page says of one text before showing it: title, number, issuers, dates, source, bytes, observation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from diffs.clauses import DocumentFacts, LegalDates
from storage.identifiers import digest_of
from storage.records import SnapshotRef, Version

#: Everything before the innermost unit: 四川省 in 四川省成都市.
INNERMOST = re.compile(r"^.*(?:省|自治区|市)(?=.)")
ORDER = tuple(field.name for field in fields(LegalDates))


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The head of one text; the last fields are empty for texts that were not stored."""

    title: str
    number: str | None
    issuers: tuple[str, ...]
    jurisdiction: str | None
    stage: str
    synthetic: bool
    dates: tuple[tuple[str, date], ...]
    file_name: str | None = None
    version_id: str | None = None
    document_id: str | None = None
    version_number: int | None = None
    observed_at: datetime | None = None
    url: str | None = None
    snapshot: str | None = None
    dated_on: date | None = None
    text_digest: str | None = None

    @property
    def dated(self) -> date | None:
        """The date it goes by, for column heads and citations: its legal date, else the first that it prints."""
        return self.dated_on or (self.dates[0][1] if self.dates else None)


def stored_facts(version: Version, facts: DocumentFacts, snapshots: Sequence[SnapshotRef]) -> TextFacts:
    """The head of a stored version."""
    carried = next((one for one in snapshots if one.role != "page"), snapshots[0] if snapshots else None)
    address = next((one.url for one in snapshots if one.role == "page" and one.url), carried.url if carried else None)
    return replace(
        _printed(facts),
        version_id=version.id,
        document_id=version.document_id,
        version_number=version.number,
        observed_at=version.observed_at,
        url=web_address(address),
        snapshot=carried.digest if carried else None,
        dated_on=version.dated_on,
        text_digest=version.text_digest,
    )


def loose_facts(facts: DocumentFacts, file_name: str | None, text: str | None = None) -> TextFacts:
    """The head of a text that was pasted or dropped; ``text`` is its policy text, named by its digest."""
    return replace(_printed(facts), file_name=file_name, text_digest=_digest(text))


def _digest(text: str | None) -> str | None:
    return digest_of(text.encode("utf-8", "surrogatepass")) if text is not None else None


def side_names(heads: tuple[TextFacts, TextFacts]) -> tuple[str, str]:
    """What two places are called in a comparison across: their own names when they differ, else 甲 and 乙."""
    return place_names(heads[0].jurisdiction, heads[1].jurisdiction) or ("甲", "乙")


def place_names(old: str | None, new: str | None) -> tuple[str, str] | None:
    """The names of two jurisdictions by their innermost units, ``None`` unless both are known and differ."""
    one, other = (INNERMOST.sub("", jurisdiction or "") for jurisdiction in (old, new))
    return (one, other) if one and other and one != other else None


def web_address(url: str | None) -> str | None:
    """The address when it may be a link: http and https only, so that no page can plant a script address."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _printed(facts: DocumentFacts) -> TextFacts:
    dates = ((name, getattr(facts.dates, name)) for name in ORDER)
    return TextFacts(
        title=facts.title,
        number=facts.number,
        issuers=facts.issuers,
        jurisdiction=facts.jurisdiction,
        stage=str(facts.stage),
        synthetic=facts.synthetic,
        dates=tuple((name, value) for name, value in dates if value is not None),
    )
