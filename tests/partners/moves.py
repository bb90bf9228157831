"""Moves of records between partners, their undoing, and all facts of partners to compare."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from partners.models import Alias, Certificate, Evidence, Offering, Partner, Profile, Record
from partners.registry import merging, retirement

REASON = "a test"
# Numbers and moments go on; they are no facts.
_GO_ON = ("changed_number", "retired_at")
Undo = Callable[[], Any]


def facts_of(partners: list[int]) -> dict[str, Any]:
    """All rows of the partners in all tables, without the ids of parts, which are written anew."""
    rows = Partner.objects.filter(pk__in=partners).order_by("pk")
    found: dict[str, Any] = {
        "partners": [
            {name: value for name, value in row.items() if name not in _GO_ON}
            | {"retired": row["retired_at"] is not None}
            for row in rows.values()
        ],
        "records": list(Record.objects.order_by("pk").values()),
        "for_sectors": sorted(
            Offering.objects.filter(partner__in=partners).values_list(
                "partner", "verb", "sector", "for_sectors"
            ),
            key=str,
        ),
    }
    for part in (Alias, Certificate, Evidence, Offering, Profile):
        own = part.objects.filter(partner__in=partners).values()
        found[part.__name__] = sorted(
            ({name: value for name, value in row.items() if name != "id"} for row in own), key=str
        )
    return found


def move(verb: str, record: int, to: int, by: User) -> Undo:
    """Do one move of the record or of its partner, and return what undoes it.

    Raises what the move raises.
    """
    owner = Record.objects.get(pk=record).partner_id
    if verb == "retire":
        retirement.retire_partner(partner=owner, by=by, reason=REASON)
        return lambda: retirement.restore_partner(partner=owner, by=by, reason=REASON)
    if verb == "merge":
        merging.merge_partner(partner=owner, into=to, by=by, reason=REASON)
        return lambda: merging.unmerge_partner(partner=owner, by=by, reason=REASON)
    if verb == "attach":
        merging.attach_record(record=record, to=to, by=by, reason=REASON)
        if Partner.objects.filter(pk=owner, merged_into=to).exists():
            return lambda: merging.unmerge_partner(partner=owner, by=by, reason=REASON)
    else:
        merging.detach_record(record=record, by=by, reason=REASON)
    return lambda: merging.attach_record(record=record, to=owner, by=by, reason=REASON)
