"""`make quality` needs no database: what it reads from the seeds is what the database gives."""

from dataclasses import replace

import pytest
from django.utils import timezone

from demonstration import DATASET as DEMONSTRATION
from harness import seed_reference
from matcher.index.loading.load_candidates import load_candidates
from partners.intake import public_record
from partners.reference.reference_loader import read_atlas, read_taxonomy
from partners.registry.registration import register_records, save_dataset
from priorities.editions.load_editions import lists_in_force
from quality import seeds
from tests.registered import ids_by_key

# What the rest of a row says is for a reader: neither scoring nor its reasons read it.
SCORED = (
    "key", "title_en", "signal", "speaker", "stage", "effective_from", "effective_to", "targets",
    "places", "rank", "document", "summary_en", "source",
)  # fmt: skip


def _scored(editions):
    return {
        code: [{name: getattr(row, name) for name in SCORED} for row in edition.by_key]
        for code, edition in editions.items()
    }


def test_places_and_taxonomy_are_the_same(reference):
    atlas, taxonomy = read_atlas(), read_taxonomy()

    assert seed_reference.atlas().places == atlas.places
    assert seed_reference.atlas().clusters == atlas.clusters
    assert seed_reference.taxonomy().sectors == taxonomy.sectors
    assert seed_reference.taxonomy().demand == taxonomy.demand
    assert seed_reference.taxonomy().bases == taxonomy.bases


def test_the_lists_are_the_same(lists):
    found = lists_in_force(timezone.now())

    assert _scored(seed_reference.editions()) == _scored(found)
    assert {row.complete for row in found.values()} == {False}


@pytest.mark.parametrize(
    ("dataset", "records"),
    [
        (public_record.DATASET, seeds.public_records()),
        (DEMONSTRATION, seeds.demonstration_records()[:200]),
    ],
)
def test_the_partners_are_the_same(reference, dataset, records):
    save_dataset(dataset=dataset)
    register_records(records=list(records), today=seeds.DAY)
    ids = ids_by_key()

    ours = {ids[record.key]: seeds.candidate(ids[record.key], record) for record in records}
    theirs = load_candidates(list(ours))

    alike = {pk: replace(one, proofs=ours[pk].proofs) for pk, one in theirs.items()}
    assert alike == ours
    for pk, one in theirs.items():
        assert sorted(map(repr, one.proofs)) == sorted(map(repr, ours[pk].proofs))
