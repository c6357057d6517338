"""The tables of the search index: derived from versions, in the transaction that writes them."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Text
from sqlmodel import Field

from storage.columns import Serial
from storage.models import Row


class SearchTextRow(Row, table=True):
    """One version as search knows it: its title and number, its place in the order of answers, whether it is the last.

    ``day`` is the ordinal of the day that places it in history; serials are never used twice.
    """

    __tablename__ = "search_text"
    __table_args__ = (CheckConstraint("day > 0", name="day"), {"sqlite_autoincrement": True})

    serial: int | None = Field(default=None, primary_key=True, sa_type=Serial)
    version_id: str = Field(foreign_key="version.id", unique=True)
    document_id: str = Field(foreign_key="document.id", index=True)
    day: int
    dated_on: date | None = None
    latest: bool
    folding: str = Field(max_length=32)
    title: str = Field(sa_type=Text)
    number: str | None = Field(default=None, sa_type=Text)


class SearchPostingRow(Row, table=True):
    """One gram of one version with the packed places of the clauses that hold it.

    The key is the order of answers, newest last, so that a page is read off its end. No foreign key to ``search_text``:
    on PostgreSQL it would be looked up for each of some thousand rows of a version; ``fsck`` looks for it instead.
    """

    __tablename__ = "search_posting"
    __table_args__ = ({"sqlite_with_rowid": False},)

    gram: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    day: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    serial: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    places: bytes
