"""The figures stand beside the lists, each with its source, however often they are loaded."""

import csv
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core import counters
from priorities.importing.seed_lists import load_context_figures
from priorities.models import ContextFigure
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(reference):
    load_context_figures(SEEDS)
    with (SEEDS / "province_context.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_there_as_it_is_written(rows):
    assert ContextFigure.objects.count() == len(rows)
    for row in rows:
        place = None if row["province_code"] == "000000" else row["province_code"]
        held = ContextFigure.objects.get(
            place=place, indicator=row["indicator"], period=row["period"]
        )
        assert held.value == Decimal(row["value"])
        for name in ("qualifier", "unit", "note", "source", "confidence"):
            assert getattr(held, name) == row[name]


def test_loading_again_doubles_nothing_and_corrects_what_differs(rows):
    policy = counters.current("policy")
    ContextFigure.objects.filter(place=None, indicator="gdp_growth").update(value=Decimal("9.9"))
    load_context_figures(SEEDS)
    assert ContextFigure.objects.count() == len(rows)
    assert ContextFigure.objects.get(place=None, indicator="gdp_growth").value == Decimal("5.0")
    assert counters.current("policy") == policy


def test_the_article_s_figure_of_guangdong_is_there(rows):
    held = ContextFigure.objects.get(place="440000", indicator="gdp_growth", period="2025")
    assert (held.value, held.unit) == (Decimal("3.9"), "percent")


def test_the_database_refuses_a_figure_without_a_source(rows):
    with pytest.raises(IntegrityError, match="figure_has_a_source"), transaction.atomic():
        ContextFigure.objects.update(source="")
