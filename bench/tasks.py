"""The tasks of the bench, each a generator of rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add, itemgetter
from statistics import mean
from typing import TypeVar

from bench import cities, corpus, gold, pages, redline, searching, speed
from bench.amended import Amended, amended
from bench.measures import apart, measured, peak, raced, timed
from bench.peers import DIFFERS, LINKERS, Linker
from bench.report import OURS, Row, absent
from bench.scoring import (
    Labels,
    Links,
    Score,
    label_scores,
    labels_of,
    link_score,
    links_of,
    macro,
    plain_labels,
    scored,
)
from diffs.changes import compare
from diffs.checking.consistency import check
from diffs.clauses import Kind, Outline
from diffs.comparison import ChangeClass, Comparison
from diffs.parsing import parse

T = TypeVar("T")
SHARES = (0.1, 0.3, 0.6)
LINKS_ASKED, LABELS_ASKED = (0.999, 0.998, 0.99), (0.98, 0.96, 0.93)
#: Laws of the corpus that are amended, when it is at hand, and the one that lends them new clauses.
LAWS = (
    "立法法_2015-03_2023-03",
    "文物保护法_2017-11_2024-11",
    "监察法_2018-03_2024-12",
    "对外贸易法_2022-12_2025-12",
    "国际海运条例_2019-03_2023-07",
)
LENDER = "突发事件应对法_2007-08_2024-06"
_CITY_ASKED = 0.95


@dataclass(frozen=True, slots=True)
class Scope:
    """How much is run: warm runs, copies of each text, sizes of the doublings, whether each pair and each
    disagreement has a line; copies of the samples that are searched, and seconds for each load."""

    runs: int
    seeds: tuple[int, ...]
    sizes: tuple[int, ...]
    one_by_one: bool = False
    copies: int = 8
    seconds: int = 10


def outlines(_: Scope) -> Iterator[Row]:
    """Outlines beside those checked by hand."""
    task = "outlines beside those checked by hand"
    scores = gold.outline_scores()
    if not scores:
        yield Row(task, OURS, found="no gold outlines at hand (../shared/gold)")
    for name, score in scores.items():
        wrong = [f"{field} {count}" for field, count in score.right.items() if count < score.clauses]
        found = f"{name}: {min(score.right.values())}/{score.clauses} clauses right in {len(score.right)} fields"
        found += f", wrong: {', '.join(wrong)}" if wrong else ""
        found += f", {score.surplus} too many" if score.surplus else ""
        time = measured(partial(parse, speed.sample_text(name)), 3)
        yield Row(
            task,
            OURS,
            milliseconds=time.processor,
            wall=time.milliseconds,
            target="all",
            met=score.perfect,
            found=found,
        )


@dataclass(frozen=True, slots=True)
class _Case:
    """A text, and its copies at each share."""

    outline: Outline
    copies: tuple[tuple[Amended, ...], ...]


def amended_texts(scope: Scope) -> Iterator[Row]:
    """Amended copies with recorded truth: plans, a made statute, laws of the corpus when at hand."""
    names = speed.names()
    plans = [(speed.sample(name), speed.sample(names[(at + 2) % len(names)])) for at, name in enumerate(names)]
    yield from _quality("amended plans (the five samples)", plans, scope, asked=False)
    made = [(speed.statute(120), speed.lender()), (speed.statute(250), speed.lender())]
    yield from _quality("amended statutes (120 and 250 articles made of the samples)", made, scope, asked=True)
    lender = corpus.law(LENDER)
    laws = [law for name in LAWS if (law := corpus.law(name))]
    task = f"amended laws (the newer versions of {len(LAWS)} law pairs)"
    if not lender or not laws:
        yield Row(task, OURS, found="no corpus at hand (../shared/corpus)")
        return
    yield from _quality(task, [(law, lender) for law in laws], scope, asked=True)


def _quality(task: str, texts: list[tuple[Outline, Outline]], scope: Scope, *, asked: bool) -> Iterator[Row]:
    cases = [
        _Case(text, tuple(tuple(amended(text, share, seed, donor) for seed in scope.seeds) for share in SHARES))
        for text, donor in texts
    ]
    ours = _ours(task, cases, asked=asked)
    yield ours
    for name, linker in LINKERS.items():
        yield _peer(task, name, linker, cases, ours) if linker else absent(task, name)


#: Links and labels read off what a tool answered, and the classes it gave.
Reading = tuple[Links, Labels, dict[str, ChangeClass | None]]


@dataclass(frozen=True, slots=True)
class _Figures:
    """Means over texts and copies, one per share; the classes given right among those recorded."""

    links: tuple[float, ...]
    labels: tuple[float, ...]
    times: tuple[float, ...]
    classes: Score


def _figures(
    cases: list[_Case], call: Callable[[Outline, Outline], T], read: Callable[[Outline, Outline, T], Reading]
) -> _Figures:
    rows: list[list[tuple[float, float, float]]] = []
    classes = Score(0, 0, 0)
    for at in range(len(SHARES)):
        rows.append([])
        for case in cases:
            for copy in case.copies[at]:
                value, time = timed(partial(call, case.outline, copy.outline))
                linked, labelled, given = read(case.outline, copy.outline, value)
                label = macro(label_scores(case.outline, copy, labelled))
                rows[-1].append((link_score(case.outline, copy, linked).f1, label, time.processor))
                right = sum(given.get(one) == kind for one, kind in copy.classes.items())
                classes += Score(right, len(copy.classes), len(copy.classes))
    links, labels, times = ([mean(one[at] for one in row) for row in rows] for at in range(3))
    return _Figures(tuple(links), tuple(labels), tuple(times), classes)


def _ours(task: str, cases: list[_Case], *, asked: bool) -> Row:
    def read(_: Outline, __: Outline, found: Comparison) -> Reading:
        given = {one: change.change_class for change in found.changes for one in change.new}
        return links_of(found), labels_of(found), given

    made = _figures(cases, compare, read)
    met = all(one >= most for one, most in zip((*made.links, *made.labels), (*LINKS_ASKED, *LABELS_ASKED), strict=True))
    return Row(
        task,
        OURS,
        made.links,
        made.labels,
        made.times[1],
        ratio=1.0,
        target="≥ .999 .998 .99; .98 .96 .93" if asked else "",
        met=met if asked else None,
        found=f"classes {made.classes.right}/{made.classes.true}",
    )


def _peer(task: str, name: str, linker: Linker, cases: list[_Case], ours: Row) -> Row:
    made = _figures(cases, linker, lambda old, new, links: (links, plain_labels(old, new, links), {}))
    return Row(task, name, made.links, made.labels, made.times[1], ratio=made.times[1] / (ours.milliseconds or 1))


def city_links(scope: Scope) -> Iterator[Row]:
    """Links between cities' plans beside what reading them found."""
    shenyang, chengdu = speed.sample("shenyang-2022-plan"), speed.sample("chengdu-2022-plan")
    yield from _city(
        "rows of shenyang..chengdu (95 and 123, truth by reading)", "shenyang-chengdu-rows", shenyang, chengdu, scope
    )
    yield from _city("sentences of shenyang..chengdu", "shenyang-chengdu-sentences", shenyang, chengdu, scope)
    shanghai = speed.sample("shanghai-2021-plan")
    yield from _city("sentences of shenyang..shanghai", "shenyang-shanghai-sentences", shenyang, shanghai, scope)


