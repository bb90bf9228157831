"""What a request can have wrong with it. `api.problems` gives each refusal its HTTP status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request: a JSON pointer to it, and the nearest right values.

    The sentence is `str(detail)`: an error about a name searches for the nearest name only when
    its sentence is needed.
    """

    pointer: str
    detail: str | Exception
    nearest: Sequence[str] = ()


class Refusal(Exception):
    """A request that the domain refuses. `code` names the kind of problem to the outside."""

    code = "refused"


class Faulty(Refusal):
    """Something given is wrong; nothing was changed. `faults` names every place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "; ".join(f"{fault.pointer}: {fault.detail}" for fault in self.faults)


class VersionMoved(Refusal):
    """Somebody else changed it first; read it again."""

    code = "version-moved"


class NoTransaction(RuntimeError):
    """A number or an event was asked for outside a transaction: a fault in our own code."""
