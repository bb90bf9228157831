"""However many simulated partners a text finds, a real one that it finds is shown."""

import pytest

from partners.models import Partner
from partners.registry.records import DatasetRecord, PartnerRecord
from partners.registry.registration import register_records, save_dataset
from partners.search.entry_queries import Narrowing
from partners.search.filter_keys import filter_key
from partners.search.finding import MOST_FOUND, find_partners
from partners.search.typed_text import Condition

REAL = "佛山海天陶瓷科技发展集团有限公司"


@pytest.fixture
def crowd(reference):
    """One real partner, with a longer name than the many simulated ones, which come before it."""
    for key, simulated in (("firms", False), ("made-up", True)):
        save_dataset(dataset=DatasetRecord(key, key, simulated, notice="A test's."))
    many = [
        PartnerRecord("made-up", str(n), name_zh=f"海天陶瓷{n}厂") for n in range(MOST_FOUND + 50)
    ]
    register_records(records=[*many, PartnerRecord("firms", "real", name_zh=REAL)])


@pytest.mark.parametrize("text", ["海天陶瓷", "haitian taoci", "海天陶慈"])
def test_the_real_one_is_found_among_them(crowd, text):
    rows = Partner.objects.active().filter(simulated=False)
    found = find_partners(rows, text, Narrowing(simulated=False))
    assert [Partner.objects.get(pk=pk).name_zh for _, _, pk in found.keys] == [REAL]


def test_the_simulated_ones_are_found_when_their_dataset_is_named(crowd):
    named = Narrowing((Condition((filter_key("dataset", "made-up"),)),))
    found = find_partners(Partner.objects.of_dataset(["made-up"]), "海天陶瓷", named)
    assert len(found.keys) == MOST_FOUND
