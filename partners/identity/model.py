"""What is compared, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["same", "different", "branch", "unsure"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a record says of who an organisation is.

    `name` in any script; `place` a GB/T 2260 code or the name of a place; `identifiers` from kind
    (`uscc`, `lei`, `customs`, `stock`, `website`) to value.
    """

    name: str
    place: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two identities are one organisation.

    `branch`: one is a branch of the other. `score`: 0 to 1; it orders candidates of one identity,
    also where the outcome is the same. `reasons`: codes and the texts compared, most important
    first (`core: 华强 = huaqiang`).
    """

    outcome: Outcome
    score: float
    reasons: tuple[str, ...] = ()
