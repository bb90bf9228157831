"""What a request can have wrong with it. `api.problems` gives each refusal its HTTP status."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request: a JSON pointer to it, and the nearest right values."""

    pointer: str
    detail: str
    nearest: tuple[str, ...] = ()


class DomainError(Exception):
    """A request that the domain refuses. `code` names the kind of problem to the outside."""

    code = "refused"


class InvalidInput(DomainError):
    """Something given is wrong; nothing was changed. `faults` names every place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.pointer}: {f.detail}" for f in self.faults))


class VersionConflict(DomainError):
    """Somebody else changed it first; read it again."""

    code = "version-moved"


class NoTransaction(RuntimeError):
    """A number or an event was asked for outside a transaction: a fault in our own code."""
