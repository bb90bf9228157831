"""`Idempotency-Key`: a request under a key is carried out once, and its response is repeated.

The record of the key commits in the same transaction as the result of the request, so that neither
exists without the other. A client that lost the response repeats the request and gets the first
response. Keys belong to a firm; a failed request leaves no record.
"""

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import structlog
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from api.json_renderer import OrjsonRenderer
from api.problems.refusals import ErrorDetail, QueryRefused, RequestRefused
from api.requests.authentication import FirmCaller, firm_of
from core import encryption
from core.languages.messages import Message
from firms.models import Firm, IdempotencyRecord

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
_STORED_HEADERS = ("Location", "ETag")
# A string in the syntax of RFC 9651 without spaces. Many clients omit the quotes, so the bare
# characters are accepted as the same key.
_QUOTED = re.compile(r'"((?:[!#-\[\]-~]|\\["\\]){1,255})"')
_BARE = re.compile(r"[!#-+\--\[\]-~]{1,255}")
_LOCKED = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
log = structlog.get_logger(__name__)
Make = TypeVar("Make", bound=Callable[..., Response])


class KeyUnderWay(RequestRefused):
    """A request with this key is still being processed."""

    status_code = status.HTTP_409_CONFLICT
    slug = "idempotency-key-under-way"
    headers = {"Retry-After": "1"}


class KeyReused(RequestRefused):
    """The key was used for another request."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    slug = "idempotency-key-reused"


class ResultDeleted(RequestRefused):
    """What the first request with this key made was deleted since."""

    status_code = status.HTTP_410_GONE
    slug = "idempotency-result-deleted"


class AnswerUnreadable(RequestRefused):
    """The stored response is encrypted with a key that is not configured."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    slug = "idempotency-answer-unreadable"
    # An operator must restore the encryption key, which takes minutes, not seconds.
    headers = {"Retry-After": "60"}


@dataclass(frozen=True)
class _KeyedRequest:
    """A request with a key; `digest` identifies its method, address and body."""

    firm: Firm
    key: str
    digest: bytes


def idempotent(
    within: Callable[[], AbstractContextManager[None]] = transaction.atomic,
    made: Callable[[Firm], QuerySet[Any]] | None = None,
) -> Callable[[Make], Make]:
    """Decorate a view method that creates something. With a key the method runs once, inside the
    transaction that `within` opens, which also stores the response. Without a key the decorator
    does nothing. `made`: where what it makes can be deleted, the rows of the firm among which it is
    looked for by `Location`; a response that names something deleted is not repeated.
    """

    def decorate(make: Make) -> Make:
        @wraps(make)
        def run_once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
            key = idempotency_key(request)
            if key is None:
                return make(view, request, *args, **kwargs)
            keyed_request = _KeyedRequest(firm_of(request), key, _digest(request))
            with within():
                first = _stored_response(keyed_request)
                if first is not None:
                    if made is not None:
                        _refuse_deleted(first, made(keyed_request.firm))
                    return first
                response = make(view, request, *args, **kwargs)
                _store_response(keyed_request, response)
                return response

        return cast("Make", run_once)

    return decorate


def idempotency_key(request: Request) -> str | None:
    """Return the key without quotes; None if there is none. Raises `QueryRefused`."""
    text = request.headers.get(HEADER)
    if text is None:
        return None
    if quoted := _QUOTED.fullmatch(text.strip()):
        return re.sub(r"\\(.)", r"\1", quoted[1])
    if _BARE.fullmatch(text.strip()):
        return text.strip()
    detail = 'a key has 1 to 255 visible ASCII characters, preferably in quotes: "order-2026-117"'
    raise QueryRefused([ErrorDetail(detail, parameter=HEADER)])


def _digest(request: Request) -> bytes:
    """Return the hash of everything that decides the result. The order of names in a JSON object
    does not count.
    """
    curator = cast("FirmCaller", request.user).curator
    # The curator belongs to the identity: two keys of one firm may act in the name of two
    # curators.
    body = request.data
    if isinstance(body, QueryDict):
        body = dict(body.lists())
    identity = [request.method, request.get_full_path(), curator and curator.pk, body]
    text = json.dumps(identity, sort_keys=True, default=_describe)
    return hashlib.sha256(text.encode()).digest()


def _describe(value: Any) -> Any:
    """A file by its name and content; what else is no JSON by its representation."""
    if not isinstance(value, UploadedFile):
        return repr(value)
    content = hashlib.sha256()
    for piece in value.chunks():
        content.update(piece)
    return [value.name, content.hexdigest()]


def _stored_response(keyed_request: _KeyedRequest) -> Response | None:
    """Return the stored response of this key. None: the caller carries out the request, and no
    other request with the key can do so until the transaction ends. Raises `KeyUnderWay`,
    `KeyReused`, `AnswerUnreadable`.
    """
    # The lock only avoids waiting for the row of a concurrent request: the unique constraint is
    # what prevents a second execution. The lock ends with the transaction, however that ends.
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED, [f"{HEADER} {keyed_request.firm.pk} {keyed_request.key}"])
        (locked,) = cursor.fetchone()
    if not locked:
        raise _under_way()
    record = IdempotencyRecord.objects.filter(
        firm=keyed_request.firm, key=keyed_request.key
    ).first()
    if record is None:
        return None
    if bytes(record.request) != keyed_request.digest:
        detail = "this key belongs to another request: use a new key"
        raise KeyReused([ErrorDetail(detail, parameter=HEADER)])
    return _load_response(record)


def _store_response(keyed_request: _KeyedRequest, response: Response) -> None:
    """Store the response under its key. Raises `KeyUnderWay` if another request with the key has
    committed since the snapshot of this transaction.
    """
    headers = {name: response[name] for name in _STORED_HEADERS if name in response}
    body = OrjsonRenderer().render(response.data).decode()
    # Encrypted, because the response of some operations contains a secret.
    answer = encryption.encrypt(json.dumps([response.status_code, headers, body]))
    try:
        IdempotencyRecord.objects.create(
            firm=keyed_request.firm,
            key=keyed_request.key,
            request=keyed_request.digest,
            answer=answer,
        )
    except IntegrityError as fault:
        # Any other violated constraint is a bug and must not be reported as a concurrent request.
        if "one_record_per_idempotency_key" not in str(fault):
            raise
        raise _under_way() from fault


def _load_response(record: IdempotencyRecord) -> Response:
    try:
        text = encryption.decrypt(bytes(record.answer))
    except encryption.Unreadable:
        log.error("a stored response cannot be decrypted with ENCRYPTION_KEYS", answer=record.pk)
        detail = (
            "the request was carried out, but its response cannot be decrypted now: try again later"
        )
        raise AnswerUnreadable([ErrorDetail(detail, parameter=HEADER)]) from None
    code, headers, body = json.loads(text)
    return Response(json.loads(body), status=code, headers={**headers, REPLAYED: "true"})


def _refuse_deleted(response: Response, rows: QuerySet[Any]) -> None:
    """Raise `ResultDeleted` where the thing that the response names is no longer among the rows."""
    where = response["Location"]
    if not rows.filter(pk=where.rpartition("/")[2]).exists():
        detail = Message(
            "the first request with this key made {where}, which was deleted since", where=where
        )
        raise ResultDeleted([ErrorDetail(detail, parameter=HEADER)])


def _under_way() -> KeyUnderWay:
    detail = "the first request with this key is still being processed: try again shortly"
    return KeyUnderWay([ErrorDetail(detail, parameter=HEADER)])
