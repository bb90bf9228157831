"""Each piece of evidence says until when its fact counts as fresh."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest

from partners.models import Evidence
from partners.registry.freshness import TERMS, stale_after

CHECKED = dt.date(2026, 11, 1)
DOC = Path(__file__).resolve().parents[2] / "docs" / "data.md"


@pytest.mark.parametrize(
    ("fact", "kind", "days"),
    [
        ("organisation", "reported", 1095),
        ("makes:C182", "declared", 365),
        ("serves:PS033", "verified", 1095),
        ("lead_time_days", "verified", 730),
    ],
)
def test_the_term_runs_from_the_check(fact, kind, days):
    assert stale_after(fact, kind, CHECKED) == CHECKED + dt.timedelta(days=days)


def test_a_fact_of_an_unknown_day_has_no_end():
    assert stale_after("organisation", "declared", None) is None


def test_every_kind_of_evidence_has_a_term_and_better_evidence_none_that_is_shorter():
    for terms in TERMS.values():
        assert set(terms) == set(Evidence.Kind.values)
        ordered = [terms[kind] for kind in ("verified", "reported", "declared")]
        assert all(better >= worse for better, worse in pairwise(ordered))


def test_the_documented_table_is_the_one_in_force():
    rows = re.findall(r"^  \| .*\(.*\) \| (\d) \| (\d) \| (\d) \| (\d) \|$", DOC.read_text(), re.M)
    told = [[int(years) * 365 for years in row] for row in rows]
    kinds = ("verified", "reported", "declared", "inferred")
    assert told == [[terms[kind] for kind in kinds] for terms in TERMS.values()]
