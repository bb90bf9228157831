"""A stored shortlist is read with every column that is not named as unread, as its rows have it."""

import pytest

from matcher.models import Brief, Revision, Shortlist
from matcher.shortlists.stored_answers import find_shortlist

# Columns that tell staleness, or that only the desk shows. A new column does not belong here: it
# is read, unless `stored_answers` names it.
UNREAD = {
    Shortlist: {
        "checked_policy",
        "checked_partners",
        "checked_on",
        "refusals",
        "depends_on_sectors",
        "depends_on_provinces",
        "depends_on_datasets",
        "created_at",
    },
    Brief: {"created_at", "changed_at"},
    Revision: {"digest", "answered_at"},
}


@pytest.fixture
def read(firm, shortlist):
    found = find_shortlist(firm, shortlist.rsplit("/", 1)[1])
    return {Shortlist: found.shortlist, Brief: found.shortlist.brief, Revision: found.revision}


@pytest.mark.parametrize("model", UNREAD, ids=lambda model: model.__name__)
def test_every_column_is_read_as_it_is_stored(read, model):
    instance = read[model]
    assert instance.get_deferred_fields() == UNREAD[model]
    stored = model.objects.get(pk=instance.pk)
    for field in model._meta.concrete_fields:
        assert getattr(instance, field.attname) == getattr(stored, field.attname)
