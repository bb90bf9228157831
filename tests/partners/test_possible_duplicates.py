"""Pairs that may be one organisation wait for a curator, whose decision is remembered."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from partners.errors import MergeRefused, NotACurator
from partners.models import Partner, PossibleDuplicate
from partners.registry import duplicates, registration
from partners.registry.duplicates import Suspicion
from tests.partners.examples import DATASET, KNITTER
from tests.priorities.curators import curator
from tests.registered import ids_by_key


@pytest.fixture
def by(db) -> User:
    return curator("editor", "curate")


@pytest.fixture
def ids(reference) -> dict[str, int]:
    registration.save_dataset(dataset=DATASET)
    registration.register_records(records=[KNITTER, replace(KNITTER, key="other")])
    return ids_by_key()


@pytest.fixture
def pair(ids) -> PossibleDuplicate:
    assert duplicates.suspect([_suspicion(ids)]) == 1
    return PossibleDuplicate.objects.get()


def _suspicion(ids: dict[str, int]) -> Suspicion:
    return Suspicion("own", "other", ids["knitter"], 0.8, "the names are alike")


def test_a_pair_waits_once(ids, pair):
    assert duplicates.suspect([_suspicion(ids)]) == 0
    assert (pair.state, pair.reasons, pair.score) == ("open", ["the names are alike"], 0.8)


def test_the_same_are_merged_into_the_older_one(ids, pair, by):
    decided = duplicates.decide(pair=pair.pk, same=True, by=by, reason="one number")
    assert (decided.state, decided.decided_by) == ("same", by)
    assert set(ids_by_key().values()) == {min(ids.values())}
    merged = Partner.objects.get(pk=max(ids.values()))
    assert merged.merged_into_id == min(ids.values())


def test_different_ones_stay_two_and_are_not_asked_again(ids, pair, by):
    duplicates.decide(pair=pair.pk, same=False, by=by, reason="two numbers")
    assert duplicates.suspect([_suspicion(ids)]) == 0
    assert PossibleDuplicate.objects.get().state == "different"
    assert ids_by_key() == ids


def test_a_pair_is_decided_once(pair, by):
    duplicates.decide(pair=pair.pk, same=False, by=by, reason="two numbers")
    with pytest.raises(MergeRefused, match="is not in the queue"):
        duplicates.decide(pair=pair.pk, same=True, by=by, reason="one after all")


def test_who_may_not_curate_decides_nothing(pair):
    with pytest.raises(NotACurator):
        duplicates.decide(pair=pair.pk, same=True, by=curator("guest", "draft"), reason="one")
    assert PossibleDuplicate.objects.get().state == "open"
