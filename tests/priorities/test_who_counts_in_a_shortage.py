"""In where services are short each counts once, with what is documented, and only if active."""

import dataclasses

import pytest

from partners.models import Dataset, Partner
from partners.registry.records import OfferingRecord, PartnerRecord
from partners.registry.registration import register_records
from priorities.queries.service_gaps import compute_gaps
from tests.priorities.shortages import figures, independent

pytestmark = pytest.mark.django_db


def test_a_retired_partner_and_another_dataset_count_nowhere(maker):
    one, _ = maker("a"), maker("b")
    before = {gap.service: gap for gap in compute_gaps(["own-list"])}
    assert before["PS033"].demand == 2 * 154
    Partner.objects.filter(pk=one.pk).update(retired_at=one.created_at)
    after = {gap.service: gap for gap in compute_gaps(["own-list"])}
    assert after["PS033"].demand == 154
    assert compute_gaps([]) == []


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
    register_records(records=[both])
    found = {gap.service: gap for gap in compute_gaps(["own-list"])}["PS033"]
    assert (found.demand, found.supply, found.shortage) == (308, 0, 308)
    served = OfferingRecord("serves", "PS033")
    register_records(
        records=[
            dataclasses.replace(both, key=key, name_en=key, offerings=(served,))
            for key in ("x", "y", "z")
        ]
    )
    found = {gap.service: gap for gap in compute_gaps(["own-list"])}["PS033"]
    assert (found.demand, found.supply, found.shortage) == (308, 3, 102)
    assert figures(compute_gaps(["own-list"])) == independent("own-list")
    assert Dataset.objects.count() == 1
