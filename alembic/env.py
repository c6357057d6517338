"""Where migrations run: on the connection that storage hands over, else on a database named on the command line."""

import os
import sys

from alembic import context
from sqlalchemy import Connection

from storage.migrations import migrating
from storage.models import Row


def render_type(kind: str, item: object, _autogenerate: object) -> str | bool:
    """Write plain SQL types into new migrations: a migration must not change when the code's own types do."""
    if kind != "type":
        return False
    plain = {"Moment": "sa.DateTime(timezone=True)", "Words": "sa.JSON()", "Word": "sa.String(length=32)"}
    plain["Serial"] = 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return next((plain[base.__name__] for base in type(item).__mro__ if base.__name__ in plain), False)


def migrate(connection: Connection) -> None:
    """Run what the command asks for, in the transaction that is open."""
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_as_batch=True,
        render_item=render_type,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def named_database() -> str:
    """The database of a developer's call."""
    url = context.get_x_argument(as_dictionary=True).get("database") or os.environ.get("CLAUSEWATCH_DATABASE_URL")
    if not url:
        sys.exit("name a database: alembic -x database=sqlite:///data/scratch.db …, or set CLAUSEWATCH_DATABASE_URL")
    return url


if context.is_offline_mode():
    sys.exit("migrations need a database to run on; --sql is not supported")
handed = context.config.attributes.get("connection")
if handed is not None:
    migrate(handed)
else:
    with migrating(named_database()) as own:
        migrate(own)
