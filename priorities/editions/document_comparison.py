"""A document compared with the one before it: what is kept, strengthened, dropped and new."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from priorities.editions.strength import shown_strength


@dataclass(frozen=True)
class Statement:
    """What a document says of its target sectors in a paragraph."""

    paragraph: int
    anchor: str
    targets: tuple[str, ...]
    signal: str
    stage: str
    emphasis: str

    @property
    def strength(self) -> int:
        """0..255: stage times emphasis; 0 for what scores nothing."""
        return shown_strength(self.signal, self.stage, self.emphasis)


class Change(StrEnum):
    """What became of a sector from one document to the next, in the order in which it is shown."""

    NEW = "new"
    STRENGTHENED = "strengthened"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True)
class SectorChange:
    """A sector, and the strongest statement about it in each document; None where there is none."""

    target: str
    change: Change
    before: Statement | None
    after: Statement | None


def compare_documents(
    before: Iterable[Statement], after: Iterable[Statement]
) -> tuple[SectorChange, ...]:
    """What became of each sector that either document puts first: a context or a lapsed statement
    puts nothing first. A sector is strengthened if its strongest statement is stronger now, and
    kept otherwise. By change, the strongest sector first, then by code.
    """
    old, new = _strongest(before), _strongest(after)
    order = list(Change)
    found = [_change(code, old.get(code), new.get(code)) for code in old.keys() | new.keys()]
    return tuple(
        sorted(found, key=lambda one: (order.index(one.change), -_weight(one), one.target))
    )


def _strongest(statements: Iterable[Statement]) -> dict[str, Statement]:
    """Sector -> its strongest statement; of equal ones the first."""
    found: dict[str, Statement] = {}
    for one in statements:
        for code in one.targets:
            if one.strength > (found[code].strength if code in found else 0):
                found[code] = one
    return found


def _change(code: str, before: Statement | None, after: Statement | None) -> SectorChange:
    if after is None:
        kind = Change.DROPPED
    elif before is None:
        kind = Change.NEW
    else:
        kind = Change.STRENGTHENED if after.strength > before.strength else Change.KEPT
    return SectorChange(code, kind, before, after)


def _weight(one: SectorChange) -> int:
    told = one.after or one.before
    return told.strength if told else 0
