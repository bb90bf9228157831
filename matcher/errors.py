"""What this floor refuses, in words for people. `api.problems` gives each its HTTP status."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partners.errors import NameFault


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request: a JSON pointer to it, and the nearest right values. The
    sentence is `str(detail)`; that of a name searches for the nearest one.
    """

    pointer: str
    detail: str | NameFault
    nearest: Sequence[str] = ()


class MatcherError(Exception):
    """A request that this floor refuses."""

    code = "refused"


class Faulty(MatcherError):
    """Something given is wrong; nothing was changed. `faults` names every place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "; ".join(f"{fault.pointer}: {fault.detail}" for fault in self.faults)


class BriefRefused(Faulty):
    """The brief cannot be understood."""

    code = "brief-not-understood"


class EditionRefused(Faulty):
    """The list cannot be kept. The pointers are /ROW/FIELD."""

    code = "edition-refused"


class VersionMoved(MatcherError):
    """Somebody else changed it first; read it again."""

    code = "version-moved"


class DraftOpen(MatcherError):
    """The province has a draft on its way already: it must be published or discarded first."""

    code = "draft-open"


class WrongState(MatcherError):
    """The edition is not in a state from which this verb goes."""

    code = "wrong-state"


class FourEyes(MatcherError):
    """Who touched a draft may not approve it, whatever else they may do."""

    code = "four-eyes"


class NotACurator(MatcherError):
    """The user lacks the permission for this verb."""

    code = "not-a-curator"
