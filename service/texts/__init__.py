"""What the interface says, in Chinese and English: a closed dictionary, checked against templates and vocabularies."""

from collections.abc import Mapping
from enum import StrEnum

from service.texts.cities import CITIES
from service.texts.comparing import COMPARING
from service.texts.families import FAMILIES
from service.texts.frame import FACTS, FRAME
from service.texts.history import HISTORY
from service.texts.papers import PAPERS
from service.texts.problems import PROBLEMS
from service.texts.reading import PAGES
from service.texts.refusals import REFUSALS
from service.texts.searching import SEARCHING
from service.texts.sheets import SHEETS
from service.texts.two_places import TWO_PLACES

#: Each key with its Chinese and its English text.
TEXTS: Mapping[str, tuple[str, str]] = {
    **FRAME,
    **FACTS,
    **COMPARING,
    **CITIES,
    **TWO_PLACES,
    **PAGES,
    **PAPERS,
    **SHEETS,
    **SEARCHING,
    **PROBLEMS,
    **REFUSALS,
    **FAMILIES,
    **HISTORY,
}


class Language(StrEnum):
    """The interface's languages; Chinese is the first."""

    ZH = "zh"
    EN = "en"


def say(language: Language, key: str, **values: object) -> str:
    """A text with its places filled. ``KeyError`` for a key that is not in the dictionary."""
    chinese, english = TEXTS[key]
    return (chinese if language is Language.ZH else english).format_map(values)


def say_compared(language: Language, key: str, *, across: bool, **values: object) -> str:
    """A text about two versions, or with ``across`` the one that stands for it where two places are compared."""
    group, _, name = key.partition(".")
    return say(language, f"{group}_across.{name}" if across else key, **values)
