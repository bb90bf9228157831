"""Instances of models from the driver's plain rows, which query sets take long to make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection
from django.db.models import JSONField, Model


@dataclass(frozen=True)
class ModelColumns:
    """The columns of a model that are read: all but those that are named, so that a new one cannot
    be forgotten.
    """

    model: type[Model]
    names: tuple[str, ...]
    json: frozenset[str]

    @classmethod
    def of(cls, model: type[Model], *, but: tuple[str, ...] = ()) -> ModelColumns:
        """The columns of the model but those of the fields `but`."""
        left_out = {model._meta.get_field(name) for name in but}
        fields = [one for one in model._meta.concrete_fields if one not in left_out]
        json = frozenset(one.attname for one in fields if isinstance(one, JSONField))
        return cls(model, tuple(one.attname for one in fields), json)

    def instance(self, values: Sequence[Any]) -> Any:
        """The row as an instance; its other columns are read when they are asked for."""
        parsed = [
            orjson.loads(value) if name in self.json and value is not None else value
            for name, value in zip(self.names, values, strict=True)
        ]
        return self.model.from_db(connection.alias, self.names, parsed)
