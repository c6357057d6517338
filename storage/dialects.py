"""What SQLite and PostgreSQL say differently: conflicts on insert, and waiting for one's turn."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from itertools import repeat
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, inspect, literal, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, SQLModel


class Lock(IntEnum):
    """What only one transaction at a time may do on PostgreSQL; the numbers are ours within the database."""

    SCHEMA = 0x636C_7701
    EVENTS = 0x636C_7702
    TEXTS = 0x636C_7703


def serialise(connection: Connection, lock: Lock) -> None:
    """Wait for the turn and keep it until the transaction ends; on SQLite a write transaction is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": int(lock)})


def _insert(session: Session, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def insert_missing(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows that no unique constraint forbids, and leave those that are there as they are."""
    if rows:
        session.exec(_insert(session, table).on_conflict_do_nothing(), params=rows)


def insert_columns(
    session: Session, table: type[SQLModel], columns: Mapping[str, Sequence[Any]], same: Mapping[str, Any]
) -> None:
    """Insert many small rows given column by column; ``same`` holds what all of them have.

    Values go to the driver as they are. PostgreSQL takes the columns as arrays in one statement: row by row it needs ten
    times as long.
    """
    target = inspect(table).local_table
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        given = {**columns, **{name: repeat(value) for name, value in same.items()}}
        compiled = insert(target).compile(dialect=connection.dialect, column_keys=[*given])
        rows = [*zip(*(given[name] for name in compiled.positiontup or ()), strict=False)]
        if rows:
            connection.exec_driver_sql(str(compiled), rows)
        return
    arrays = [bindparam(name, values, ARRAY(target.c[name].type)) for name, values in columns.items()]
    rows_of = func.unnest(*arrays).table_valued(*columns).render_derived("given")
    chosen = select(*(rows_of.c[name] for name in columns), *(literal(value) for value in same.values()))
    connection.execute(insert(target).from_select([*columns, *same], chosen))


def insert_or_replace(session: Session, table: type[SQLModel], key: Sequence[str], row: Mapping[str, Any]) -> None:
    """Insert the row; where one with the same key stands, give it the new values."""
    others = {name: value for name, value in row.items() if name not in key}
    session.exec(_insert(session, table).values(**row).on_conflict_do_update(index_elements=list(key), set_=others))
