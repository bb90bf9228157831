"""The matrix holds the strongest priority of each province and column, and tells the unknown."""

import datetime as dt

import pytest

from core.clock import CHINA
from priorities.editions import lifecycle
from tests.api.conftest import priority
from tests.api.desk import done


@pytest.fixture
def jiangsu(lists):
    rows = [
        priority("JS1", targets=("C182", "PS033"), stage="pledged", emphasis="headline"),
        priority("JS2", targets=("C18",), stage="delivered", emphasis="headline", paragraph=8),
        priority("JS3", targets=("C18",), stage="delivered", emphasis="headline", reviewed=False),
        priority("JS4", targets=("PS02",), signal="context"),
        priority("JS5", targets=("PS09",), places=("320500",), signal="shortage", emphasis="list"),
        priority("JS6", targets=("EI-NEV",), document_year=2025, published_on=None,
                 document_precision="year", document="Plan"),
        priority("JS7", targets=("PS02",), stage="lapsed"),
    ]  # fmt: skip
    lifecycle.publish_first(
        province="320000",
        rows=rows,
        coverage="document",
        since=dt.datetime(2026, 1, 25, tzinfo=CHINA),
    )


@pytest.fixture
def matrix(call, jiangsu):
    return lambda query="": done(call.get(f"/v1/policy/matrix?{query}")).json()


def cells_of(matrix, province):
    return next(row["cells"] for row in matrix["rows"] if row["province"]["code"] == province)


def test_a_group_counts_in_the_column_of_its_division_or_class(matrix):
    cells = cells_of(matrix(), "320000")
    assert cells.keys() == {"C18", "PS03", "PS09", "EI-NEV"}
    assert cells["C18"] == {
        "strength": 255,
        "emphasis": "headline",
        "stage": "delivered",
        "signal": "support",
        "key": "JS2",
        "paragraph": 8,
        "cities": False,
        "count": 2,
    }
    assert (cells["PS03"]["key"], cells["PS03"]["count"]) == ("JS1", 1)
    assert (cells["PS09"]["cities"], cells["PS09"]["signal"]) == (True, "shortage")


def test_the_columns_are_divisions_classes_and_emerging_industries(matrix):
    columns = matrix()["columns"]
    assert [one["code"] for one in columns] == ["C18", "PS02", "PS03", "PS09", "EI-NEV"]
    assert [one["named_by"] for one in columns] == [2, 0, 1, 1, 1]
    assert [one["code"] for one in matrix("kind=service")["columns"]] == ["PS02", "PS03", "PS09"]
    assert cells_of(matrix("kind=service"), "320000").keys() == {"PS03", "PS09"}


def test_a_province_without_a_list_is_unknown_and_not_empty(matrix):
    found = matrix()
    rows = {row["province"]["code"]: row for row in found["rows"]}
    assert list(rows) == ["140000", "320000", "340000", "440000", "610000"]
    assert found["lists"] == 2
    assert (rows["320000"]["known"], rows["320000"]["coverage"]) == (True, "document")
    assert rows["340000"] == {
        "province": {"code": "340000", "en": "Anhui", "zh": "安徽"},
        "known": False,
        "edition": None,
        "coverage": None,
        "cells": None,
    }


def test_a_year_keeps_what_its_documents_state(matrix):
    found = matrix("year=2025")
    assert (found["year"], found["lists"]) == (2025, 1)
    assert cells_of(found, "320000").keys() == {"EI-NEV"}
    assert cells_of(found, "440000") is None
    assert matrix("year=2027")["lists"] == 0


def test_a_day_shows_the_lists_that_were_in_force(matrix):
    found = matrix("as_of=2026-01-22")
    assert [row["province"]["code"] for row in found["rows"] if row["known"]] == ["440000"]


@pytest.mark.parametrize("query", ["year=x", "as_of=soon", "kind=servce", "province=44"])
def test_what_is_not_understood_is_refused(call, lists, query):
    refused = done(call.get(f"/v1/policy/matrix?{query}"), 400).json()
    assert refused["errors"][0]["parameter"] == query.partition("=")[0]
