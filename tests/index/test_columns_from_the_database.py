"""Columns loaded from PostgreSQL hold the facts of the records, partner by partner."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from core.transactions import repeatable_read
from demonstration import DATASET
from demonstration import dataset as demonstration_set
from matcher import loaded
from matcher.index.encode import encode_columns
from matcher.index.loading.column_query import ColumnQuery, fetch_ahead
from matcher.index.loading.load_candidates import load_candidates
from matcher.index.loading.load_columns import load_columns
from matcher.loaded import current_basis
from partners.models import Partner, Profile
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.load_records import load_records
from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    ProfileRecord,
)
from partners.registry.registration import register_records, save_dataset
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db


def spelled_out(columns):
    """The facts of each partner in words, whatever their numbers."""
    facts, dictionary = columns.facts, columns.dictionary
    found = {}
    for row, pk in enumerate(facts.ids.tolist()):
        offers = facts.offers
        found[pk] = (
            (*dictionary.places, None)[facts.place[row]],
            dictionary.datasets[facts.datasets[row]],
            [
                _quantity(dictionary, getattr(facts, name)[row])
                for name in ("minimum_order", "capacity")
            ],
            (int(dictionary.days[facts.lead_time[row]]), facts.lead_time[row] > 0),
            _held(dictionary, facts.certificates[row]),
            [_listed(dictionary, getattr(facts, name)[row]) for name in ("languages", "markets")],
            [
                int(getattr(dictionary.proofs, kind)[facts.proofs[row]])
                for kind in ("verified", "reported", "declared")
            ],
            sorted(_offer(dictionary, offers, at) for at in range(*offers.ptr[row : row + 2])),
        )
    return found


def _quantity(dictionary, number):
    if number == 0:
        return None
    one = dictionary.quantities
    return (
        dictionary.dimensions[one.dimension[number]],
        int(one.whole[number]),
        int(one.part[number]),
    )


def _held(dictionary, number):
    one = dictionary.certificate_sets
    held = range(*one.ptr[number : number + 2])
    rows = [
        (dictionary.standards[one.standard[n]], int(one.since[n]), int(one.until[n])) for n in held
    ]
    return sorted(rows), bool(one.complete[number])


def _listed(dictionary, number):
    names = {dictionary.listed[n] for n in dictionary.code_sets.codes[number]}
    return names, bool(dictionary.code_sets.complete[number])


def _offer(dictionary, offers, at):
    goods, clients = offers.goods[at], offers.clients[at]
    return (
        dictionary.sectors[offers.sector[at]],
        [dictionary.words[n] for n in dictionary.goods.words[goods]],
        [dictionary.hs[n] for n in dictionary.goods.hs[goods]],
        sorted(dictionary.sectors[n] for n in dictionary.clients[clients]),
    )


@pytest.fixture
def demonstration(reference):
    """Some of the demonstration's partners."""
    save_dataset(dataset=DATASET)
    register_records(
        records=demonstration_set.demonstration_records(
            SEEDS, read_atlas(), read_taxonomy(), count=300
        )
    )


def both_ways():
    """The facts by `load_columns`, and by `encode_columns` from the records."""
    with repeatable_read():
        reference = loaded.reference_data(current_basis())
        ids = list(Partner.objects.active().values_list("pk", flat=True))
        return spelled_out(load_columns(reference)), spelled_out(
            encode_columns(reference, load_candidates(ids).values())
        )


def test_the_demonstrations_partners_come_out_as_they_are_recorded(demonstration):
    loaded, encoded = both_ways()

    assert loaded == encoded
    assert len(loaded) > 100


def test_parallel_workers_of_postgresql_give_the_same_columns(demonstration):
    with connection.cursor() as cursor:
        # Not left to the statistics of the moment: a vacuum of the tables that other tests emptied
        # may make a scan of an index, by one process, look cheaper.
        cursor.execute(
            "SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0;"
            "SET LOCAL min_parallel_table_scan_size = 0; SET LOCAL enable_indexonlyscan = off;"
            "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off;"
            "ANALYZE partners_offering"
        )
        cursor.execute("EXPLAIN SELECT string_agg(int8send(id), '') FROM partners_offering")
        assert any("Partial Aggregate" in line for (line,) in cursor.fetchall())
    loaded, encoded = both_ways()

    assert loaded == encoded


def test_no_partner_at_all_gives_empty_columns(reference):
    assert both_ways() == ({}, {})


RICH = {
    "profile": ProfileRecord(
        minimum_order=Decimal("0.001"),
        minimum_order_unit="litre",
        monthly_capacity=Decimal("99999999999"),
        monthly_capacity_unit="tonne",
        lead_time_days=0,
        languages=("en", "zh"),
        languages_complete=True,
        markets=(),
        markets_complete=True,
        certificates_complete=True,
    ),
    "certificates": (
        CertificateRecord(standard="ISO 9001", valid_from=dt.date(2020, 1, 1)),
        CertificateRecord(standard="CE", valid_until=dt.date(9999, 12, 31)),
    ),
}


@pytest.mark.parametrize("part", [*RICH, "offerings", "evidence"])
def test_facts_at_the_edge_of_what_can_be_recorded(maker, part):
    pk = maker("one").pk
    maker("two")
    (record,) = load_records([pk])[pk]
    edge = RICH | {
        "offerings": (
            *record.offerings,
            OfferingRecord(verb="makes", sector="C18", products=("知识, \"x\" {y}",), hs=("6105",)),
            OfferingRecord(verb="serves", sector="PS033", for_sectors=("C18", "C17")),
        ),
        "evidence": tuple(
            EvidenceRecord(
                fact="organisation", kind=kind, speaker="X", source="a page",
                checked_on=day, confidence="low",
            )
            for kind in ("declared", "reported")
            for day in (None, dt.date(2025, 1, 1))
        ),
    }  # fmt: skip
    register_records(records=[replace(record, **{part: edge[part]})])

    loaded, encoded = both_ways()
    assert loaded == encoded


def test_a_retired_partner_is_not_among_them(maker):
    gone, stays = maker("one"), maker("two")
    Partner.objects.filter(pk=gone.pk).update(retired_at=dt.datetime.now(dt.UTC))

    assert both_ways()[0].keys() == {stays.pk}


def test_a_partner_without_a_profile_has_unknown_facts(maker):
    bare = maker("bare")
    maker("other")
    Profile.objects.filter(partner=bare).delete()

    loaded, encoded = both_ways()
    assert loaded == encoded


def test_a_value_that_is_missing_is_refused():
    query = ColumnQuery("SELECT * FROM (VALUES (1::int8), (NULL)) one(value)", ("value",))
    with fetch_ahead(query) as fetched, pytest.raises(ValueError, match="NULL among"):
        next(fetched)
