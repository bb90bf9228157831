"""GET /v1/provinces/{spelling}/priorities: the list in force today."""

import datetime as dt

from django.db.models import Prefetch
from rest_framework.request import Request
from rest_framework.response import Response

from api import spelling
from api.edge import Edge
from api.examples import example
from api.faults import NameNotFound, Wrong
from api.schema import answered, operation
from api.v1.serializers.priorities import PrioritiesOut
from matcher import basis, editions
from matcher.models import Edition, Priority
from matcher.scoring import policy
from matcher.scoring.ground import Ground
from partners.atlas import Atlas, ClusterRow, PlaceRow
from partners.taxonomy import Taxonomy


class Priorities(Edge):
    @operation(
        operation_id="list_priorities",
        tag="places",
        summary="What a province puts first today",
        description="The edition in force, in its own order. `held` false means that no list is "
        "held for the province: that says nothing about what it puts first. `coverage` "
        "`excerpt` means that the list does not hold all that was published. `scores` "
        "tells which rows may count in a score; companies, scholars, newspapers and "
        "statistics never do.",
        answers={200: PrioritiesOut},
        refusals=["name-not-known"],
        examples=[
            answered("Guangdong", example("priorities")),
            answered("no list held", example("no_list")),
        ],
    )
    def get(self, request: Request, spelling: str) -> Response:
        province = _province(spelling)
        today = basis.today()
        edition = _edition(province.code, today)
        out = PrioritiesOut(
            {
                "province": province,
                "held": edition is not None,
                "edition": edition,
                "priorities": edition.priorities.all() if edition else [],
            },
            context={"scoring": _scoring(edition, today) if edition else frozenset()},
        )
        return Response(out.data)


def _province(text: str) -> PlaceRow:
    with spelling.in_path():
        found = spelling.place(text)
    if isinstance(found, ClusterRow):
        detail = f"{found.name_en} is a cluster: lists are held by province"
        raise NameNotFound([Wrong(detail, found.members, parameter="spelling")])
    if not found.is_province:
        detail = f"{found.name_en} is in {found.province}: lists are held by province"
        raise NameNotFound([Wrong(detail, (found.province,), parameter="spelling")])
    return found


def _edition(province: str, day: dt.date) -> Edition | None:
    rows = Priority.objects.select_related("document").prefetch_related("targets", "places")
    found = Edition.objects.in_force(basis.end_of(day)).filter(province=province)
    return found.prefetch_related(Prefetch("priorities", rows)).first()


def _scoring(edition: Edition, day: dt.date) -> frozenset[str]:
    """Keys of the priorities that may count for somebody on the day."""
    ground = Ground(Atlas(), Taxonomy(), on=day)
    return frozenset(
        row.key
        for row in editions.row(edition).priorities
        if row.targets
        and row.speaker == "government"
        and row.signal in policy.CLIENT_SIGNALS
        and policy.in_force(row, ground)
    )
