"""The reason for a value: a code and its arguments, which `matcher.sentences` puts into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """`code` names a phrase of phrases.toml; `args` are JSON values for its placeholders."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, "args": self.args}
