"""The actions of curators on priority lists: draft, submit, approve, send back, schedule, publish,
discard, revert, withdraw.
"""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import curator_operations
from api.openapi.operations import (
    ETAG,
    LOCATION,
    describe_operation,
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


class CuratorAction(ApiView):
    """An action that needs a key with the scope `curate`; it is recorded under the curator of the
    key.
    """

    permission_classes = (MayCurate,)


class NoBodyAction(CuratorAction):
    """An action without parameters in its body."""

    parser_classes = (EmptyBodyParser,)


class OpenDraft(NoBodyAction):
    @describe_operation(
        **curator_operations.OPEN_DRAFT,
        parameters=[LOCATION, ETAG],
        answers={201: EditionDetailOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, spelling: str) -> Response:
        # The body is validated although it has no fields: an unexpected name is an error, not
        # ignored.
        parse_edition_body(request, EmptyBody)
        province = name_parameters.parse_path_name(spelling, name_parameters.resolve_province)
        draft = lifecycle.open_draft(province=province.code, by=curator_of(request))
        return edition_response(draft, request, status=201)


class Submit(NoBodyAction):
    @describe_operation(
        **curator_operations.SUBMIT_DRAFT,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        return _act(request, id, lifecycle.submit)


class Approve(NoBodyAction):
    @describe_operation(
        **curator_operations.APPROVE_DRAFT,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        return _act(request, id, lifecycle.approve)


class SendBack(CuratorAction):
    @describe_operation(
        **curator_operations.SEND_DRAFT_BACK,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        request=SendBackIn,
        answers={200: EditionDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        draft = visible_edition(request, id)
        # The version is required before the body is read: a client that did not read the draft
        # gets 428 whatever it sends.
        version = etags.required_version(request)
        note = parse_edition_body(request, SendBackIn)["note"]
        sent = lifecycle.send_back(
            draft=draft, note=note, by=curator_of(request), expected_version=version
        )
        return edition_response(sent, request)


class Publish(NoBodyAction):
    @describe_operation(
        **curator_operations.PUBLISH_DRAFT,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        return _act(request, id, lifecycle.publish)


class Schedule(CuratorAction):
    @describe_operation(
        **curator_operations.SCHEDULE_DRAFT,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        request=ScheduleIn,
        answers={200: EditionDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        draft = visible_edition(request, id)
        version = etags.required_version(request)
        at = parse_edition_body(request, ScheduleIn)["publish_at"]
        scheduled = lifecycle.schedule(
            draft=draft, at=at, by=curator_of(request), expected_version=version
        )
        return edition_response(scheduled, request)


class Discard(NoBodyAction):
    @describe_operation(
        **curator_operations.DISCARD_DRAFT,
        parameters=[etags.IF_MATCH_REQUIRED, ETAG],
        answers={200: EditionDetailOut},
    )
    def post(self, request: Request, id: int) -> Response:
        return _act(request, id, lifecycle.discard)


class Revert(NoBodyAction):
    @describe_operation(
        **curator_operations.REVERT_TO_EDITION,
        parameters=[LOCATION, ETAG],
        answers={201: EditionDetailOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: int) -> Response:
        edition = visible_edition(request, id)
        parse_edition_body(request, EmptyBody)
        return edition_response(
            lifecycle.revert(to=edition, by=curator_of(request)), request, status=201
        )


class Withdraw(CuratorAction):
    @describe_operation(
        **curator_operations.WITHDRAW_EDITION,
        parameters=[LOCATION, ETAG],
        request=WithdrawIn,
        answers={201: EditionDetailOut},
        idempotent=True,
    )
    @idempotency.idempotent()
    def post(self, request: Request, id: int) -> Response:
        edition = visible_edition(request, id)
        reason = parse_edition_body(request, WithdrawIn)["reason"]
        withdrawal = lifecycle.withdraw(
            province=edition.province_id,
            edition=edition,
            reason=reason,
            by=curator_of(request),
        )
        return edition_response(withdrawal, request, status=201)


def _act(request: Request, pk: int, action: Callable[..., Edition]) -> Response:
    """Carry out an action whose only input is the version in If-Match."""
    draft = visible_edition(request, pk)
    version = etags.required_version(request)
    parse_edition_body(request, EmptyBody)
    arguments: dict[str, Any] = {"by": curator_of(request), "expected_version": version}
    with prefix_error_pointers("/priorities"):
        return edition_response(action(draft=draft, **arguments), request)
