"""Texts handed in to be compared or checked: pasted or as files, by API or by page; read and judged, never stored."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from litestar import Request
from litestar.datastructures import UploadFile

from service.comparing import Handed
from service.problems import ProblemError, ProblemKind

FILE_LIMIT = 20 * 2**20
TEXT_LIMIT = 2**20 * 4
BODY_LIMIT = 2 * FILE_LIMIT + 2**20
SIDES = ("old", "new")
TRUE_WORDS = frozenset({"true", "1", "on", "yes"})
FALSE_WORDS = frozenset({"", "false", "0", "off", "no"})

#: A file as the comparison takes it: its name and its bytes.
Named = tuple[str, bytes]
Sent = TypeVar("Sent")


@dataclass(frozen=True, slots=True)
class Submission:
    """Two files and whether they speak of two places."""

    old: Named
    new: Named
    across: bool


@dataclass(frozen=True, slots=True)
class CheckSubmission:
    """A plan, and its task list when that is a text of its own."""

    plan: Named
    task_list: Named | None


@dataclass(frozen=True, slots=True)
class AmendSubmission:
    """An amendment decision, the text it amends, and the title that chooses among the texts it amends."""

    decision: Named
    old: Named
    title: str | None


def read_amend_json(body: Any) -> AmendSubmission:
    """``{"decision": {"text", "name"?}, "old": {…}, "title"?}``. Raises a problem naming the field at fault."""
    if not isinstance(body, dict):
        raise _wrong("body", "detail.not_object")
    _refuse_unknown(body, {"decision", "old", "title"}, "")
    title = body.get("title")
    if title is not None and not isinstance(title, str):
        raise _wrong("title", "detail.not_string")
    return AmendSubmission(_json_side(body, "decision"), _json_side(body, "old"), title or None)


async def read_amend_form(form: Mapping[str, Any]) -> AmendSubmission:
    """Multipart fields ``decision`` and ``old``, each a file or a text, and ``title``. Raises a problem."""
    _refuse_unknown(form, {"decision", "old", "title"}, "")
    decision, old = [await form_side(form, side, side, side) for side in ("decision", "old")]
    return AmendSubmission(decision, old, str(form.get("title") or "").strip() or None)


async def submitted(
    request: Request[Any, Any, Any],
    of_form: Callable[[Mapping[str, Any]], Awaitable[Sent]],
    of_json: Callable[[Any], Sent],
) -> Sent:
    """What was sent in, read from multipart fields or from JSON, whichever it is. Raises a problem."""
    if (request.content_type[0] or "").startswith("multipart/"):
        return await of_form(await request.form())
    return of_json(_parsed_json(await request.body()))


def _parsed_json(body: bytes) -> Any:
    """What a JSON body says. Raises a ``bad-request`` problem."""
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        raise ProblemError(
            ProblemKind.BAD_REQUEST, "detail.bad_json_at", line=error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        raise ProblemError(ProblemKind.BAD_REQUEST, "detail.bad_json") from error


def read_check_json(body: Any) -> CheckSubmission:
    """``{"plan": {"text", "name"?}, "list"?: {…}}``; either may be its text alone. Raises a problem naming the field."""
    if not isinstance(body, dict):
        raise _wrong("body", "detail.not_object")
    _refuse_unknown(body, {"plan", "list"}, "")
    task_list = _json_side(body, "list") if body.get("list") is not None else None
    return CheckSubmission(_json_side(body, "plan"), task_list)


async def read_check_form(form: Mapping[str, Any]) -> CheckSubmission:
    """Multipart fields ``plan`` and, if wanted, ``list``, each a file or a text. Raises a problem."""
    _refuse_unknown(form, {"plan", "list"}, "")
    task_list = await form_side(form, "list", "list", "list") if "list" in form else None
    return CheckSubmission(await form_side(form, "plan", "plan", "plan"), task_list)


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


async def page_side(form: Mapping[str, Any], side: str) -> Named | str:
    """One side of the page's form: its file, or its pasted text. Raises a problem when both are given, or neither."""
    given, text = form.get(f"{side}_file"), form.get(f"{side}_text")
    pasted = text if isinstance(text, str) and text.strip() else ""
    if isinstance(given, UploadFile) and given.filename:
        if pasted:
            raise _wrong(side, f"detail.both_given_{side}")
        return _checked(side, (given.filename, await given.read(FILE_LIMIT + 1)), FILE_LIMIT)
    if not pasted:
        raise _wrong(side, f"detail.none_given_{side}")
    _checked(side, (f"{side}.txt", pasted.encode(errors="surrogatepass")), TEXT_LIMIT)
    return pasted


