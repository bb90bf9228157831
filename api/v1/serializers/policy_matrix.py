"""Provinces by sectors."""

from typing import Any

from rest_framework import serializers

from api.v1.serializers.names import Name, named
from api.v1.serializers.priorities import COVERAGE
from api.v1.serializers.sector_priorities import STRENGTH
from priorities.queries.policy_matrix import PolicyMatrix


class MatrixColumnOut(serializers.Serializer[Any]):
    """A division, a service class or an emerging industry."""

    code = serializers.CharField()
    en = serializers.CharField()
    zh = serializers.CharField()
    kind = serializers.CharField(help_text="manufacturing, service or emerging")
    named_by = serializers.IntegerField(help_text="Number of provinces that name it.")


class MatrixCellOut(serializers.Serializer[Any]):
    """The strongest priority of a province for a column."""

    strength = serializers.IntegerField(source="strongest.strength", help_text=STRENGTH)
    emphasis = serializers.CharField(
        source="strongest.emphasis", allow_blank=True, help_text="headline, list, mention, or empty"
    )
    stage = serializers.CharField(source="strongest.stage")
    signal = serializers.CharField(source="strongest.signal")
    key = serializers.CharField(source="strongest.key")
    paragraph = serializers.IntegerField(source="strongest.paragraph", allow_null=True)
    cities = serializers.BooleanField(
        source="strongest.cities", help_text="True if it applies to some cities only."
    )
    count = serializers.IntegerField(
        help_text="Number of priorities that name the sector of the column or a part of it."
    )


class MatrixRowOut(serializers.Serializer[Any]):
    """A province."""

    province = Name()
    known = serializers.BooleanField(
        help_text=(
            "False if the service holds no list of the province (with `year`: none that cites a "
            "document of the year): then nothing is known, and `cells` is null."
        )
    )
    edition = serializers.IntegerField(source="edition.pk", allow_null=True, default=None)
    coverage = serializers.CharField(
        source="edition.coverage", allow_null=True, default=None, help_text=COVERAGE
    )
    cells = serializers.DictField(
        child=MatrixCellOut(),
        allow_null=True,
        help_text="Cells by the code of the column; a column that is not named is absent.",
    )


class PolicyMatrixOut(serializers.Serializer[Any]):
    """All provinces, with the columns that each names."""

    as_of = serializers.DateTimeField()
    year = serializers.IntegerField(allow_null=True)
    lists = serializers.IntegerField(help_text="Number of rows that are known.")
    columns = MatrixColumnOut(many=True)
    rows = MatrixRowOut(many=True)


def render_policy_matrix(matrix: PolicyMatrix) -> dict[str, Any]:
    """Return `lists`, `columns` and `rows` of a `PolicyMatrixOut`."""
    columns = [
        {**named(row), "kind": row.kind, "named_by": matrix.named_by(row.code)}
        for row in matrix.columns
    ]
    rows = [
        {
            "province": row.province,
            "known": row.edition is not None,
            "edition": row.edition,
            # Null and not empty: an empty row would say that the province names nothing.
            "cells": row.cells if row.edition else None,
        }
        for row in matrix.rows
    ]
    return {"lists": matrix.lists, "columns": columns, "rows": rows}
