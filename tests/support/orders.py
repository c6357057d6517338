"""What some orders make of a small text, as a decision on it gives them."""

from diffs.amending.amendments import read_decision
from diffs.amending.applying import amend
from diffs.amending.edits import Amended


def ordered(text: str, *orders: str) -> Amended:
    """``text``, a 某市车辆条例, as a decision amends it whose lines are ``orders``."""
    (amendment,) = read_decision("对《某市车辆条例》作如下修改：\n" + "\n".join(orders)).amendments
    return amend(text, amendment)


def refused(done: Amended) -> list[str]:
    """The reasons of what was not applied, in order."""
    return [str(outcome.reason) for outcome in done.outcomes if outcome.reason]
