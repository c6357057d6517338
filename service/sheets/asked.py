"""What a reader asks to see of a comparison: layout, folding and filters, to and from the query of an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NoReturn, TypeVar

from diffs.comparison import ChangeClass, Label, SignalKind
from diffs.counting.fates import Fate, Grain
from diffs.rendering import Side
from service.problems import ProblemError, ProblemKind
from service.sheets.counting import USUAL, Counting, Masks

#: The longest word that rows are looked through for, in code points.
WORD_LENGTH = 200
V = TypeVar("V", bound=StrEnum)


class View(StrEnum):
    """How a comparison is laid out: 对照表 in two columns, inline as a marked-up text, or one side clean (closed)."""

    COLUMNS = "columns"
    INLINE = "inline"
    OLD = "old"
    NEW = "new"


class Unchanged(StrEnum):
    """What becomes of unchanged clauses: folded behind a line, shown, or left out (closed)."""

    FOLDED = "folded"
    SHOWN = "shown"
    HIDDEN = "hidden"


#: The views that show one side alone, clean.
CLEAN = frozenset({View.OLD, View.NEW})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one comparison. A row passes that has one of ``labels``, one of ``classes``, one of ``signals``
    and ``word`` somewhere in its wording; an empty filter lets everything pass. One side alone holds only the rows
    that it has, in its own order; read as a text, its unchanged clauses are shown unless the address says otherwise.
    """

    view: View = View.COLUMNS
    unchanged: Unchanged = Unchanged.FOLDED
    across: bool = False
    labels: tuple[Label, ...] = ()
    classes: tuple[ChangeClass, ...] = ()
    signals: tuple[SignalKind, ...] = ()
    word: str = ""
    counting: Counting = USUAL

    @property
    def filtered(self) -> bool:
        """Whether some rows may be left out by a filter."""
        return bool(self.labels or self.classes or self.signals or self.word or (self.across and self.counting.fates))

    @property
    def whole(self) -> bool:
        """Whether every row of the comparison is on the sheet, folded or not."""
        return not self.filtered and self.view not in CLEAN and self.unchanged is not Unchanged.HIDDEN

    @property
    def unfiltered(self) -> "Asked":
        """The same without any filter."""
        return replace(self, labels=(), classes=(), signals=(), word="", counting=self.counting.unfiltered)

    @property
    def unfolded(self) -> "Asked":
        """The same with unchanged clauses shown where a fate was asked for: its rows are what there is to see."""
        folded = self.counting.fates and self.unchanged is Unchanged.FOLDED
        return replace(self, unchanged=Unchanged.SHOWN) if folded else self

    def viewed(self, view: View) -> "Asked":
        """The same in another view; what was not asked for of unchanged clauses is what is usual there."""
        return replace(self, view=view, unchanged=usual(view) if self.unchanged is usual(self.view) else self.unchanged)

    def pairs(self) -> list[tuple[str, str]]:
        """The query's names and values that ask for this; what is the default is left out."""
        one = [
            ("view", self.view.value if self.view is not View.COLUMNS else ""),
            ("unchanged", self.unchanged.value if self.unchanged is not usual(self.view) else ""),
            ("across", "true" if self.across else ""),
            ("word", self.word),
        ]
        several: list[tuple[str, Iterable[StrEnum]]] = [
            ("label", self.labels),
            ("class", self.classes),
            ("signal", self.signals),
        ]
        return [(name, value) for name, value in one if value] + [
            *((name, word.value) for name, words in several for word in words),
            *self.counting.pairs(),
        ]


def usual(view: View) -> Unchanged:
    """What becomes of unchanged clauses in a view when nothing is said of them."""
    return Unchanged.SHOWN if view in CLEAN else Unchanged.FOLDED


def asked_of(query: Iterable[tuple[str, str]]) -> Asked:
    """What a query asks for; names it does not know are passed over, and so are empty values.

    Raises an ``invalid-value`` problem that lists the words there are.
    """
    given: dict[str, list[str]] = {}
    for name, value in query:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    word = given.get("word", [""])[-1]
    if len(word) > WORD_LENGTH:
        raise ProblemError(ProblemKind.INVALID_VALUE, "detail.word_too_long", limit=WORD_LENGTH)
    view = (_words(View, given, "view") or (View.COLUMNS,))[-1]
    return Asked(
        view=view,
        unchanged=(_words(Unchanged, given, "unchanged") or (usual(view),))[-1],
        across=_flag(given, "across"),
        labels=_words(Label, given, "label"),
        classes=_words(ChangeClass, given, "class"),
        signals=_words(SignalKind, given, "signal"),
        word=word,
        counting=Counting(
            grain=(_words(Grain, given, "unit") or (Grain.ROWS,))[-1],
            fates=_words(Fate, given, "fate"),
            side=(_words(Side, given, "side") or (Side.BOTH,))[-1],
            masks=(_words(Masks, given, "masks") or (Masks.SHOWN,))[-1],
        ),
    )


def _words(vocabulary: type[V], given: dict[str, list[str]], name: str) -> tuple[V, ...]:
    """The values of one parameter as words of its vocabulary, each once, in the order they were given."""
    known = {str(word): word for word in vocabulary}
    return tuple(
        dict.fromkeys(known[value] if value in known else _refuse(name, value, known) for value in given.get(name, ()))
    )


def _flag(given: dict[str, list[str]], name: str) -> bool:
    values = {"true": True, "1": True, "false": False, "0": False}
    said = given.get(name, ["false"])[-1]
    return values[said] if said in values else _refuse(name, said, ("true", "false"))


def _refuse(name: str, value: str, known: Iterable[str]) -> NoReturn:
    raise ProblemError(
        ProblemKind.INVALID_VALUE, "detail.no_such_word", name=name, value=value[:80], known=", ".join(known)
    )
