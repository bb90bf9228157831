"""Load records from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from partners.models import Record
from partners.registry.facts_as_json import record_from_json
from partners.registry.records import PartnerRecord


def load_records(partners: Collection[int]) -> dict[int, list[PartnerRecord]]:
    """Partner id -> its records; those that are gone only where no other names it. One query.

    What curators add to a partner need not name it: without the records of the lists that it was on
    it would have no name.
    """
    rows = (
        Record.objects.filter(partner__in=partners)
        .order_by("partner", "dataset", "key")
        .values_list("partner", "dataset", "key", "facts", "gone_on")
    )
    present: defaultdict[int, list[PartnerRecord]] = defaultdict(list)
    gone: defaultdict[int, list[PartnerRecord]] = defaultdict(list)
    for partner, dataset, key, facts, gone_on in rows:
        of = present if gone_on is None else gone
        of[partner].append(record_from_json(dataset, key, facts))
    return {
        partner: present[partner]
        if any(one.name_en or one.name_zh for one in present[partner])
        else [*present[partner], *gone[partner]]
        for partner in {*present, *gone}
    }
