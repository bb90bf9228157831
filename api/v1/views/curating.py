"""The steps of a priority list: draft, submit, approve, send back, schedule, publish, withdraw,
revert.
"""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.examples import example
from api.openapi.operations import (
    ETAG,
    LOCATION,
    describe_operation,
    request_example,
    response_example,
)
from api.problems.refusals import prefix_error_pointers
from api.requests import idempotency, name_parameters
from api.requests.authentication import MayCurate, curator_of
from api.requests.strict_json import EmptyBodyParser
from api.v1 import etags
from api.v1.serializers.editions import (
    EditionDetailOut,
    EmptyBody,
    ScheduleIn,
    SendBackIn,
    WithdrawIn,
    parse_edition_body,
)
from api.v1.views.editions import edition_response, visible_edition
from api.view import ApiView
from priorities.editions import lifecycle
from priorities.models import Edition

_DRAFT = response_example("a draft", example("draft"))
_MADE = response_example("a draft", example("draft"), status=201)
_MOVES = ("not-a-curator", "not-found", "version-moved", "version-needed", "wrong-state")


class CuratorAction(ApiView):
    """A step that a key with the scope `curate` takes in its curator's name."""

    permission_classes = (MayCurate,)
    http_method_names = ("post",)


class NoBodyAction(CuratorAction):
    """A step that needs no body."""

    parser_classes = (EmptyBodyParser,)


class OpenDraft(NoBodyAction):
    @describe_operation(
        operation_id="open_draft",
        tag="curating",
        summary="Open a draft of a province's list",
        description="A copy of the list in force. A province has one draft at a time: another "
        "is a 409.",
        parameters=[LOCATION, ETAG],
        answers={201: EditionDetailOut},
        refusals=["name-not-known", "not-a-curator", "draft-open", "edition-refused"],
        idempotent=True,
        examples=[_MADE],
    )
    @idempotency.idempotent()
    def post(self, request: Request, spelling: str) -> Response:
        parse_edition_body(EmptyBody, request)
        draft = lifecycle.open_draft(province=_province(spelling), by=curator_of(request))
        return edition_response(draft, request, status=201)


class Submit(NoBodyAction):
    @describe_operation(
        operation_id="submit_draft",
        tag="curating",
        summary="Hand a draft to whoever approves",
        description="An empty list, a faulty row, or a list that says nothing new is refused.",
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
        refusals=["edition-refused", *_MOVES],
        examples=[_DRAFT],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return _take_step(request, id, lifecycle.submit)


class Approve(NoBodyAction):
    @describe_operation(
        operation_id="approve_draft",
        tag="curating",
        summary="Approve a submitted draft",
        description="Binds the content that was read. Who opened, revised or submitted the draft "
        "may not approve it, whatever else they may do; any edit voids the approval.",
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
        refusals=["four-eyes", "edition-refused", *_MOVES],
        examples=[_DRAFT],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return _take_step(request, id, lifecycle.approve)


class SendBack(CuratorAction):
    @describe_operation(
        operation_id="send_draft_back",
        tag="curating",
        summary="Send a submitted or approved draft back, with a note",
        description="It is a draft again, and an approval that it had is void; the note stands "
        "among its `acts`. For who may approve; sending it back does not touch it: they may "
        "approve what is submitted next.",
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        request=SendBackIn,
        answers={200: EditionDetailOut},
        refusals=["edition-refused", *_MOVES],
        examples=[
            request_example("a source is missing", {"note": "PP004 needs its own source."}),
            _DRAFT,
        ],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        draft = visible_edition(request, id)
        version = etags.required_version(request)
        note = parse_edition_body(SendBackIn, request)["note"]
        sent = lifecycle.send_back(
            draft=draft, note=note, by=curator_of(request), expected_version=version
        )
        return edition_response(sent, request)


class Publish(NoBodyAction):
    @describe_operation(
        operation_id="publish_draft",
        tag="curating",
        summary="Put an approved draft in force, now",
        description="Closes the old list and opens the new one in one step, and tells of the "
        "difference; shortlists that it touches are answered again.",
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
        refusals=["edition-refused", *_MOVES],
        examples=[response_example("Guangdong", example("edition"))],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return _take_step(request, id, lifecycle.publish)


class Schedule(CuratorAction):
    @describe_operation(
        operation_id="schedule_draft",
        tag="curating",
        summary="Have an approved draft published at an instant to come",
        description="It is published within seconds of `publish_at`, in the name of who "
        "scheduled it. A past instant is refused.",
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        request=ScheduleIn,
        answers={200: EditionDetailOut},
        refusals=["edition-refused", *_MOVES],
        examples=[request_example("tomorrow", {"publish_at": "2026-11-25T09:00:00+08:00"}), _DRAFT],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        draft = visible_edition(request, id)
        version = etags.required_version(request)
        at = parse_edition_body(ScheduleIn, request)["publish_at"]
        scheduled = lifecycle.schedule(
            draft=draft, at=at, by=curator_of(request), expected_version=version
        )
        return edition_response(scheduled, request)


class Discard(NoBodyAction):
    @describe_operation(
        operation_id="discard_draft",
        tag="curating",
        summary="Put a draft away",
        description="It stays readable for curators, and makes room for another.",
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
        refusals=["edition-refused", *_MOVES],
        examples=[_DRAFT],
    )
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        return _take_step(request, id, lifecycle.discard)


class Revert(NoBodyAction):
    @describe_operation(
        operation_id="revert_to_edition",
        tag="curating",
        summary="Open a draft that goes back to this edition",
        description="A copy of it: once published it is a new edition, and needs four eyes too.",
        parameters=[LOCATION, ETAG],
        answers={201: EditionDetailOut},
        refusals=["not-a-curator", "not-found", "draft-open", "wrong-state", "edition-refused"],
        idempotent=True,
        examples=[_MADE],
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        edition = visible_edition(request, id)
        parse_edition_body(EmptyBody, request)
        return edition_response(
            lifecycle.revert(to=edition, by=curator_of(request)), request, status=201
        )


class Withdraw(CuratorAction):
    @describe_operation(
        operation_id="withdraw_edition",
        tag="curating",
        summary="Propose that the edition in force be withdrawn",
        description="Submitted at once; it takes effect when another has approved it and it is "
        "published: then the province has no list in force.",
        parameters=[LOCATION, ETAG],
        request=WithdrawIn,
        answers={201: EditionDetailOut},
        refusals=["edition-refused", "not-a-curator", "not-found", "draft-open", "wrong-state"],
        idempotent=True,
        examples=[
            request_example(
                "not the province's", {"reason": "The document was not the province's."}
            ),
            _MADE,
        ],
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: int) -> Response:  # noqa: A002 - the address's word
        edition = visible_edition(request, id)
        reason = parse_edition_body(WithdrawIn, request)["reason"]
        withdrawal = lifecycle.withdraw(
            province=edition.province_id,
            edition=edition,
            reason=reason,
            by=curator_of(request),
        )
        return edition_response(withdrawal, request, status=201)


def _take_step(request: Request, pk: int, verb: Callable[..., Edition]) -> Response:
    """Take a step that needs nothing but the version that was read."""
    draft = visible_edition(request, pk)
    version = etags.required_version(request)
    parse_edition_body(EmptyBody, request)
    given: dict[str, Any] = {"by": curator_of(request), "expected_version": version}
    with prefix_error_pointers("/priorities"):
        return edition_response(verb(draft=draft, **given), request)


def _province(text: str) -> str:
    with name_parameters.path_name_errors():
        return name_parameters.resolve_province(text).code
