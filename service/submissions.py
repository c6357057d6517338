"""Two texts handed in to be compared: pasted or as files, by API or by page; read and checked, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar.datastructures import UploadFile

from service.problems import ProblemError, ProblemKind

FILE_LIMIT = 20 * 2**20
TEXT_LIMIT = 2**20 * 4
BODY_LIMIT = 2 * FILE_LIMIT + 2**20
SIDES = ("old", "new")
TRUE_WORDS = frozenset({"true", "1", "on", "yes"})
FALSE_WORDS = frozenset({"", "false", "0", "off", "no"})

#: A file as the comparison takes it: its name and its bytes.
Named = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Submission:
    """Two files and whether they speak of two places."""

    old: Named
    new: Named
    across: bool


def read_json(body: Any) -> Submission:
    """``{"old": {"text", "name"?}, "new": {…}, "across"?}``; a side may be its text alone. Raises a problem naming the field at fault."""
    if not isinstance(body, dict):
        raise _wrong("body", "detail.not_object")
    _refuse_unknown(body, {*SIDES, "across"}, "")
    across = body.get("across", False)
    if not isinstance(across, bool):
        raise _wrong("across", "detail.not_boolean")
    return Submission(_json_side(body, "old"), _json_side(body, "new"), across)


def _json_side(body: Mapping[str, Any], side: str) -> Named:
    given = body.get(side)
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise _wrong(f"{side}.text", "detail.no_text")
    _refuse_unknown(given, {"text", "name"}, f"{side}.")
    name = given.get("name", f"{side}.txt")
    if not isinstance(name, str):
        raise _wrong(f"{side}.name", "detail.not_string")
    return _checked(side, (name, given["text"].encode(errors="surrogatepass")), TEXT_LIMIT)


async def read_form(form: Mapping[str, Any]) -> Submission:
    """Multipart fields ``old`` and ``new``, each a file or a text, and ``across``. Raises a problem."""
    _refuse_unknown(form, {*SIDES, "across"}, "")
    sides = [await form_side(form, side, side, side) for side in SIDES]
    return Submission(sides[0], sides[1], form_flag(form, "across"))


async def form_side(form: Mapping[str, Any], side: str, file_field: str, text_field: str) -> Named:
    """One side of a form: its file when one was chosen, else its text. Raises a problem when neither is there."""
    given = form.get(file_field)
    if isinstance(given, UploadFile) and given.filename:
        return _checked(side, (given.filename, await given.read(FILE_LIMIT + 1)), FILE_LIMIT)
    text = form.get(text_field)
    if not isinstance(text, str) or not text.strip():
        raise _wrong(side, "detail.no_text")
    return _checked(side, (f"{side}.txt", text.encode(errors="surrogatepass")), TEXT_LIMIT)


def form_flag(form: Mapping[str, Any], name: str) -> bool:
    """A box that is ticked or not. Raises a problem for any other word."""
    word = str(form.get(name, "")).strip().lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise _wrong(name, "detail.not_boolean")
    return word in TRUE_WORDS


def _checked(side: str, file: Named, limit: int) -> Named:
    if not file[1].strip():
        raise _wrong(side, "detail.no_text")
    if len(file[1]) > limit:
        raise ProblemError(ProblemKind.TOO_LARGE, "detail.file_too_large", name=file[0][:80], limit=limit // 2**20)
    return file


def _refuse_unknown(given: Mapping[str, Any], known: set[str], prefix: str) -> None:
    for name in given:
        if name not in known:
            listed = ", ".join(f"{prefix}{one}" for one in sorted(known))
            raise ProblemError(
                ProblemKind.UNKNOWN_PARAMETER, "detail.unknown_parameter", name=f"{prefix}{name}"[:80], known=listed
            )


def _wrong(field: str, text: str) -> ProblemError:
    return ProblemError(ProblemKind.INVALID_VALUE, text, field=field)
