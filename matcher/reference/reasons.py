"""Why a partner got a value: codes and their arguments, told in words by `scoring.explain`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """Why, as a code and its arguments; `explain` turns it into a sentence."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)
