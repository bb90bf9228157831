"""Why a file of a kind cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """The bytes are no text of their kind. `place` in the file, empty where none is known."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"{place}: {reason}" if place else reason)


def within(text_length: int, most: int, place: str) -> None:
    """Raise `Unreadable` where a text has grown beyond `most` characters."""
    if text_length > most:
        raise Unreadable(place, f"the text has more than {most} characters")
