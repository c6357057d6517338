"""What storage refuses, as types; the message is one line that says what is wrong and how to mend it."""


class StorageError(Exception):
    """Anything that this package raises of its own."""


class NotFound(StorageError, LookupError):
    """Nothing is stored under that id: ``kind`` says what was looked for, ``id`` where."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"no {kind} {id}")
        self.kind = kind
        self.id = id


class DatabaseUrlError(StorageError, ValueError):
    """The database URL cannot be understood or names a database that is not supported."""


class DatabaseUnavailable(StorageError):
    """The database cannot be opened, or its tables are not those of this release."""
