"""GET /v1/shortlists/{id}/revisions/{number}/replay: a stored answer computed again."""

import uuid
from dataclasses import asdict
from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import comparison_operations
from api.openapi.operations import describe_operation
from api.requests.authentication import firm_of
from api.v1.render_answer import render_basis
from api.v1.render_reasons import render_sentences
from api.v1.serializers.replay import ReplayOut
from api.v1.views.shortlists import firm_shortlist
from api.view import ApiView
from core.transactions import repeatable_read
from matcher.models import Revision
from matcher.shortlists.compute_answer import AnsweredEntry
from matcher.shortlists.replaying import Replay, replay


class ReplayRevision(ApiView):
    @describe_operation(**comparison_operations.REPLAY, answers={200: ReplayOut})
    def get(self, request: Request, id: uuid.UUID, number: int) -> Response:
        with repeatable_read():
            shortlist = firm_shortlist(firm_of(request), id)
            revision = get_object_or_404(shortlist.revisions.all(), number=number)
            found = replay(shortlist, revision)
        return Response(_rendered(revision, found))


def _rendered(revision: Revision, found: Replay) -> dict[str, Any]:
    return {
        "shortlist": str(revision.shortlist_id),
        "revision": revision.number,
        "basis": render_basis(revision),
        "replayable": found.extent is not None,
        "reason": None if found.extent else found.reason.code.removeprefix("replay."),
        "extent": found.extent,
        "identical": found.identical,
        "entries": found.entries,
        "differences": [
            {
                "rank": one.rank,
                "stored": _entry(one.stored),
                "computed": _entry(one.computed),
                "fields": one.fields,
            }
            for one in found.differences
        ],
        "parts": found.parts,
        "text": render_sentences([asdict(found.reason)]),
    }


def _entry(entry: AnsweredEntry | None) -> dict[str, int] | None:
    return None if entry is None else {"partner": entry.partner, "points": entry.points}
