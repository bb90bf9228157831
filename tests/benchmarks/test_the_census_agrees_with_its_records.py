"""The census to measure with: its columns, its records and its rows say the same."""

from dataclasses import replace

import pytest
from django.db import connection

from benchmarks import synthetic_data
from benchmarks.synthetic_data import briefs
from benchmarks.synthetic_data.loading import load
from core import counters
from matcher.index import load_candidates
from matcher.index.segment import Segment
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import ranking
from partners.models import PartnersChange
from partners.reference.reference_loader import read_atlas, read_taxonomy

PARTNERS = 1_500


def test_what_is_listed_is_judged_again_and_comes_to_the_same_points():
    reference, columns = synthetic_data.reference(), synthetic_data.columns(PARTNERS)
    listed = 0
    for wanted in (briefs.SOFT, briefs.HARD, *briefs.at_random(reference, 40)):
        asked = replace(wanted, limit=PARTNERS)
        found = ranking.rank(
            reference, (Segment(columns),), asked, synthetic_data.records(reference, columns)
        )
        listed += len(found.entries)

    assert listed > PARTNERS


def ordered(candidate):
    """The candidate with its certificates and evidence in one order."""
    held = sorted(candidate.certificates.held, key=lambda one: one.standard)
    return replace(
        candidate,
        certificates=replace(candidate.certificates, held=tuple(held)),
        proofs=tuple(sorted(candidate.proofs, key=lambda one: one.kind)),
    )


@pytest.mark.django_db
def test_the_tables_hold_the_same_partners_under_the_same_ids():
    before = counters.current("partners")
    load(connection, PARTNERS)

    ids = list(range(1, PARTNERS + 1))
    told = synthetic_data.records(synthetic_data.reference(), synthetic_data.columns(PARTNERS))(ids)
    held = load_candidates.read(ids)
    assert {pk: ordered(one) for pk, one in held.items()} == {
        pk: ordered(one) for pk, one in told.items()
    }
    assert counters.current("partners") > before
    assert PartnersChange.objects.filter(number=counters.current("partners")).count() == 2


@pytest.mark.django_db
def test_the_database_numbers_places_and_sectors_as_the_census_does():
    load(connection, 1)

    own, read = synthetic_data.reference(), ReferenceData(read_atlas(), read_taxonomy())
    assert read.areas.codes == own.areas.codes
    assert read.sectors.codes == own.sectors.codes
    assert (read.areas.every == own.areas.every).all()
    assert (read.demand.used == own.demand.used).all()
    assert (read.sectors.covers == own.sectors.covers).all()
