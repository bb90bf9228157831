"""Every declared event type has a schema that its own example fits."""

import jsonschema
import pytest

from webhooks import event_types
from webhooks.event_types import EventType, declare


@pytest.mark.parametrize("known", event_types.declared_event_types(), ids=lambda known: known.name)
def test_the_example_fits_the_schema(known):
    jsonschema.Draft202012Validator.check_schema(known.schema)
    jsonschema.validate(known.example, known.schema)


def test_the_matcher_has_declared_its_types():
    names = {known.name for known in event_types.declared_event_types()}
    assert {"priorities.published", "shortlist.ready", "shortlist.changed"} <= names


@pytest.mark.parametrize("name", ["shortlist", "Shortlist.ready", "shortlist.ready.", "a b.c"])
def test_a_name_of_another_form_is_refused(name):
    with pytest.raises(ValueError, match="dotted name"):
        declare(EventType(name, "", {}, {}))


def test_a_name_has_one_meaning(sample):
    with pytest.raises(ValueError, match="declared twice"):
        declare(EventType(sample.name, "Something else.", {}, {}))


def test_declaring_the_same_again_is_no_fault(sample):
    assert declare(sample) == sample
