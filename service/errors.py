"""Expected mistakes of the shell's users; each message says what is wrong and how to mend it."""

from service.texts import Language, say


class ClausewatchError(Exception):
    """An expected failure with one line for people; ``reason`` is its word for programs."""

    def __init__(self, message: str, reason: str = "failed") -> None:
        super().__init__(message)
        self.reason = reason


class BadInput(ClausewatchError):
    """What was given cannot be used as it is."""

    def __init__(self, message: str, reason: str = "bad_input") -> None:
        super().__init__(message, reason)


class NotFound(ClausewatchError):
    """Nothing is known by that name."""

    def __init__(self, message: str, reason: str = "not_found") -> None:
        super().__init__(message, reason)


class TooLarge(BadInput):
    """What was given is larger than the limit named in the message."""

    def __init__(self, message: str, reason: str = "too_large") -> None:
        super().__init__(message, reason)


class BadOverride(BadInput):
    """A word on a link that cannot hold; ``text`` is a key of service.texts and ``values`` fill it in."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(say(Language.EN, text, **values), "bad_override")
        self.text = text
        self.values = values


class BadFamily(BadInput):
    """What is said of a family and cannot hold; ``text`` is a key of service.texts and ``values`` fill it in."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(say(Language.EN, text, **values), "bad_family")
        self.text = text
        self.values = values
