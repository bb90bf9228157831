"""/v1/keys: the API keys of the calling firm."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import key_operations
from api.openapi.operations import LOCATION, describe_operation, page_schema
from api.problems.refusals import ErrorCode
from api.requests import idempotency, pagination
from api.requests.authentication import MayKeepKeys, firm_of, key_of
from api.v1.serializers.keys import (
    GRANTABLE_SCOPES,
    ApiKeyIn,
    ApiKeyOut,
    NewApiKeyOut,
    RotateKeyIn,
    parse_key_body,
)
from api.view import ApiView
from core.faults import Fault
from core.languages.messages import Message
from firms import api_keys, members
from firms.api_keys import KeySpec
from firms.errors import KeySpecInvalid
from firms.models import ApiKey, Firm, Member


class Keys(ApiView):
    permission_classes = (MayKeepKeys,)
    page_by: ClassVar = ("-id",)

    @describe_operation(
        **key_operations.LIST_KEYS,
        parameters=pagination.PARAMETERS,
        answers={200: page_schema(ApiKeyOut)},
    )
    def get(self, request: Request) -> Response:
        return self.page(_firm_keys(firm_of(request)), ApiKeyOut)

    @describe_operation(
        **key_operations.CREATE_KEY,
        parameters=[LOCATION],
        request=ApiKeyIn,
        answers={201: NewApiKeyOut},
        idempotent=True,
    )
    def post(self, request: Request) -> Response:
        caller = key_of(request)
        settings = parse_key_body(request, ApiKeyIn)
        scopes = settings.setdefault(
            "scopes", [scope for scope in caller.granted_scopes if scope in GRANTABLE_SCOPES]
        )
        # Before a stored response is looked for: it holds the secret of the new key.
        _refuse_wider(caller, scopes)
        return self._created(request, settings)

    @idempotency.idempotent()
    def _created(self, request: Request, settings: dict[str, Any]) -> Response:
        caller = key_of(request)
        spec = KeySpec(
            scopes=settings["scopes"],
            name=settings.get("name", ""),
            member=_member(caller, settings.get("member")),
            expires_at=settings.get("expires_at"),
            # As the scopes: who does not say otherwise gets no more than the calling key has.
            networks=settings.get("allowed_addresses", caller.networks),
        )
        return _shown_once(*api_keys.create_key(firm=firm_of(request), spec=spec, made_by=caller))


class KeyDetail(ApiView):
    permission_classes = (MayKeepKeys,)

    @describe_operation(**key_operations.GET_KEY, answers={200: ApiKeyOut})
    def get(self, request: Request, id: str) -> Response:
        return Response(ApiKeyOut(_firm_key(firm_of(request), id)).data)


class RotateKey(ApiView):
    permission_classes = (MayKeepKeys,)

    @describe_operation(
        **key_operations.ROTATE_KEY,
        parameters=[LOCATION],
        request=RotateKeyIn,
        answers={201: NewApiKeyOut},
        idempotent=True,
    )
    def post(self, request: Request, id: str) -> Response:
        caller, key = key_of(request), _firm_key(firm_of(request), id)
        settings = parse_key_body(request, RotateKeyIn)
        # As for a new key: whoever rotates a key holds its successor.
        _refuse_wider(caller, key.scopes)
        if key.curator_id not in (None, caller.curator_id):
            raise PermissionDenied("only a key of the same curator can rotate this key")
        return self._rotated(request, key, settings)

    @idempotency.idempotent()
    def _rotated(self, request: Request, key: ApiKey, settings: dict[str, Any]) -> Response:
        overlap = timedelta(hours=settings.get("overlap_hours", 24))
        made = api_keys.rotate_key(key, overlap=overlap, expires_at=settings.get("expires_at"))
        return _shown_once(*made)


class RevokeKey(ApiView):
    permission_classes = (MayKeepKeys,)

    @describe_operation(**key_operations.REVOKE_KEY, answers={200: ApiKeyOut})
    def post(self, request: Request, id: str) -> Response:
        return Response(ApiKeyOut(api_keys.revoke_key(_firm_key(firm_of(request), id))).data)


def _firm_keys(firm: Firm) -> QuerySet[ApiKey]:
    keys = ApiKey.objects.filter(firm=firm).with_last_use()
    return keys.select_related("member", "made_by", "replaces")


def _firm_key(firm: Firm, prefix: str) -> ApiKey:
    """Return the key of the firm. Raises Http404 for a key of another firm as for a missing one."""
    # PostgreSQL raises an error for a NUL in text.
    found = _firm_keys(firm).filter(prefix=prefix).first() if prefix.isalnum() else None
    if found is None:
        raise Http404
    return found


def _refuse_wider(caller: ApiKey, scopes: list[str]) -> None:
    """Raise `PermissionDenied` for scopes that the calling key does not have itself."""
    lacking = [scope for scope in scopes if scope not in caller.granted_scopes]
    if lacking:
        detail = Message(
            "this key cannot give the scopes that it lacks: {lacking}", lacking=", ".join(lacking)
        )
        raise PermissionDenied(detail, ErrorCode.saying(detail))


def _member(caller: ApiKey, email: str | None) -> Member | None:
    """Return the member of the caller's firm. Raises `KeySpecInvalid`."""
    if email is None:
        return caller.member
    found = members.find_member(caller.firm, email)
    if found is None:
        raise KeySpecInvalid(
            [Fault("/member", Message("{email!r} is no member of the firm", email=email[:60]))]
        )
    return found


def _shown_once(key: ApiKey, text: str) -> Response:
    stored = _firm_key(key.firm, key.prefix)
    old = stored.replaces
    body = NewApiKeyOut({"key": text, "old_until": old and old.expires_at, "details": stored}).data
    return Response(body, status=201, headers={"Location": f"/v1/keys/{key.prefix}"})
