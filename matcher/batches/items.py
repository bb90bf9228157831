"""The items of a batch and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from matcher.models import Batch, BatchItem

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    StatedItems = QuerySet[WithAnnotations[BatchItem, "_Stated"]]

State = BatchItem.State
_UNANSWERED = Q(shortlist__checked_version__lt=F("shortlist__brief__version"))
_STATE = Case(
    When(Q(refused__isnull=False) | Q(shortlist__refused__isnull=False), then=Value(State.REFUSED)),
    When(_UNANSWERED & Q(shortlist__archived_at=None), then=Value(State.WAITING)),
    When(_UNANSWERED, then=Value(State.CANCELLED)),
    default=Value(State.ANSWERED),
    output_field=CharField(),
)


class _Stated(TypedDict):
    state: str


def with_state(batch: Batch) -> StatedItems:
    """The items of the batch, each with its `state`."""
    return batch.items.annotate(state=_STATE)


def counts(batch: Batch) -> dict[str, int]:
    """How many items are in each state; every state is named."""
    counted = with_state(batch).order_by().values_list("state").annotate(Count("pk"))
    return {state.value: 0 for state in State} | dict(counted)


def waiting(batch: Batch) -> QuerySet[BatchItem]:
    """The items that a worker has still to answer."""
    return batch.items.filter(_UNANSWERED, shortlist__archived_at=None)
