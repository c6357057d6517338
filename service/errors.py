"""Expected mistakes of the shell's users; each message says what is wrong and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.texts import Language, say


@dataclass(frozen=True, slots=True)
class Said:
    """What is wrong, in either language: ``text`` is a key of service.texts and ``values`` fill it in.

    ``plain`` is what the command line says instead, where English has more to say.
    """

    text: str
    values: Mapping[str, object]
    plain: str = ""

    def told(self, language: Language) -> str:
        """The whole text in one language."""
        return say(language, self.text, **self.values)


def said(text: str, plain: str = "", **values: object) -> Said:
    """What is wrong, by its key in service.texts."""
    return Said(text, values, plain)


class ClausewatchError(Exception):
    """An expected failure with one line for people; ``reason`` is its word for programs.

    What a page or the API can show is ``Said``; plain English is for the command line alone.
    """

    def __init__(self, message: str | Said, reason: str = "failed") -> None:
        plain = message.plain or message.told(Language.EN) if isinstance(message, Said) else message
        super().__init__(plain)
        self.reason = reason
        self.said = message if isinstance(message, Said) else None


class BadInput(ClausewatchError):
    """What was given cannot be used as it is."""

    def __init__(self, message: str | Said, reason: str = "bad_input") -> None:
        super().__init__(message, reason)


class NotFound(ClausewatchError):
    """Nothing is known by that name."""

    def __init__(self, message: str | Said, reason: str = "not_found") -> None:
        super().__init__(message, reason)


class TooLarge(BadInput):
    """What was given is larger than the limit named in the message."""

    def __init__(self, message: str | Said, reason: str = "too_large") -> None:
        super().__init__(message, reason)


class BadOverride(BadInput):
    """A word on a link that cannot hold; ``text`` is a key of service.texts and ``values`` fill it in."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(Said(text, values), "bad_override")


class BadFamily(BadInput):
    """What is said of a family and cannot hold; ``text`` is a key of service.texts and ``values`` fill it in."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(Said(text, values), "bad_family")
