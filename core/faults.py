"""Errors of the domain. `api.problems` gives each its HTTP status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.languages.messages import Message


@dataclass(frozen=True)
class Fault:
    """A fault in a request: a JSON pointer to the value, and the nearest valid values.

    The sentence is `str(detail)`: an error about a name searches for the nearest name only when
    its sentence is needed.
    """

    pointer: str
    detail: str | Exception
    nearest: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the fault as it is stored and told in events: in English."""
        return {"pointer": self.pointer, "detail": str(self.detail), "nearest": list(self.nearest)}

    def to_store(self) -> dict[str, Any]:
        """Return the fault in English, with what another language needs."""
        detail = str(self.detail)
        message = {"message": detail.as_json()} if isinstance(detail, Message) else {}
        return self.as_json() | message


class DomainError(Exception):
    """The domain refuses a request. `code` is the public name of the kind of problem."""

    code = "refused"


class InvalidInput(DomainError):
    """The input is invalid; nothing was changed. `faults` holds every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "; ".join(f"{fault.pointer}: {fault.detail}" for fault in self.faults)


class VersionConflict(DomainError):
    """The object has a newer version than the one that the caller read."""

    code = "version-moved"


class NoTransaction(RuntimeError):
    """A number was taken or an event emitted outside a transaction: a bug in our own code."""
