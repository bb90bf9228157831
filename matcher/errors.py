"""What this floor refuses, in words for people. `api.problems` gives each its HTTP status."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request: a JSON pointer to it, and the nearest right values."""

    pointer: str
    detail: str
    nearest: tuple[str, ...] = ()


class MatcherError(Exception):
    """A request that this floor refuses."""

    code = "refused"


class BriefRefused(MatcherError):
    """The brief cannot be understood; nothing was stored. `faults` names every place."""

    code = "brief-not-understood"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.pointer}: {f.detail}" for f in self.faults))


class EditionRefused(MatcherError):
    """The edition cannot be published; nothing was changed. `faults` names every row."""

    code = "edition-refused"

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.pointer}: {f.detail}" for f in self.faults))


class VersionMoved(MatcherError):
    """Somebody else changed it first; read it again."""

    code = "version-moved"
