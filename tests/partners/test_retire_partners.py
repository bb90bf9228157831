"""A retired partner is ranked no more, stays readable, and one event is emitted."""

from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User

from core import counters
from partners.errors import AlreadyRetired, NotACurator, ReasonRefused, UnknownPartner
from partners.models import Partner, PartnersChange
from partners.registry import registration, retirement
from partners.registry.load_records import load_records
from partners.registry.records import normalize_record
from tests.partners.examples import DATASET, KNITTER
from tests.priorities.curators import curator
from tests.registered import changed_numbers, keys_of, partner_of
from webhooks.models import Event


@pytest.fixture
def by(db) -> User:
    return curator("editor", "curate")


@pytest.fixture
def knitter(reference) -> Partner:
    registration.save_dataset(dataset=DATASET)
    registration.register_records(records=[KNITTER, replace(KNITTER, key="neighbour")])
    return partner_of("knitter")


def test_it_is_active_no_more_and_has_a_date_and_a_reason(knitter, by):
    retirement.retire_partner(partner=knitter.pk, by=by, reason=" deregistered ")
    knitter.refresh_from_db()
    assert knitter.retired_at is not None
    assert (knitter.retirement_reason, knitter.merged_into) == ("deregistered", None)
    assert keys_of(Partner.objects.active()) == ["neighbour"]


def test_what_is_on_record_stays(knitter, by):
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    assert load_records([knitter.pk])[knitter.pk] == [normalize_record(KNITTER)]


def test_it_takes_the_next_number_and_marks_the_dataset_and_the_partner_alone(knitter, by):
    before = counters.current("partners")
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    assert counters.current("partners") == before + 1
    assert [
        (row.number, row.dataset_id) for row in PartnersChange.objects.filter(number__gt=before)
    ] == [(before + 1, "own")]
    changed = changed_numbers()
    assert changed == {"knitter": before + 1, "neighbour": before}


def test_an_event_is_emitted_with_the_topics_partner_province_dataset_and_sector(knitter, by):
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    event = Event.objects.get()
    assert (event.type, event.firm, event.source) == (
        "partner.retired",
        None,
        f"partner:{knitter.pk}",
    )
    assert event.version == counters.current("partners")
    assert event.data == {"partner": knitter.pk, "reason": "deregistered"}
    assert event.topics == [
        f"partner:{knitter.pk}", "dataset:own", "province:440000", "sector:C182", "sector:PS011",
    ]  # fmt: skip


def test_where_no_place_is_known_no_province_is_named(knitter, by):
    registration.register_records(records=[replace(KNITTER, place=None)])
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    assert not [topic for topic in Event.objects.get().topics if topic.startswith("province:")]


def test_history_holds_user_and_reason(knitter, by):
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    kept = apps.get_model("partners", "PartnerEvent").objects.get(pgh_obj=knitter)
    assert kept.retired_at is None
    assert kept.pgh_context.metadata == {
        "user": by.pk,
        "source": "retirement.retire_partner",
        "reason": "deregistered",
    }


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_a_reason_that_cannot_be_published_is_refused(knitter, by, reason):
    _refused(ReasonRefused, partner=knitter.pk, by=by, reason=reason)


def test_who_may_not_is_refused(knitter, db):
    _refused(NotACurator, partner=knitter.pk, by=curator("guest", "draft"), reason="deregistered")


def test_an_unknown_partner_is_refused(knitter, by):
    _refused(UnknownPartner, partner=knitter.pk + 999, by=by, reason="deregistered")


def test_a_retired_partner_is_refused(knitter, by):
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    with pytest.raises(AlreadyRetired, match=f"partner {knitter.pk} is retired since 20"):
        retirement.retire_partner(partner=knitter.pk, by=by, reason="again")
    assert Event.objects.count() == 1


def test_importing_its_record_again_leaves_it_alone_and_says_so(knitter, by):
    retirement.retire_partner(partner=knitter.pk, by=by, reason="deregistered")
    before = counters.current("partners")
    neighbour = replace(KNITTER, key="neighbour")
    again = [replace(KNITTER, name_en="Knitter again"), neighbour]
    assert registration.register_records(records=again).counts == {"unchanged": 1, "retired": 1}
    knitter.refresh_from_db()
    assert (knitter.name_en, knitter.retired_at is None) == ("Knitter", False)
    assert counters.current("partners") == before


def _refused(fault: type[Exception], **given: Any) -> None:
    before = counters.current("partners")
    with pytest.raises(fault):
        retirement.retire_partner(**given)
    assert counters.current("partners") == before
    assert Partner.objects.active().count() == 2
    assert not Event.objects.exists()
