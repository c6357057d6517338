"""The interface's dictionary is closed: every text that is asked for is there, and every text that is there is asked for."""

import re
from pathlib import Path
from string import Formatter

import pytest

import service
from diffs.clauses import FindingKind, Kind, LegalDates, Stage
from diffs.comparison import Agreement, ChangeClass, Direction, Label, SignalKind
from diffs.counting.fates import Fate, Grain
from diffs.counting.masked import Masked
from diffs.families import family
from diffs.families.batches import Level
from diffs.families.slots import SlotKind
from diffs.histories.echoes import Grade, Slip
from scrapers.pages import ExtractFailure
from service.clause_history import Whereabouts
from service.lineages import Unfollowed
from service.papers.kinds import Paper
from service.problems import ProblemKind
from service.sheets.asked import Unchanged, View
from service.sheets.counting import Masks
from service.sheets.heads import ORDER
from service.texts import TEXTS, Language, say
from service.texts.two_places import TWO_PLACES
from storage.records import Cause, Outcome, RelationKind, RelationStatus, SourceStatus

FOLDER = Path(service.__file__).parent
SIDES = ("old", "new", "a", "b")
ROLES = ("page", "attachment", "list", "file")
#: What is stored and can be missed, besides what has a page or a route of its own.
STORED = ("member", "subscription", "delivery", "event", "page")
#: Prefixes whose keys are put together at run time, with every word that can follow.
MADE: dict[str, list[str]] = {
    "stage.": list(Stage),
    "date.": list(ORDER),
    "cause.": list(Cause),
    "outcome.": [*Outcome, "running"],
    "health.": list(SourceStatus),
    "label.": list(Label),
    "class.": list(ChangeClass),
    "grain.": list(Grain),
    "fate.": list(Fate),
    "masks.": list(Masks),
    "masked.": list(Masked),
    "agreement.": [Agreement.LIST_ONLY, Agreement.BODY_ONLY],
    "signal.": list(SignalKind),
    "direction.": list(Direction),
    "finding.": list(FindingKind),
    "presence.": list(Whereabouts),
    "who.": list(family.Presence),
    "cell.": list(family.CellLabel),
    "slot.": list(SlotKind),
    "level.": list(Level),
    "unfollowed.": list(Unfollowed),
    "grade.": list(Grade),
    "slip.": list(Slip),
    "kind.": list(RelationKind),
    "clause_kind.": list(Kind),
    "status.": list(RelationStatus),
    "relation.": [f"{kind}.{end}" for kind in RelationKind for end in ("from", "to")],
    "problem.": list(ProblemKind),
    "view.": list(View),
    "unchanged.": list(Unchanged),
    "side.": list(SIDES),
    "detail.both_given_": ["old", "new"],
    "detail.none_given_": ["old", "new"],
    "tools.snapshot_": ["old", "new"],
    "paper.": [paper.name.lower() for paper in Paper],
    "role.": list(ROLES),
    "detail.no_": ["source", "run", "document", "version", "relation", "override", "family", "snapshot", "file"],
    "detail.no_amendment_fits": ["", "_of_many"],
    "detail.file_": list(ExtractFailure),
    "snapshot.": [role for role in ROLES if role != "list"],
}


def asked_for() -> set[str]:
    """Keys written out in templates and modules, and the made ones."""
    made = {f"{prefix}{word}" for prefix, words in MADE.items() for word in words}
    made |= {f"detail.no_{word}" for word in STORED}
    sources = [path for kind in ("html", "py") for path in FOLDER.rglob(f"*.{kind}") if path.parent.name != "texts"]
    written = (re.findall(r"['\"]([a-z_]+\.[a-z_-]+)['\"]", path.read_text(encoding="utf-8")) for path in sources)
    plain = made | {key for keys in written for key in keys if key in TEXTS or key.startswith("detail.")}
    return plain | {elsewhere(key) for key in plain if elsewhere(key) in TWO_PLACES}


def elsewhere(key: str) -> str:
    """The key that stands for another where two places are compared."""
    return key.replace(".", "_across.", 1)


def test_every_word_of_every_vocabulary_has_a_text() -> None:
    missing = {f"{prefix}{word}" for prefix, words in MADE.items() for word in words} - set(TEXTS)
    assert missing == set()


def test_every_key_in_a_template_is_in_the_dictionary() -> None:
    for path in (FOLDER / "templates").glob("*.html"):
        for key in re.findall(r"\bt\('([a-z_]+\.[a-z_-]+)'[,)]", path.read_text(encoding="utf-8")):
            assert key in TEXTS, (path.name, key)


def test_what_is_said_of_what_is_compared_has_words_for_two_places() -> None:
    phrases = re.compile(r"\b(?:phrase|said_of)\(([^(){}]+)")
    sources = [path for kind in ("html", "py") for path in FOLDER.rglob(f"*.{kind}")]
    asked = [words for path in sources for words in phrases.findall(path.read_text(encoding="utf-8"))]
    keys = {key for words in asked for key in re.findall(r"['\"]([a-z_]+\.[a-z_]*)['\"]", words)}
    assert len(keys) > 25
    for key in keys:
        meant = [f"{key}{word}" for word in MADE.get(key, SIDES[:2])] if key.endswith(("_", ".")) else [key]
        assert [one for one in meant if elsewhere(one) not in TEXTS] == []


def test_nothing_stands_in_the_dictionary_for_nobody() -> None:
    assert set(TEXTS) - asked_for() == set()


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_say_something_with_the_same_places(key: str) -> None:
    chinese, english = TEXTS[key]
    assert chinese.strip()
    assert english.strip()
    places = [{field for _, field, _, _ in Formatter().parse(text) if field} for text in (chinese, english)]
    assert places[0] >= places[1] or key == "detail.said"


def test_texts_are_filled_in_one_language() -> None:
    assert say(Language.ZH, "documents.versions", count=3) == "3 个版本"
    assert say(Language.EN, "documents.versions", count=3) == "versions: 3"


def test_legal_dates_are_said_in_the_order_of_the_contract() -> None:
    assert tuple(LegalDates.__dataclass_fields__) == ORDER