def _city(task: str, name: str, old: Outline, new: Outline, scope: Scope) -> Iterator[Row]:
    truth = cities.correspondences(name, old, new)
    compare(old, new, across=True)  # the first one pays for tables that are read once
    comparison, time = timed(partial(compare, old, new, across=True))
    rows = name.endswith("rows")
    found = cities.row_links(old, new, links_of(comparison)) if rows else cities.sentence_pairs(old, new, comparison)
    score = truth.score(found)
    recalls = ", ".join(f"{one} {part.right}/{part.true}" for one, part in truth.recalls(found).items())
    shown = f"precision {score.precision:.3f}, recall {score.recall:.3f} ({recalls})"
    met = score.f1 >= _CITY_ASKED
    yield Row(task, OURS, (score.f1,), (), time.processor, ratio=1.0, target=f"≥ {_CITY_ASKED}", met=met, found=shown)
    for line in cities.disagreements(truth, found) if scope.one_by_one else ():
        yield Row(task, "", found=line)
    sides = (_rows_alone(old), _rows_alone(new)) if rows else (_sentences_alone(old), _sentences_alone(new))
    for tool, linker in LINKERS.items():
        if linker is None:
            yield absent(task, tool)
        elif tool != "numbering path" or rows:
            links, its = timed(partial(linker, *sides))
            score = truth.score(links)
            shown = f"precision {score.precision:.3f}, recall {score.recall:.3f}"
            yield Row(task, tool, (score.f1,), (), its.processor, ratio=its.processor / time.processor, found=shown)


