"""The page of a laid-out comparison, of stored texts or of texts just handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response

from diffs.rendering import Side
from service.comparing import Handed
from service.facing import Pair
from service.house import House
from service.pages.cities import city_values, ink_of
from service.pages.controls import controls_of, query_of
from service.pages.frame import Reader, show
from service.pages.markup import cells_html, clean_cells
from service.pages.overrides import hands_of
from service.pages.steps import Steps, steps_of
from service.pages.targets import row_address, target_of, whole
from service.papers.kinds import Paper
from service.sheets.articles import sections
from service.sheets.citing import Citing
from service.sheets.sheet import Sheet
from service.texts import Language, say_compared
from storage.calendar import SHANGHAI


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the page of two stored texts and what belongs to it stand; ``origin`` is the service's own address."""

    pair: Pair
    origin: str

    @property
    def page(self) -> str:
        """The comparison."""
        return f"/comparisons/{self.pair[0]}..{self.pair[1]}"

    @property
    def turned(self) -> str:
        """The comparison the other way round."""
        return f"/comparisons/{self.pair[1]}..{self.pair[0]}"

    @property
    def api(self) -> str:
        """The comparison as JSON."""
        return f"/api/v1{self.page}"

    def permanent(self, *, across: bool) -> str:
        """The address that a citation gives: whole, without view or filters, so that every change is on it."""
        return f"{self.origin}{self.page}{'?across=true' if across else ''}"


def show_stored(reader: Reader, house: House, sheet: Sheet, addresses: Addresses, **more: Any) -> Response[bytes]:
    """The page of two stored versions."""
    with house.database.read() as session:
        steps = steps_of(session, addresses.pair)
    return _show(reader, house, sheet, addresses=addresses, steps=steps, **more)


def show_handed(reader: Reader, house: House, sheet: Sheet, handed: Sequence[Handed]) -> Response[bytes]:
    """The page of two texts that are not stored: it carries them, so that its form can send them again."""
    response = _show(reader, house, sheet, handed=tuple(zip(("old", "new"), handed, strict=True)))
    response.headers["Cache-Control"] = "no-store"
    return response


def row_values(reader: Reader, house: House, sheet: Sheet, addresses: Addresses | None) -> dict[str, Any]:
    """What the macros of rows.html need."""
    across, language = sheet.comparison.across, reader.language
    permanent = addresses.permanent(across=across) if addresses else None
    ink = ink_of(sheet)
    return {
        "sheet": sheet,
        "comparison": sheet.comparison,
        "heads": sheet.heads,
        "names": sheet.names,
        "phrase": phrases(sheet, language),
        "addresses": addresses,
        "query": query_of(sheet.asked) if addresses else "",
        "cells": lambda row, side: cells_html(row, Side(side), language, ink),
        "clean": clean_cells,
        "cite": Citing(sheet.heads, permanent, house.now().astimezone(SHANGHAI).date(), language).of,
        "hands": hands_of(sheet.overrides),
        "to_row": lambda row_id: row_address(addresses.page if addresses else None, sheet.asked, row_id),
        "synthetic": any(head.synthetic for head in sheet.heads),
        **city_values(sheet, addresses.page if addresses else None),
    }


def phrases(sheet: Sheet, language: Language) -> Callable[..., str]:
    """``phrase`` of the templates: what is said otherwise of two places than of two versions, these named ``a`` and
    ``b``."""
    a, b = sheet.names

    def phrase(key: str, **values: object) -> str:
        return say_compared(language, key, across=sheet.comparison.across, a=a, b=b, **values)

    return phrase


def _show(
    reader: Reader,
    house: House,
    sheet: Sheet,
    *,
    addresses: Addresses | None = None,
    steps: Steps | None = None,
    handed: Sequence[tuple[str, Handed]] = (),
    **more: Any,
) -> Response[bytes]:
    asked = sheet.asked
    return show(
        reader,
        "comparison.html",
        **row_values(reader, house, sheet, addresses),
        asked=asked,
        view=asked.view.value,
        digest=getattr(sheet.comparison.digest, reader.language.value),
        sections=sections(sheet.blocks, asked.view),
        controls=controls_of(sheet),
        query_of=query_of,
        target=target_of(sheet, reader.query) if addresses else None,
        whole=whole(asked),
        row_address=row_address,
        paper_names=tuple(Paper),
        steps=steps,
        handed=handed,
        **more,
    )
