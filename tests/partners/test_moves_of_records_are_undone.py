"""Merge, attach, detach and retire: what is undone leaves every fact as it was."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.errors import PartnerRefused
from partners.models import Partner, Record
from partners.registry import registration
from partners.registry.records import EvidenceRecord, OfferingRecord, ProfileRecord
from tests.partners.examples import DATASET, KNITTER
from tests.partners.moves import facts_of, move
from tests.priorities.curators import curator

VERBS = ("merge", "attach", "detach", "retire")
MOVES = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 4), st.integers(0, 4)), max_size=8
)


@pytest.fixture
def by(db) -> User:
    return curator("editor", "curate")


@pytest.fixture
def records(reference) -> list[int]:
    """Five records that disagree, each of a partner of its own."""
    registration.save_dataset(dataset=DATASET)
    registration.save_dataset(dataset=replace(DATASET, key="second"))
    organisation = EvidenceRecord("organisation", "verified", "Office", "page", "high")
    registration.register_records(
        records=[
            KNITTER,
            replace(KNITTER, key="other", name_en="Other", place="440000", phone="1"),
            replace(KNITTER, dataset="second", name_en="", profile=ProfileRecord(employees=9)),
            replace(KNITTER, dataset="second", key="sure", evidence=(organisation,), phone="2"),
            replace(
                KNITTER,
                key="guessed",
                certificates=(replace(KNITTER.certificates[0], valid_until=date(2029, 1, 1)),),
                offerings=(OfferingRecord("makes", "C21", main=True),),
                evidence=(replace(organisation, fact="makes:C21", kind="inferred"),),
            ),
        ]
    )
    return list(Record.objects.order_by("pk").values_list("pk", flat=True))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=MOVES)
def test_moves_that_are_undone_leave_every_fact_as_it_was(records, by, moves):
    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    with transaction.atomic():
        before, undo = [], []
        for verb, record, to in moves:
            state = facts_of(partners)
            try:
                done = move(verb, records[record], partners[to], by)
            except PartnerRefused:
                assert facts_of(partners) == state
                continue
            before.append(state)
            undo.append(done)
        while undo:
            undo.pop()()
            assert facts_of(partners) == before.pop()
        transaction.set_rollback(True)


def test_a_record_of_a_retired_partner_is_not_moved(records, by):
    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    move("merge", records[0], partners[1], by)
    move("retire", records[1], partners[1], by)
    for verb in ("attach", "detach"):
        with pytest.raises(PartnerRefused, match="is retired since"):
            move(verb, records[0], partners[2], by)


def test_a_detached_record_goes_back_to_the_partner_that_a_merge_took_it_from(records, by):
    partners = list(Partner.objects.order_by("pk").values_list("pk", flat=True))
    before = facts_of(partners)
    move("merge", records[0], partners[1], by)
    move("detach", records[0], partners[1], by)
    assert facts_of(partners) == before
