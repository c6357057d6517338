"""Rules of the house that no linter knows: who may open sockets, what the documents must say."""

import ast
import re
from enum import StrEnum
from pathlib import Path

import pytest

from diffs import clauses, comparison
from diffs.amending import edits
from diffs.counting import fates, masked
from diffs.families import batches, family, slots
from diffs.histories import echoes
from diffs.parsing.reading import PATH_WORDS
from scrapers import pages, verdicts
from service import clause_history, family_papers, lineages, reasons, search_items, searching
from service.papers import kinds
from storage import family_tables, integrity, records

ROOT = Path(__file__).parents[1]
PACKAGES = ("diffs", "scrapers", "storage", "service")
OUTGOING = {
    "httpx",
    "httpx2",
    "httpcore",
    "httpcore2",
    "requests",
    "aiohttp",
    "urllib3",
    "socket",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "telnetlib",
}
#: Modules that may touch sockets, each with its reason.
ALLOWED = {
    "scrapers/fetch.py": "the one client factory",
    "scrapers/connections.py": "its guarded connections",
    "scrapers/addresses.py": "reads address literals",
    "service/samples/timetable.py": "finds a free port to listen on",
    "service/samples/serving.py": "listens",
    "service/commands/serving.py": "listens",
}


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_one_module_opens_outgoing_connections() -> None:
    openers = {
        str(path.relative_to(ROOT))
        for path in modules()
        if any(
            name in OUTGOING or name.split(".")[0] in OUTGOING - {"http.client", "urllib.request"}
            for name in imported(path)
        )
    }
    assert openers <= set(ALLOWED), f"import an HTTP client through scrapers.fetch instead: {openers - set(ALLOWED)}"


def test_no_clock_and_no_environment_below_the_shell() -> None:
    found = []
    for path in modules():
        if path.is_relative_to(ROOT / "service"):
            continue
        source = path.read_text(encoding="utf-8")
        if re.search(r"os\.environ|os\.getenv|date\.today\(", source):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


VOCABULARIES: list[type[StrEnum]] = [
    reasons.TrackReason,
    reasons.Part,
    clauses.Kind,
    clauses.Stage,
    clauses.FindingKind,
    comparison.Label,
    comparison.ChangeClass,
    comparison.Tier,
    comparison.Op,
    comparison.SignalKind,
    comparison.Direction,
    comparison.Agreement,
    comparison.Reason,
    fates.Grain,
    fates.Fate,
    masked.Masked,
    echoes.Grade,
    echoes.Slip,
    clause_history.Whereabouts,
    lineages.Unfollowed,
    family.CellLabel,
    family.Counting,
    family.Presence,
    batches.Level,
    slots.SlotKind,
    edits.EditKind,
    edits.Place,
    edits.EditReason,
    edits.ReferenceReason,
    pages.FetchFailure,
    pages.ExtractFailure,
    verdicts.SignKind,
    records.Cause,
    records.Outcome,
    records.SourceStatus,
    records.EventKind,
    records.RelationKind,
    records.RelationStatus,
    family_tables.FamilyStatus,
    family_tables.MemberStatus,
    family_papers.MatrixPaper,
    kinds.Paper,
    records.DeliveryStatus,
    integrity.Invariant,
    search_items.FoundIn,
    searching.Searched,
]


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda one: one.__name__)
def test_a_closed_vocabulary_is_documented_word_for_word(vocabulary: type[StrEnum]) -> None:
    handbook = (ROOT / "docs/vocabularies.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {vocabulary.__name__}\n(.*?)(?=^## |\Z)", handbook, re.MULTILINE | re.DOTALL)
    assert section, f"docs/vocabularies.md has no section {vocabulary.__name__}"
    assert re.findall(r"^\| `([^`]+)` \|", section[1], re.MULTILINE) == [str(word) for word in vocabulary]


def test_the_words_of_clause_paths_are_documented_word_for_word() -> None:
    handbook = (ROOT / "docs/vocabularies.md").read_text(encoding="utf-8")
    section = handbook.partition("## PathWords\n")[2]
    assert re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE) == [*PATH_WORDS]


def test_nothing_committed_names_a_registry_or_a_machine() -> None:
    words = ["pyp" + "i.org", "pythonhoste" + "d.org", "registry.npm" + "js", "deb.debia" + "n.org"]
    skipped = {".venv", ".git", "data", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
    texts = [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not skipped & set(path.relative_to(ROOT).parts)
        and path.suffix
        in {".py", ".md", ".toml", ".lock", ".html", ".css", ".js", ".txt", ".ini", ".mako", ".yaml", ""}
    ]
    assert len(texts) > 200
    assert [str(path) for path in texts if any(word in path.read_text("utf-8", "replace") for word in words)] == []


def test_readmes_show_the_two_commands_first() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        first = text.index("make run")
        assert first < text.index("make test") < 1500
