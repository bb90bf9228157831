"""Where services are short: the figures are reproduced by a query that shares no code with them."""

import dataclasses

import pytest
from django.db import connection

from matcher import gaps, intake
from partners import registry
from partners.intake import loading as partners_intake
from partners.models import Dataset, Partner
from partners.records import OfferingRecord, PartnerRecord
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db

INDEPENDENT = """
WITH located AS (
    SELECT p.id, left(p.place_id, 2) || '0000' AS province
    FROM partners_partner p
    WHERE p.dataset_id = %(dataset)s AND p.retired_at IS NULL AND p.place_id IS NOT NULL
), making AS (
    SELECT DISTINCT l.province, l.id, left(o.sector_id, 3) AS division
    FROM located l JOIN partners_offering o ON o.partner_id = l.id
    WHERE o.verb = 'makes' AND o.sector_id ~ '^C[0-9]'
), demand AS (
    SELECT m.province, d.service_id AS service, sum(round(d.relative * 100))::bigint AS n
    FROM making m JOIN partners_demand d ON d.sector_id = m.division
    GROUP BY 1, 2 HAVING sum(d.relative) > 0
), supply AS (
    SELECT l.province, o.sector_id AS service, count(DISTINCT l.id) AS n
    FROM located l JOIN partners_offering o ON o.partner_id = l.id
    WHERE o.verb = 'serves' AND length(o.sector_id) = 5
    GROUP BY 1, 2
), short AS (
    SELECT province, service, coalesce(d.n, 0) AS demand, coalesce(s.n, 0) AS supply,
        CASE WHEN s.n IS NULL THEN d.n ELSE coalesce(d.n, 0) / s.n END AS shortage
    FROM demand d FULL JOIN supply s USING (province, service)
)
SELECT province, service, demand, supply, shortage,
    rank() OVER (ORDER BY shortage DESC),
    rank() OVER (PARTITION BY province ORDER BY shortage DESC)
FROM short
"""
FIGURES = ("province", "service", "demand", "supply", "shortage", "rank", "rank_in_province")


def figures(found):
    return sorted(tuple(getattr(gap, name) for name in FIGURES) for gap in found)


def independent(dataset):
    with connection.cursor() as cursor:
        cursor.execute(INDEPENDENT, {"dataset": dataset})
        return sorted(cursor.fetchall())


@pytest.fixture
def seeds(reference):
    partners_intake.load(SEEDS)
    intake.load(SEEDS)


def test_an_independent_query_gives_the_same_figures(seeds):
    for dataset in ("demonstration", "public-record"):
        found = gaps.between([dataset])
        assert figures(found) == independent(dataset)
        assert found
    demonstration = gaps.between(["demonstration"])
    assert [gap.rank for gap in demonstration] == sorted(gap.rank for gap in demonstration)
    assert demonstration[0].rank == 1
    assert len({gap.province for gap in demonstration}) > 25


def test_what_shandong_says_of_itself_stands_beside_the_figures(seeds):
    found = {
        gap.service: gap for gap in gaps.between(["demonstration"]) if gap.province == "370000"
    }
    design = [(row.key, row.signal) for row in found["PS011"].said]
    assert design == [("PP012", "shortage"), ("PP014", "shortage"), ("PP021", "support")]
    assert all("PP012" in [row.key for row in gap.said] for gap in found.values())
    assert found["PS011"].said[0].title == "Producer services: a shortcoming among shortcomings"


def test_only_the_government_s_own_words_stand_there(seeds):
    found = {(gap.province, gap.service): gap for gap in gaps.between(["demonstration"])}
    assert "PP002" not in [row.key for row in found["440000", "PS012"].said]  # a scholar
    assert "PP004" not in [row.key for row in found["440000", "PS033"].said]  # a company


def test_a_retired_partner_and_another_dataset_count_nowhere(maker):
    one, _ = maker("a"), maker("b")
    before = {gap.service: gap for gap in gaps.between(["own-list"])}
    assert before["PS033"].demand == 2 * 154
    Partner.objects.filter(pk=one.pk).update(retired_at=one.created_at)
    after = {gap.service: gap for gap in gaps.between(["own-list"])}
    assert after["PS033"].demand == 154
    assert gaps.between([]) == []


def test_each_partner_and_division_counts_once_and_a_class_documents_no_group(maker):
    maker("a")
    both = PartnerRecord(
        dataset="own-list",
        key="both",
        name_en="Both",
        place="440000",
        offerings=(
            OfferingRecord("makes", "C181"),
            OfferingRecord("makes", "C182"),
            OfferingRecord("serves", "PS03"),
        ),
    )
    registry.register(records=[both])
    found = {gap.service: gap for gap in gaps.between(["own-list"])}["PS033"]
    assert (found.demand, found.supply, found.shortage) == (308, 0, 308)
    served = OfferingRecord("serves", "PS033")
    registry.register(
        records=[
            dataclasses.replace(both, key=key, name_en=key, offerings=(served,))
            for key in ("x", "y", "z")
        ]
    )
    found = {gap.service: gap for gap in gaps.between(["own-list"])}["PS033"]
    assert (found.demand, found.supply, found.shortage) == (308, 3, 102)
    assert figures(gaps.between(["own-list"])) == independent("own-list")
    assert Dataset.objects.count() == 1
