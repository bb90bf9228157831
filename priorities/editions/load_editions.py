"""Load lists from the database as plain rows."""

import datetime as dt

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from partners.models import Place
from priorities.editions.rows import (
    DOCUMENT_FIELDS,
    PRIORITY_FIELDS,
    EditionRow,
    PriorityRow,
    in_list_order,
)
from priorities.models import Edition, Priority


def lists_in_force(at: dt.datetime) -> dict[str, EditionRow]:
    """Province code -> its list in force at the instant. Four queries."""
    return rows_by_province(Edition.objects.in_force(at))


def lists_as_of(policy: int) -> dict[str, EditionRow]:
    """Province code -> its list in force when the policy number was this one: of each province the
    last that was published by then, none where that was a withdrawal. Four queries.
    """
    published = Edition.objects.filter(state=Edition.State.PUBLISHED, policy__lte=policy)
    newest = published.order_by("province_id", "-policy").distinct("province_id").values("pk")
    return rows_by_province(Edition.objects.filter(pk__in=newest, kind=Edition.Kind.LIST))


def rows_by_province(editions: QuerySet[Edition]) -> dict[str, EditionRow]:
    """Province code -> its list, of editions of which no two are of one province. Four queries."""
    priorities = Priority.objects.with_facts()
    found = editions.prefetch_related(Prefetch("priorities", priorities))
    return {edition.province_id: edition_row(edition) for edition in found}


def edition_row(edition: Edition) -> EditionRow:
    """The edition with its priorities, from prefetched rows."""
    return EditionRow(
        province=edition.province_id,
        number=edition.number or 0,
        complete=edition.coverage == Edition.Coverage.COMPLETE,
        priorities=tuple(map(_row, edition.priorities.all())),
    )


def load_rows(edition: Edition | None) -> tuple[PriorityRow, ...]:
    """The edition's rows as plain data, in the order of a list; of None no rows. Three queries."""
    if edition is None:
        return ()
    return in_list_order(map(_row, edition.priorities.with_facts()))


def list_in_force(province: str) -> Edition | None:
    """The province's list in force now."""
    return Edition.objects.in_force(timezone.now()).filter(province=province).first()


def lock_list_in_force(province: str) -> Edition | None:
    """As `list_in_force`, with the province's row locked until the transaction ends.

    Two actions that start from the list in force then run one after the other, and the second
    reads what the first wrote.
    """
    # The province and not the edition: a province that has no list yet must be locked as well.
    Place.objects.select_for_update().get(code=province)
    return list_in_force(province)


def _row(priority: Priority) -> PriorityRow:
    own = {name: getattr(priority, name) for name in PRIORITY_FIELDS}
    document = {name: getattr(priority.document, field) for name, field in DOCUMENT_FIELDS.items()}
    return PriorityRow(
        **own,
        **document,
        targets=tuple(target.code for target in priority.targets.all()),
        places=tuple(place.code for place in priority.places.all()),
    )