def _rows_alone(outline: Outline) -> Outline:
    rows = (replace(clause, id=clause.path, parent=None) for clause in outline.clauses if clause.kind is Kind.TABLE_ROW)
    return Outline(outline.document, tuple(rows))


def _sentences_alone(outline: Outline) -> Outline:
    model = outline.clauses[0]
    return Outline(
        outline.document,
        tuple(
            replace(model, id=name, path=name, parent=None, marker="", heading="", heading_sep="", text=text)
            for name, text in cities.as_sentences(outline)
        ),
    )


def checked_plans(_: Scope) -> Iterator[Row]:
    """Plans beside their own task lists: every row linked, the discrepancies those that reading found."""
    task = "plans beside their own task lists (discrepancies by reading)"
    for plan in ("shenyang-2022-plan", "chengdu-2022-plan"):
        outline = speed.sample(plan)
        rows = {clause.path for clause in outline.clauses if clause.kind is Kind.TABLE_ROW}
        made, time = timed(partial(check, outline))
        linked = len(rows & {link.row for link in made.links})
        score = scored({one.row for one in made.discrepancies}, cities.discrepancies(plan))
        found = f"{plan}: {linked}/{len(rows)} rows linked, {score.right} of {score.true} discrepancies found"
        found += f", {score.found - score.right} false"
        met = linked == len(rows) and score.f1 == 1
        yield Row(task, OURS, milliseconds=time.processor, target="all", met=met, found=found)


def real_pairs(scope: Scope) -> Iterator[Row]:
    """Noise pairs and law pairs of the corpus: counts, promises kept, time."""
    silent = frozenset({None, ChangeClass.FORMAT})
    for task, folders, expected in (
        ("noise pairs: layout only", ("noise_pairs", "format_only"), silent),
        ("noise pairs: four lines at most", ("noise_pairs", "tiny_text_fix"), None),
        ("law pairs: successive versions", ("law_pairs",), None),
    ):
        each = [corpus.tally(pair, expected) for pair in corpus.pairs(*folders)]
        if not each:
            yield Row(task, OURS, found="no corpus at hand (../shared/corpus)")
            continue
        yield from _tallied(task, reduce(add, each), asked=expected is not None)
        for one in each if scope.one_by_one else ():
            yield Row(f"{task}, one by one", OURS, milliseconds=one.seconds * 1000, found=f"{one.name}: {_counts(one)}")


def _tallied(task: str, found: corpus.Tally, *, asked: bool) -> Iterator[Row]:
    loud = f", not only format: {', '.join(found.unexpected)}" if found.unexpected else ""
    yield Row(
        task,
        OURS,
        milliseconds=found.seconds * 1000,
        target="nothing but format" if asked else "",
        met=not found.unexpected if asked else None,
        found=f"{found.pairs} pairs, {_counts(found)}{loud}",
    )
    broken = f": {'; '.join(found.broken)}" if found.broken else ""
    promises = "each clause in one change, spans re-apply, same links backwards, equal to itself"
    yield Row(task, "promises kept", target="all", met=not found.broken, found=f"{promises}{broken}")


def _counts(found: corpus.Tally) -> str:
    classes = ", ".join(f"{count} {name}" for name, count in found.classes.items())
    labels = ", ".join(f"{count} {name}" for name, count in found.labels.items())
    return f"{found.clauses} clauses: {labels}" + (f"; by class {classes}" if classes else "")


def speeds(scope: Scope) -> Iterator[Row]:
    """Warm comparisons beside the peers."""
    old, new = "shenyang-2022-plan", "chengdu-2022-plan"
    sides = speed.sample(old), speed.sample(new)
    texts = speed.sample_text(old), speed.sample_text(new)
    cities_asked: Asked = ("bench.speed:cities_time", (scope.runs,), 60.0)
    yield from _raced("shenyang..chengdu, across", sides, texts, cities_asked, across=True)
    sides = speed.statute(250), speed.amended_statute(250).outline
    asked: Asked = ("bench.speed:statutes_time", (250, scope.runs), 150.0)
    lines = tuple("\n".join(f"{clause.marker}{clause.wording}" for clause in side.clauses) for side in sides)
    yield from _raced("two statutes of 250 articles, a third amended", sides, (lines[0], lines[1]), asked, across=False)


