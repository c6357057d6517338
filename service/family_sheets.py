"""The matrix of a family as stored: its texts in order of batch and level, laid side by side, and kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlmodel import Session

from diffs.clauses import DocumentFacts, Outline
from diffs.divisions import one_place
from diffs.families.batches import Batch, Level, batches, level_of
from diffs.families.family import Matrix
from diffs.families.matrix import ALGORITHM
from service.errors import NotFound, said
from service.house import House
from service.matrices import FEWEST, MOST, laid_out
from service.outlines import facts_from_json
from service.stored_outlines import load_outline
from storage import documents, families, kinship, versions
from storage.families import Family, Member
from storage.records import Document, Version


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a family: what it says of itself, and where it is held, if it is."""

    member: Member
    facts: DocumentFacts
    document: Document | None
    version: Version | None

    @property
    def held(self) -> bool:
        """Whether there is a text to compare."""
        return self.version is not None

    @property
    def level(self) -> Level:
        """The level of its place."""
        return level_of(self.facts.title, self.facts.jurisdiction)


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """A family with its matrix: ``texts`` are the columns, ``batches`` groups of them by number, in this order.

    ``left_out`` are the texts beyond the first forty. ``matrix`` is ``None`` for fewer than two texts, or none held.
    """

    family: Family
    texts: tuple[Text, ...]
    batches: tuple[Batch, ...]
    left_out: tuple[Text, ...]
    matrix: Matrix | None


def texts_of(session: Session, family_id: str) -> tuple[Text, ...]:
    """A family's texts in the order that people gave them, each by its last version."""
    return tuple(_text(session, member) for member in families.members(session, family_id))


def family_sheet(house: House, family_id: str) -> FamilySheet:
    """A family and its matrix, kept since it was last made if no text has changed. Raises ``NotFound``, ``TooLarge``."""
    with house.database.read() as session:
        family = families.get(session, family_id)
        if family is None:
            raise NotFound(said("detail.no_family", name=family_id[:80]))
        given = texts_of(session, family_id)
        chosen, left_out = given[:MOST], given[MOST:]
        texts, groups = _arranged(chosen)
        if len(texts) < FEWEST or not any(text.held for text in texts):
            return FamilySheet(family, texts, groups, left_out, None)
        digest = _digest(texts)
        kept = kinship.kept_matrix(session, family_id, digest)
        outlines = [] if kept else [_outline(session, text) for text in texts]
    if kept is not None:
        return FamilySheet(family, texts, groups, left_out, msgspec.json.decode(kept, type=Matrix))
    made = laid_out(outlines, [text.held for text in texts])
    body = msgspec.json.encode(made)
    house.database.run(lambda session: kinship.keep_matrix(session, family_id, digest, body))
    return FamilySheet(family, texts, groups, left_out, made)


def _arranged(given: Sequence[Text]) -> tuple[tuple[Text, ...], tuple[Batch, ...]]:
    """The texts batch by batch, and the batches naming them by their new numbers."""
    found = batches([text.facts for text in given])
    order = [at for batch in found for at in batch.texts]
    numbers = {at: number for number, at in enumerate(order)}
    renumbered = (
        Batch(one.draft, one.level, one.notice, one.on, one.together, tuple(numbers[at] for at in one.texts))
        for one in found
    )
    return tuple(given[at] for at in order), tuple(renumbered)


def _text(session: Session, member: Member) -> Text:
    if member.document_id is None:
        title = member.title or ""
        return Text(member, DocumentFacts(title=title, jurisdiction=member.place or one_place(title)), None, None)
    document = documents.get(session, member.document_id)
    version = versions.latest(session, member.document_id)
    if version is None:
        title = document.title if document else ""
        return Text(member, DocumentFacts(title=title, jurisdiction=one_place(title)), document, None)
    return Text(member, facts_from_json(version.facts), document, version)


def _outline(session: Session, text: Text) -> Outline:
    return load_outline(session, text.version.id) if text.version else Outline(text.facts, ())


def _digest(texts: Sequence[Text]) -> str:
    """Names the texts in their order, the algorithm, and what is said of those that are not held."""
    named = [[text.version.id] if text.version else [text.facts.title, text.facts.jurisdiction or ""] for text in texts]
    return hashlib.sha256(msgspec.json.encode([ALGORITHM, named])).hexdigest()
