"""Figures of a province: in the units of the reader's language, with a page as their source."""

import csv
from decimal import Decimal

import pytest
from django.utils.translation import override

from pages.presenters.surroundings import shown_figures
from priorities.models import ContextFigure
from tests.workbench.catalogue import ROOT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "unit", "value", "said"),
    [
        ("en", "100 million yuan", "145846.76", "14,584.676 billion yuan"),
        ("zh-hans", "100 million yuan", "145846.76", "145,846.76亿元"),
        ("en", "10 thousand vehicles", "304.02", "3.0402 million vehicles"),
        ("zh-hans", "10 thousand vehicles", "304.02", "304.02万辆"),
        ("en", "percent", "3.9", "3.9%"),
    ],
)
def test_an_amount_is_told_as_the_language_counts(lists, code, unit, value, said):
    ContextFigure.objects.create(
        place_id="440000", indicator="gdp", period="2025", value=Decimal(value), unit=unit,
        source="https://example.org/figures", confidence="high",
    )  # fmt: skip
    with override(code):
        assert [one.value for one in shown_figures("440000")] == [said]


def test_a_source_of_a_shipped_figure_is_no_file_of_ours():
    with (ROOT / "seeds" / "province_context.csv").open(encoding="utf-8", newline="") as file:
        assert not [row for row in csv.DictReader(file) if ".txt" in row["source"]]
