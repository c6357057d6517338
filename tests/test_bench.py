"""The bench's own truth: what the generator writes down, what was read by hand, and how both are counted."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench import cities, redline, speed
from bench.amended import Amended, amended
from bench.numerals import han, renumbered, style, value
from bench.report import ABSENT, OURS, Row, absent, as_data
from bench.scoring import label_scores, link_score, macro, plain_labels, scored
from bench.statutes import made_statute
from diffs.clauses import Kind, Outline
from diffs.comparison import ChangeClass, Label

ROOT = Path(__file__).parent.parent
CASES = [("shenyang-2022-plan", 0.3), ("yubei-draft-plan", 0.6), ("statute", 0.1), ("statute", 0.6)]


def _copy(name: str, share: float, seed: int = 1) -> tuple[Outline, Amended]:
    if name == "statute":
        return speed.statute(60), amended(speed.statute(60), share, seed, speed.lender())
    return speed.sample(name), amended(speed.sample(name), share, seed, speed.sample("shenyang-ftz-2017-plan"))


@pytest.mark.parametrize(("name", "share"), CASES)
def test_the_truth_speaks_of_clauses_that_stand_in_the_two_texts(name: str, share: float) -> None:
    old, copy = _copy(name, share)
    before, after = set(old.by_id()), set(copy.outline.by_id())
    assert {one for one, _ in copy.links} <= before
    assert {other for _, other in copy.links} <= after
    linked = {one for one, _ in copy.links}
    assert copy.labels.keys() == after | (before - linked)
    assert {one for one, labels in copy.labels.items() if Label.REMOVED in labels} == before - linked
    assert {one for one, labels in copy.labels.items() if Label.ADDED in labels} == after - {
        other for _, other in copy.links
    }


@pytest.mark.parametrize(("name", "share"), CASES)
def test_what_the_truth_calls_unchanged_reads_the_same(name: str, share: float) -> None:
    old, copy = _copy(name, share)
    before, after = old.by_id(), copy.outline.by_id()
    back = {other: one for one, other in copy.links}
    same = [one for one, labels in copy.labels.items() if labels == {Label.UNCHANGED} and one not in copy.reshaped]
    assert len(same) > 5
    for one in same:
        was, now = before[back[one]], after[one]
        assert (was.marker, was.heading, was.text) == (now.marker, now.heading, now.text)


@pytest.mark.parametrize(("name", "share"), CASES)
def test_what_the_truth_calls_modified_reads_otherwise(name: str, share: float) -> None:
    old, copy = _copy(name, share)
    before, after = old.by_id(), copy.outline.by_id()
    back = {other: one for one, other in copy.links}
    changed = [one for one in copy.classes if copy.labels[one] <= {Label.MODIFIED, Label.MOVED, Label.RENUMBERED}]
    assert changed
    assert all(before[back[one]].wording != after[one].wording for one in changed)


def test_every_kind_of_change_is_made() -> None:
    _, copy = _copy("statute", 0.6)
    assert {label for labels in copy.labels.values() for label in labels} == set(Label)
    assert set(copy.classes.values()) >= {ChangeClass.WORDING, ChangeClass.REFERENCE}
    assert any("条之" in clause.marker for clause in copy.outline.clauses)


def test_the_same_seed_makes_the_same_copy_and_another_one_another() -> None:
    first, again, other = (_copy("statute", 0.3, seed)[1] for seed in (1, 1, 2))
    assert first == again
    assert first.outline != other.outline


def test_articles_run_through_in_an_amended_statute() -> None:
    _, copy = _copy("statute", 0.3)
    articles = [one.marker.strip() for one in copy.outline.clauses if "条" in one.marker and "条之" not in one.marker]
    assert articles == [f"第{han(at)}条" for at in range(1, len(articles) + 1)]


def test_the_truth_itself_scores_one_and_a_lost_link_less() -> None:
    old, copy = _copy("statute", 0.6)
    assert link_score(old, copy, copy.links).f1 == 1
    assert macro(label_scores(old, copy, copy.labels)) == 1
    some = frozenset(sorted(copy.links)[:-10])
    assert link_score(old, copy, some).f1 < 1


def test_labels_read_off_true_links_agree_with_the_truth_where_nothing_moved() -> None:
    old, copy = _copy("yubei-draft-plan", 0.3)
    scores = label_scores(old, copy, plain_labels(old, copy.outline, copy.links))
    assert scores[Label.ADDED].f1 == scores[Label.REMOVED].f1 == 1


def test_nothing_asked_and_nothing_found_is_all_right() -> None:
    assert scored([], []).f1 == 1
    assert scored([1], []).f1 == 0


@pytest.mark.parametrize("number", [1, 9, 10, 12, 20, 101, 110, 999, 1000, 1203, 12000, 23077])
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert value(han(number)) == number


def test_markers_keep_their_shape_under_another_number() -> None:
    assert renumbered("第三条　", 12) == "第十二条　"
    assert renumbered("第三条", 4, 1) == "第四条之一"
    assert renumbered("(2)", 3) == "(3)"
    assert style("（三）") == style("( 四 )") != style("四、")


def test_a_made_statute_repeats_no_phrase_and_shares_none_with_its_lender() -> None:
    outlines = [speed.sample(name) for name in speed.names()]
    assert made_statute(outlines, 40, 3) == made_statute(outlines, 40, 3)
    first, second = (
        {
            part
            for clause in one.clauses
            for part in re.split("[，。；：]", clause.text)
            if len(part) >= 8 and "第" not in part
        }
        for one in (speed.statute(60), speed.lender())
    )
    assert not first & second


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("shenyang-chengdu-rows", "chengdu-2022-plan"),
        ("shenyang-chengdu-sentences", "chengdu-2022-plan"),
        ("shenyang-shanghai-sentences", "shanghai-2021-plan"),
    ],
)
def test_correspondences_quote_the_outlines_they_speak_of(name: str, new: str) -> None:
    truth = cities.correspondences(name, speed.sample("shenyang-2022-plan"), speed.sample(new))
    assert len(truth.links) >= 38
    assert not truth.links & truth.open
    assert truth.score(truth.links | truth.open).f1 == 1


def test_correspondences_of_another_text_are_refused() -> None:
    with pytest.raises(ValueError, match="has the outline changed"):
        cities.correspondences(
            "shenyang-chengdu-rows", speed.sample("chengdu-2022-plan"), speed.sample("chengdu-2022-plan")
        )


def test_the_truth_by_reading_is_described_with_its_counts() -> None:
    described = (cities.TRUTH / "README.md").read_text(encoding="utf-8")
    for path in sorted(cities.TRUTH.glob("shenyang-*.tsv")):
        strengths = [line.split("\t")[2] for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        links = sum(one in cities.LINKED for one in strengths)
        counts = (links, strengths.count(cities.OPEN), strengths.count("false_friend"))
        assert sum(counts) == len(strengths)
        row = next(line for line in described.splitlines() if path.name in line)
        assert row.endswith("| {} | {} | {} |".format(*counts))


@pytest.mark.parametrize("plan", ["shenyang-2022-plan", "chengdu-2022-plan"])
def test_discrepancies_by_reading_quote_list_and_body(plan: str) -> None:
    lines = (cities.TRUTH / "discrepancies.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = {clause.path: clause.text for clause in speed.sample(plan).clauses if clause.kind is Kind.TABLE_ROW}
    body = "".join(clause.text for clause in speed.sample(plan).clauses if clause.kind is not Kind.TABLE_ROW)
    named = [line.split("\t")[1:] for line in lines if line.startswith(plan)]
    assert {row for row, _, _ in named} == cities.discrepancies(plan)
    for row, in_body, in_list in named:
        assert all(part in rows[row] for part in in_list.split("…"))
        assert all(part in body.replace(",", "，") for part in in_body.split("…"))
        assert not all(part in rows[row] for part in in_body.split("…"))


def test_the_readers_plan_differs_by_its_edits_alone() -> None:
    old, new = redline.texts()
    assert len(redline.CONTENT) == 15
    assert len(redline.RENUMBERED) == 27
    put = sum(redline.visible(edit.put) - redline.visible(edit.taken) for edit in redline.CONTENT)
    #: The inserted measure brings its marker, the deleted row and the merged one take theirs along.
    markers = len("17.") - len("14.") - len("11.")
    assert redline.visible(new) - redline.visible(old) == put + markers
    assert redline.ideal() == 126


def test_a_peer_that_is_not_installed_is_listed_as_such() -> None:
    assert as_data([absent("a task", "a tool")])[0]["found"] == ABSENT
    assert as_data([Row("a task", OURS, (1.0,))])[0]["links"] == (1.0,)


def test_the_bench_prints_its_rows_as_json() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--json", "--only", "reader"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    answer = json.loads(done.stdout)
    assert answer["rows"][0]["tool"] == OURS
    assert answer["left_out"]
    assert {row["tool"] for row in answer["rows"]} >= {"difflib, paragraphs", "redlines", "cydifflib, characters"}
