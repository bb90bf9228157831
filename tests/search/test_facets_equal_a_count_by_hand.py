"""The facets of a search say what a count of all its finds by hand says."""

from collections import Counter

import pytest

from partners.models import Partner, SearchEntry
from partners.registry.records import DatasetRecord, OfferingRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset
from partners.search.facets import count_facets
from partners.search.finding import find_partners

SECTORS, PLACES = ("C382", "C383", "C39"), ("330200", "440100", "110000")


@pytest.fixture
def makers(reference):
    save_dataset(dataset=DatasetRecord("firms", "Firms", simulated=False, notice="A test's."))
    register_records(
        records=[
            PartnerRecord(
                dataset="firms",
                key=str(number),
                name_zh=f"{first}{second}电缆有限公司",
                place=PLACES[number % 3],
                offerings=(OfferingRecord("makes", SECTORS[number * 7 % 5 % 3]),),
            )
            for number, (first, second) in enumerate(
                (first, second) for first in "海天华东明" for second in "丰润达源宏"
            )
        ]
    )


def by_hand(text):
    names = Partner.objects.filter(name_zh__contains=text).values("pk")
    rows = SearchEntry.objects.filter(pk__in=names).values_list("facets", flat=True)
    return Counter(facet for facets in rows for facet in facets), len(rows)


@pytest.mark.parametrize("text", ["电缆", "海丰", "东", "明宏电缆"])
def test_each_count_is_that_of_the_finds(makers, text):
    counted = count_facets(find_partners(Partner.objects.active(), text))
    expected, finds = by_hand(text)
    said = {
        f"{kind}:{one['value']}": one["partners"]
        for kind, values in counted.items()
        if isinstance(values, list)
        for one in values
    }
    assert (said, counted["counted"], counted["complete"]) == (expected, finds, True)


def test_more_finds_than_are_listed_are_known_to_be_more(makers):
    found = find_partners(Partner.objects.active(), "电缆", most=20)
    assert (len(found.keys), found.complete) == (20, False)


def test_more_finds_than_are_counted_are_counted_in_part(makers, monkeypatch):
    monkeypatch.setattr("partners.search.facets.COUNTED_AT_MOST", 20)
    counted = count_facets(find_partners(Partner.objects.active(), "电缆"))
    assert (counted["counted"], counted["complete"]) == (20, False)
    assert sum(one["partners"] for one in counted["sector"]) == 20


def test_a_written_partner_is_counted_at_once(makers):
    register_records(
        records=[PartnerRecord(dataset="firms", key="new", name_zh="海新电缆有限公司")]
    )
    counted = count_facets(find_partners(Partner.objects.active(), "电缆"))
    assert counted["counted"] == 26
