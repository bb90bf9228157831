"""The tables that hold rows of firms, read from the models: a new model cannot be forgotten.

A table is a firm's when it has a foreign key to the firm, or one to a firm's table without which
its rows cannot be. A key that is emptied when the other row goes makes no table a firm's, unless
the other row is the firm itself.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from django.db import connection, models
from django.db.models import Q

from firms.models import Firm

_EMPTIED = (models.SET_NULL, models.SET_DEFAULT, models.SET)
_CONSTRAINTS = """
SELECT count(*) FROM pg_constraint
WHERE contype = 'f' AND convalidated
  AND conrelid = %s::regclass AND confrelid = %s::regclass
"""


@dataclass(frozen=True)
class OwnedTable:
    """A table of firms. `paths`: the look-ups from its rows to their firm, the shortest first."""

    model: type[models.Model]
    paths: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def is_direct(self) -> bool:
        """Tell whether the rows name their firm themselves."""
        return "__" not in self.paths[0]

    def rows_of(self, firm: int) -> models.QuerySet[Any]:
        """The rows of a firm, by whatever path they lead to it."""
        found = Q()
        for path in self.paths:
            found |= Q(**{path: firm})
        return self.model._base_manager.filter(found).distinct()

    @cached_property
    def parents(self) -> frozenset[type[models.Model]]:
        """The tables of firms that its rows refer to, whatever becomes of the reference."""
        return frozenset(_foreign_keys(self.model)) - {self.model}


def owned_tables() -> list[OwnedTable]:
    """All tables of firms, those first whose rows nothing else refers to."""
    paths: dict[type[models.Model], list[str]] = {Firm: []}
    todo: deque[tuple[type[models.Model], str]] = deque([(Firm, "")])
    while todo:
        parent, onward = todo.popleft()
        for model, name in _referring(parent):
            path = f"{name}__{onward}" if onward else name
            if model not in paths:
                todo.append((model, path))
            paths.setdefault(model, []).append(path)
    del paths[Firm]
    tables = {model: OwnedTable(model, tuple(found)) for model, found in paths.items()}
    before = {model: table.parents & tables.keys() for model, table in tables.items()}
    order = list(TopologicalSorter(before).static_order())
    return [tables[model] for model in reversed(order)]


def unguarded_references() -> list[str]:
    """The foreign keys among the tables of firms that PostgreSQL does not hold. Where it is empty,
    no row of a firm can be left once the firm has none: PostgreSQL refuses to delete what it
    belongs to.
    """
    tables = {table.model for table in owned_tables()} | {Firm}
    with connection.cursor() as cursor:
        return [
            f"{model._meta.db_table}.{field.column}"
            for model in tables
            for target, field in _foreign_keys(model).items()
            if target in tables and not _is_held(cursor, model, target)
        ]


def _is_held(cursor: Any, model: type[models.Model], target: type[models.Model]) -> bool:
    cursor.execute(_CONSTRAINTS, [model._meta.db_table, target._meta.db_table])
    wanted = sum(1 for field in _fields(model) if field.related_model is target)
    return bool(cursor.fetchone()[0] >= wanted)


def _referring(parent: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The models whose rows belong to a row of the parent, and the field that says so."""
    return [
        (relation.related_model, relation.field.name)
        for relation in parent._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.related_model is not parent
        and (parent is Firm or relation.on_delete not in _EMPTIED)
    ]


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


def _foreign_keys(model: type[models.Model]) -> dict[Any, Any]:
    return {field.related_model: field for field in _fields(model)}
