"""/v1/shortlists: store briefs, read their answers, change the briefs."""

import uuid
from typing import Any, ClassVar

import orjson
from django.db.models import F, Max, Q
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.json_renderer import OrjsonRenderer
from api.openapi.descriptions import shortlist_operations
from api.openapi.operations import (
    ETAG,
    LANGUAGE,
    LOCATION,
    PREFER,
    describe_operation,
    page_schema,
)
from api.requests import idempotency, pagination, parameter_parsing, prefer_wait
from api.requests.authentication import firm_of
from api.requests.representation import PARAMETERS, Representation
from api.v1 import etags, render_answer
from api.v1.kept_bodies import keep_body, kept_body
from api.v1.serializers import briefs
from api.v1.serializers.answers import AnswerOut, RevisionOut, ShortlistOut
from api.view import ApiView
from core.clock import today
from core.transactions import repeatable_read
from firms.models import Firm
from matcher.briefs import submit
from matcher.models import Shortlist
from matcher.shortlists import staleness
from matcher.shortlists.stored_answers import StoredShortlist, find_shortlist
from matcher.shortlists.tags import normal_tag

_STATES = Shortlist.State.values
_ARCHIVED = OpenApiParameter(
    "archived",
    str,
    enum=("true", "false"),
    description="`true`: only archived shortlists; by default only those that are not.",
)
_STATUS = OpenApiParameter(
    "status", str, enum=_STATES, description="Only shortlists with this status."
)
# It may be empty since 0.1.0, and then chooses nothing.
_TAG = OpenApiParameter(
    "tag", {"type": "string", "minLength": 0}, description="Only shortlists with this tag."
)


class Shortlists(ApiView):
    page_by: ClassVar = ("-created_at", "id")

    @describe_operation(
        **shortlist_operations.LIST_SHORTLISTS,
        parameters=(_STATUS, _ARCHIVED, _TAG, *pagination.PARAMETERS),
        answers={200: page_schema(ShortlistOut)},
    )
    def get(self, request: Request) -> Response:
        # A revision of an older brief version does not answer the current brief.
        answer = Q(revisions__brief_version=F("brief__version"))
        archived = parameter_parsing.parse_choice(request, "archived", ("true", "false"))
        own = Shortlist.objects.of(firm_of(request)).filter(archived_at__isnull=archived != "true")
        status = parameter_parsing.parse_choice(request, "status", _STATES)
        if status is not None:
            own = own.in_state(Shortlist.State(status))
        if tag := request.query_params.get("tag"):
            own = own.filter(tags__contains=[normal_tag(tag)])
        rows = (
            staleness.with_stale(own, today())
            .select_related("brief")
            .annotate(revision=Max("revisions__number", filter=answer))
        )
        return self.page(rows, ShortlistOut)

    @describe_operation(
        **shortlist_operations.CREATE_SHORTLIST,
        idempotent=True,
        parameters=[*PARAMETERS, LANGUAGE, PREFER, LOCATION, ETAG],
        request=briefs.Brief,
        answers={201: AnswerOut, 202: AnswerOut},
    )
    def post(self, request: Request) -> Response:
        wish = Representation.of(request)
        # Waiting happens outside the idempotent part: its transaction must commit first, or no
        # worker could see the brief.
        return _await_answer(request, wish, self._stored(request), done=201)

    @idempotency.idempotent(within=repeatable_read)
    def _stored(self, request: Request) -> Response:
        return _pending_response(
            submit.submit(firm=firm_of(request), asked=briefs.parse_brief(request))
        )


