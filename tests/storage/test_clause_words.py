"""Clauses read without their details say the same as those read whole."""

from dataclasses import replace
from pathlib import Path

from support import stored

from storage import clause_words, versions
from storage.database import Database, upgrade


def test_all_but_the_details_is_there_in_document_order(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'words.db'}"
    upgrade(url)
    database = Database(url)
    with database.write() as session:
        made = stored.version(session, stored.document(session).id)
    with database.read() as session:
        whole = versions.clauses(session, made.id)
        assert clause_words.of_version(session, made.id) == tuple(replace(one, detail={}) for one in whole)
        assert clause_words.of_version(session, "ver_0") == ()
    database.dispose()
