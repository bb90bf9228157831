"""The registry of the columns that hold ciphertexts. Each app declares its own, so that a change of
keys finds all of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Rewrite = Callable[[bytes], bytes]


def _rewrite_bytes(value: Any, rewrite: Rewrite) -> Any:
    return rewrite(bytes(value))


@dataclass(frozen=True)
class SecretColumn:
    """A column of a model (`app.Model`) with ciphertexts; `name` is what an operator calls them.

    `rewrite_value` returns a value of the column with each ciphertext in it passed through the
    function; by default the value is one ciphertext.
    """

    name: str
    model: str
    column: str
    rewrite_value: Callable[[Any, Rewrite], Any] = _rewrite_bytes


_declared: dict[str, SecretColumn] = {}


def declare(column: SecretColumn) -> None:
    """Register the column. Raises ValueError when another one has its name."""
    if _declared.setdefault(column.name, column) != column:
        raise ValueError(f"{column.name} is declared twice")


def declared_columns() -> Iterable[SecretColumn]:
    """All declared columns, ordered by name."""
    return [_declared[name] for name in sorted(_declared)]