Asked = tuple[str, tuple[int, ...], float]

#: The best of so many processes counts: one may fall into a moment in which the machine is busy with something else.
_PROCESSES = 5


def _raced(
    task: str, sides: tuple[Outline, Outline], texts: tuple[str, str], asked: Asked, *, across: bool
) -> Iterator[Row]:
    function, arguments, most = asked
    ours = min((apart(function, *arguments) for _ in range(_PROCESSES)), key=itemgetter("processor"))
    time = ours["processor"]
    counts = f"{len(sides[0].clauses)} and {len(sides[1].clauses)} clauses"
    memory = peak(partial(compare, *sides, across=across))
    yield Row(task, OURS, (), (), time, ours["wall"], 1.0, memory, f"≤ {most:.0f} ms", time <= most, counts)
    for name, linker in LINKERS.items():
        if linker is None:
            yield absent(task, name)
            continue
        links, its = raced(partial(linker, *sides))
        yield Row(
            task, name, (), (), its.processor, its.milliseconds, its.processor / time, found=f"{len(links)} links"
        )
    for name, differ in DIFFERS.items():
        if differ is None:
            yield absent(task, name)
            continue
        pieces, its = raced(partial(differ, *texts))
        found = f"{sum(bool(sign) for sign, _ in pieces)} differing runs, no clauses"
        yield Row(task, name, (), (), its.processor, its.milliseconds, its.processor / time, found=found)


#: Sizes with a limit: seconds, and megabytes of the whole process.
_LIMITS = {12_000: (3.0, None), 45_000: (6.0, 600)}


def doublings(scope: Scope) -> Iterator[Row]:
    """Alignment alone of ever larger statutes, a third of the clauses amended, each in a process of its own."""
    task = "alignment alone, a third of the clauses amended"
    before: tuple[float, float] | None = None
    for size in scope.sizes:
        found = apart("bench.speed:alignment_alone", size)
        time, clauses, memory = found["processor"], found["clauses"], found["resident"]
        grown = f"{clauses:,.0f} clauses"
        if before:
            grown += f", {time / before[1]:.1f} times the time for {clauses / before[0]:.1f} times the clauses"
        before = clauses, time
        seconds, most = _LIMITS.get(size, (None, None))
        target = f"≤ {seconds:.0f} s" + (f", ≤ {most} MB" if most else "") if seconds else ""
        met = time <= seconds * 1000 and (not most or memory <= most) if seconds else None
        yield Row(task, OURS, (found["f1"],), (), time, found["wall"], None, memory, target, met, grown)


def reader(_: Scope) -> Iterator[Row]:
    """How much a reader sees coloured of one amended plan."""
    texts, least = redline.texts(), redline.ideal()
    task = f"one plan, 15 edits of content ({least} characters), 2 moves, 27 renumbered, 1 split, 1 merge, 5 of layout"
    found, time = timed(partial(redline.reading, *texts))
    met = (found.moves, found.false_moves, found.renumbered, found.split, found.merged) == (2, 0, 27, 1, 1)
    shown = (
        f"{found.coloured} coloured ({found.coloured / least:.1f}x), moves {found.moves}/2, renumbered "
        f"{found.renumbered}/27, split {found.split}/1, merged {found.merged}/1"
    )
    met = met and found.coloured <= 2 * least
    yield Row(task, OURS, (), (), time.processor, ratio=1.0, target="all, ≤ 2x", met=met, found=shown)
    for name, differ in DIFFERS.items():
        if differ is None:
            yield absent(task, name)
            continue
        pieces, its = timed(partial(differ, *texts))
        coloured = redline.coloured(pieces)
        shown = f"{coloured} coloured ({coloured / least:.1f}x), no moves, numbers, splits or merges"
        yield Row(task, name, (), (), its.processor, ratio=its.processor / time.processor, found=shown)


def searches(scope: Scope) -> Iterator[Row]:
    """Search under a fixed rate, and what its index costs."""
    yield from searching.searches(scope.copies, scope.seconds)


def page_loads(scope: Scope) -> Iterator[Row]:
    """The comparison page from the cache under a fixed rate."""
    yield from pages.pages(scope.seconds)


TASKS = {
    "outlines": outlines,
    "cities": city_links,
    "check": checked_plans,
    "reader": reader,
    "pairs": real_pairs,
    "speed": speeds,
    "amended": amended_texts,
    "doublings": doublings,
    "search": searches,
    "pages": page_loads,
}
