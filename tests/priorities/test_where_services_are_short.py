"""Where services are short: the figures are reproduced by a query that shares no code with them."""

import pytest

from priorities.queries.service_gaps import compute_gaps
from tests.priorities.shortages import figures, independent

pytestmark = pytest.mark.django_db


def test_an_independent_query_gives_the_same_figures(seeds):
    for dataset in ("demonstration", "public-record"):
        found = compute_gaps([dataset])
        assert figures(found) == independent(dataset)
        assert found
    demonstration = compute_gaps(["demonstration"])
    assert [gap.rank for gap in demonstration] == sorted(gap.rank for gap in demonstration)
    assert demonstration[0].rank == 1
    assert len({gap.province for gap in demonstration}) > 25


def test_what_shandong_says_of_itself_stands_beside_the_figures(seeds):
    found = {
        gap.service: gap for gap in compute_gaps(["demonstration"]) if gap.province == "370000"
    }
    design = [(row.key, row.signal) for row in found["PS011"].priorities]
    assert design == [
        ("PP012", "shortage"),
        ("PP014", "shortage"),
        ("PP021", "support"),
        ("SD0035", "strength"),
        # These name the class PS01, and so each group of it.
        ("SD0070", "support"),
        ("SD0071", "support"),
        ("SD0090", "support"),
    ]
    assert all("PP012" in [row.key for row in gap.priorities] for gap in found.values())
    assert (
        found["PS011"].priorities[0].title_en
        == "Producer services: a shortcoming among shortcomings"
    )


def test_only_the_government_s_own_words_stand_there(seeds):
    found = {(gap.province, gap.service): gap for gap in compute_gaps(["demonstration"])}
    assert "PP002" not in [row.key for row in found["440000", "PS012"].priorities]  # a scholar
    assert "PP004" not in [row.key for row in found["440000", "PS033"].priorities]  # a company