class ShortlistDetail(ApiView):
    # A client may store the response, but must revalidate it by its ETag before each use.
    cache_control = "private, no-cache"

    @describe_operation(
        **shortlist_operations.GET_SHORTLIST,
        parameters=[*PARAMETERS, LANGUAGE, etags.IF_NONE_MATCH, ETAG],
        answers={200: AnswerOut, 304: None},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        wish, firm = Representation.of(request), firm_of(request)
        # One statement, so that all that the ETag names is of one moment.
        found = stored_shortlist(firm, id)
        etag = etags.shortlist_etag(found, wish)
        if etags.if_none_match_holds(request, etag):
            return Response(status=304, headers={"ETag": etag})
        body = kept_body(found, etag)
        if body is None:
            body, etag = _render(firm, id, wish)
        return Response(orjson.Fragment(body), headers={"ETag": etag})

    @describe_operation(
        **shortlist_operations.CHANGE_SHORTLIST,
        parameters=[*PARAMETERS, LANGUAGE, PREFER, etags.IF_MATCH, LOCATION, ETAG],
        request=briefs.Brief,
        answers={200: AnswerOut, 202: AnswerOut},
    )
    def put(self, request: Request, id: uuid.UUID) -> Response:
        wish = Representation.of(request)
        shortlist = submit.resubmit(
            shortlist=firm_shortlist(firm_of(request), id),
            asked=briefs.parse_brief(request),
            expected_version=etags.expected_version(request),
        )
        return _await_answer(request, wish, _pending_response(shortlist), done=200)

    @describe_operation(
        **shortlist_operations.EDIT_SHORTLIST,
        parameters=[*PARAMETERS, LANGUAGE, PREFER, etags.BRIEF_MATCH_REQUIRED, LOCATION, ETAG],
        request=briefs.BriefChange,
        answers={200: AnswerOut, 202: AnswerOut},
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        wish = Representation.of(request)
        shortlist = firm_shortlist(firm_of(request), id)
        expected = etags.required_brief_version(request)
        # The merge is of the version that was read here; where that is not the expected one,
        # `resubmit` refuses it.
        changed = submit.resubmit(
            shortlist=shortlist,
            asked=briefs.parse_brief_change(request, shortlist.brief.asked),
            expected_version=expected,
        )
        return _await_answer(request, wish, _pending_response(changed), done=200)

    @describe_operation(**shortlist_operations.ARCHIVE_SHORTLIST, answers={204: None})
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        submit.archive(shortlist=firm_shortlist(firm_of(request), id))
        return Response(status=204)


class Revisions(ApiView):
    page_by: ClassVar = ("-number",)

    @describe_operation(
        **shortlist_operations.LIST_REVISIONS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(RevisionOut)},
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.page(firm_shortlist(firm_of(request), id).revisions.all(), RevisionOut)


class RevisionDetail(ApiView):
    @describe_operation(
        **shortlist_operations.GET_REVISION,
        parameters=[*PARAMETERS, LANGUAGE],
        answers={200: AnswerOut},
    )
    def get(self, request: Request, id: uuid.UUID, number: int) -> Response:
        wish = Representation.of(request)
        with repeatable_read():
            found = stored_shortlist(firm_of(request), id)
            revision = found.shortlist.revisions.filter(number=number).first()
            if revision is None:
                raise Http404
            stale = found.stale or found.revision != revision
            body = render_answer.render_revision(
                found.shortlist, revision, wish, stale=stale, said=bool(found.statements)
            )
        return Response(body)


def firm_shortlist(firm: Firm, pk: uuid.UUID) -> Shortlist:
    """Return the firm's shortlist. Raises Http404 for a shortlist of another firm as for a missing
    one.
    """
    found = Shortlist.objects.of(firm).select_related("brief").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def stored_shortlist(firm: Firm, pk: uuid.UUID) -> StoredShortlist:
    """Return the firm's shortlist with its answer. Raises Http404 as `firm_shortlist` does."""
    found = find_shortlist(firm, pk)
    if found is None:
        raise Http404
    return found


def _pending_response(shortlist: Shortlist) -> Response:
    headers = {"Location": f"/v1/shortlists/{shortlist.pk}"}
    return Response(render_answer.render_unanswered(shortlist), status=202, headers=headers)


def _await_answer(
    request: Request, wish: Representation, pending: Response, *, done: int
) -> Response:
    """Return the pending response, or the answer with status `done` if the caller waits and it
    arrives in time. `wish` was read before anything was stored: a wrong one changes nothing.
    """
    seconds = prefer_wait.wait_seconds(request)
    pk, version = pending.data["id"], pending.data["brief_version"]
    checked = Shortlist.objects.filter(pk=pk, checked_version__gte=version)
    # Poll the checked version only: this query reads one indexed row, while rendering the answer
    # reads hundreds.
    if seconds is None or not prefer_wait.wait_until(checked.exists, seconds):
        return pending
    with repeatable_read():
        found = stored_shortlist(firm_of(request), pk)
        pending.data = _body(found, wish)
    pending["ETag"] = etags.shortlist_etag(found, wish)
    pending["Preference-Applied"] = "wait"
    # The brief may have been changed while this request waited. Its newest version is then not
    # answered yet, and the status stays 202.
    if found.shortlist.state is not Shortlist.State.PENDING:
        pending.status_code = done
    return pending


def _render(firm: Firm, pk: uuid.UUID, wish: Representation) -> tuple[bytes, str]:
    """Render the shortlist as it is now; its body and its ETag, which the process keeps."""
    # Body and ETag must describe the same state, so both are read in one snapshot.
    with repeatable_read():
        found = stored_shortlist(firm, pk)
        etag = etags.shortlist_etag(found, wish)
        body = OrjsonRenderer().render(_body(found, wish))
    keep_body(found, etag, body)
    return body, etag


def _body(found: StoredShortlist, wish: Representation) -> dict[str, Any]:
    if found.revision is None:
        pending = found.shortlist.state is Shortlist.State.PENDING
        stale = found.stale and not pending
        return render_answer.render_unanswered(found.shortlist, wish.language, stale=stale)
    return render_answer.render_revision(
        found.shortlist, found.revision, wish, stale=found.stale, said=bool(found.statements)
    )
