"""The facts of a record are stored as JSON and read as they were."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from partners.registry.facts_as_json import digest, facts_to_json, record_from_json
from partners.registry.records import PartnerRecord
from tests.partners.examples import KNITTER
from tests.partners.records_at_random import records


@given(records())
def test_a_record_is_read_as_it_was_written(record):
    stored = json.loads(json.dumps(facts_to_json(record)))
    assert record_from_json("own", "one", stored) == record


@given(records(), records())
def test_digests_are_equal_where_the_facts_are(one, other):
    same = digest(facts_to_json(one)) == digest(facts_to_json(other))
    assert same == (one == other)


def test_what_is_unknown_takes_no_room():
    assert facts_to_json(PartnerRecord("own", "one", name_en="One")) == {"name_en": "One"}


def test_an_empty_list_is_no_unknown_one():
    known = replace(KNITTER, profile=replace(KNITTER.profile, markets=()))
    assert facts_to_json(known)["profile"]["markets"] == []


def test_an_amount_is_one_however_many_zeros_it_has():
    profiles = [replace(KNITTER.profile, minimum_order=Decimal(text)) for text in ("500", "5.0E2")]
    one, other = (facts_to_json(replace(KNITTER, profile=part)) for part in profiles)
    assert one == other
    assert one["profile"]["minimum_order"] == "500"
