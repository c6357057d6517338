"""Column types that mean the same on SQLite and PostgreSQL."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

#: Room for the longest word of a closed vocabulary.
WORD_LENGTH = 32


class Moment(TypeDecorator[datetime]):
    """A point in time: aware going in, UTC coming out; naive ones are refused.

    SQLite has no such type and keeps the UTC wall clock, always with six decimals, so that text order is time order.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse what has no time zone and hand the database UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a stored time needs a time zone, {value.isoformat()} has none")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  the dialect is part of the signature
        """Give UTC, whatever zone the server speaks in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as a JSON list in its order."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:  # noqa: ARG002  the dialect is part of the signature
        """Write a list."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002  the dialect is part of the signature
        """Read a tuple."""
        return None if value is None else tuple(value)


class Word(TypeDecorator[StrEnum]):
    """One word of a closed vocabulary: checked going in, an enum member coming out.

    The list of words is not repeated as a CHECK in the database: vocabularies grow, and a release that knows one word
    more must run on the tables of the release before it.
    """

    impl = String(WORD_LENGTH)
    cache_ok = True
    vocabulary: ClassVar[type[StrEnum]]

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  the dialect is part of the signature
        """Write the word; one that the vocabulary does not know is refused."""
        return None if value is None else self.vocabulary(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002  the dialect is part of the signature
        """Read the member."""
        return None if value is None else self.vocabulary(value)


def word(vocabulary: type[StrEnum]) -> type[Word]:
    """The column type of one vocabulary."""
    return type(f"{vocabulary.__name__}Word", (Word,), {"vocabulary": vocabulary, "cache_ok": True})


class Serial(TypeDecorator[int]):
    """A number that the database counts up: 64 bits on PostgreSQL; on SQLite only ``INTEGER`` counts by itself."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True
