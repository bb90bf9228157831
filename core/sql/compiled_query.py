"""A query set that is written as SQL once, for rows that are read by almost every request."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class CompiledQuery:
    """The statement of a query set, and its parameters. To write the statement takes Django longer
    than PostgreSQL takes to answer it.
    """

    statement: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> CompiledQuery:
        """Compile the query set, which reads nothing."""
        statement, params = rows.query.sql_with_params()
        return cls(statement, tuple(params))

    def params_with(self, values: Mapping[Hashable, Any]) -> list[Any]:
        """The parameters, with other values in place of those that stood for any."""
        return [values.get(one, one) for one in self.params]
