"""A decision applied to the text it amends: two files read, the amendment chosen, nothing stored."""

from dataclasses import dataclass

from diffs.amending.amendments import fitting, outline_title, read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended, Amendment, Decision, Edit
from diffs.parsing import parse
from service.errors import BadInput, said
from service.files import MARKDOWN_ENDINGS, read_file

Named = tuple[str, bytes]

#: So many titles are named in an error.
_NAMED = 20


@dataclass(frozen=True, slots=True)
class AmendedFile:
    """A decision, the amendment of it that fits the text, and what became of it; ``wording`` is the decision's text."""

    decision: Decision
    amendment: Amendment
    amended: Amended
    wording: str

    def said(self, edit: Edit) -> str:
        """The words in which the decision orders an edit, without line breaks."""
        pieces = (self.wording[start:stop] for start, stop in edit.extent)
        return " ".join("".join(pieces).split())


def amend_file(decision: Named, old: Named, *, title: str | None = None) -> AmendedFile:
    """Apply the part of ``decision`` that amends ``old``; ``title`` chooses it whatever the text calls itself.

    Raises ``BadInput``: a file that cannot be read, ``no_decision`` when the first file orders nothing,
    ``no_amendment_fits`` when it amends other texts, which the message names.
    """
    wording = read_file(*decision).text
    read = read_decision(wording)
    if not read.amendments:
        raise BadInput(said("detail.no_decision", name=decision[0][:80]), "no_decision")
    extracted = read_file(*old)
    markdown = extracted.shape == "markdown" or old[0].lower().endswith(MARKDOWN_ENDINGS)
    own = outline_title(parse(extracted.text, markdown=markdown))
    chosen = _choose(read, title or own, given=title is not None)
    if chosen is None:
        listed = "".join(f"《{one.title}》" for one in read.amendments[:_NAMED])
        many = "_of_many" if len(read.amendments) > _NAMED else ""
        raise BadInput(
            said(f"detail.no_amendment_fits{many}", listed=listed, title=title or own, count=len(read.amendments)),
            "no_amendment_fits",
        )
    return AmendedFile(read, chosen, amend(extracted.text, chosen, markdown=markdown), wording)


def _choose(decision: Decision, title: str, *, given: bool) -> Amendment | None:
    """The amendment of the text called ``title``; the only one when neither it nor the text says whose it is."""
    found = fitting(decision.amendments, title)
    if found or given or len(decision.amendments) > 1:
        return found
    only = decision.amendments[0]
    return only if not title or not only.title else None
