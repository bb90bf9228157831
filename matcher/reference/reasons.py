"""The reason for a value: a code and its arguments, which `matcher.sentences` puts into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Reason:
    """`code` names a phrase of phrases.toml; `args` are JSON values for its placeholders."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, "args": self.args}


# Of a reason that rests on what a partner told the firm that asks.
DECLARED_TO_YOU = "declared_to_you"


def declared_to_you(reason: Reason) -> Reason:
    """The reason, which says that the partner declared it to the firm that asks."""
    return replace(reason, args={**reason.args, DECLARED_TO_YOU: True})