def form_again(form: Mapping[str, Any], side: str) -> Handed | None:
    """One side of a form that carries a text read before (``old_policy``, ``old_name``, ``old_markdown``), if it does.

    Raises a problem when it is too large.
    """
    text = form.get(f"{side}_policy")
    if not isinstance(text, str):
        return None
    name = str(form.get(f"{side}_name") or "")
    _checked(side, (name or f"{side}.txt", text.encode(errors="surrogatepass")), FILE_LIMIT)
    lines = text.replace("\r\n", "\n")  # forms send every line feed as two characters
    return Handed(name, lines, form_flag(form, f"{side}_markdown"))


def form_flag(form: Mapping[str, Any], name: str) -> bool:
    """A box that is ticked or not. Raises a problem for any other word."""
    word = str(form.get(name, "")).strip().lower()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise _wrong(name, "detail.not_boolean")
    return word in TRUE_WORDS


@dataclass(frozen=True, slots=True)
class MatrixEntry:
    """One column of a matrix: a text handed in, a stored version by id, or the title of a text that is not held."""

    file: Named | None = None
    version: str | None = None
    title: str | None = None


def read_matrix_json(body: Any) -> list[MatrixEntry]:
    """``{"texts": [{"text", "name"?} | {"version"} | {"title", "held": false}, …]}``; a text may stand alone.

    Raises a problem naming the field at fault.
    """
    if not isinstance(body, dict):
        raise _wrong("body", "detail.not_object")
    _refuse_unknown(body, {"texts"}, "")
    texts = body.get("texts")
    if not isinstance(texts, list):
        raise _wrong("texts", "detail.no_text")
    return [_matrix_entry(given, f"texts.{at}") for at, given in enumerate(texts)]


def _matrix_entry(given: Any, field: str) -> MatrixEntry:
    if isinstance(given, str):
        given = {"text": given}
    if not isinstance(given, dict):
        raise _wrong(field, "detail.no_text")
    if not isinstance(given.get("held", True), bool):
        raise _wrong(f"{field}.held", "detail.not_boolean")
    if not given.get("held", True):
        return MatrixEntry(title=_only(given, "title", field, {"title", "held"}))
    if "version" in given:
        return MatrixEntry(version=_only(given, "version", field, {"version", "held"}))
    text, name = _only(given, "text", field, {"text", "name", "held"}), given.get("name", f"{field}.txt")
    if not isinstance(name, str):
        raise _wrong(f"{field}.name", "detail.not_string")
    return MatrixEntry(file=_checked(field, (name, text.encode(errors="surrogatepass")), TEXT_LIMIT))


def _only(given: Mapping[str, Any], name: str, field: str, known: set[str]) -> str:
    """The text of one field of an entry that may hold no other than the known ones."""
    _refuse_unknown(given, known, f"{field}.")
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(f"{field}.{name}", "detail.no_text")
    return value


async def read_matrix_form(form: Any) -> list[MatrixEntry]:
    """Multipart fields ``texts`` (files or texts), ``versions`` and ``not_held``, each as often as needed."""
    _refuse_unknown(form, {"texts", "versions", "not_held"}, "")
    given = form.getall("texts", [])
    files = [await form_side({"given": one}, f"texts.{at}", "given", "given") for at, one in enumerate(given)]
    return [
        *(MatrixEntry(file=file) for file in files),
        *(MatrixEntry(version=_only({"id": one}, "id", "versions", {"id"})) for one in form.getall("versions", [])),
        *(
            MatrixEntry(title=_only({"title": one}, "title", "not_held", {"title"}))
            for one in form.getall("not_held", [])
        ),
    ]


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
