"""How an operation is described: every one with its summary, tag, examples and refusals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NotRequired, TypedDict, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from api.problems.problem_kinds import PROBLEM_KINDS
from api.problems.responses import MEDIA_TYPE
from api.v1.serializers.problem_document import Problem

ViewMethod = TypeVar("ViewMethod", bound=Callable[..., Any])
LANGUAGE = OpenApiParameter(
    "Accept-Language",
    str,
    OpenApiParameter.HEADER,
    description="zh… gives the sentences in Chinese, anything else in English.",
)
PREFER = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description="`wait=N` (at most 10 seconds) holds the response until there is an answer. "
    "Where too many wait already, 202 comes at once.",
)
LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    description="Where the answer is read.",
    response=[201, 202],
)
_IDEMPOTENCY_HEADERS = (
    OpenApiParameter(
        "Idempotency-Key",
        {"type": "string", "minLength": 1, "maxLength": 257},
        OpenApiParameter.HEADER,
        description="Any name of 1 to 255 visible ASCII characters, with or without quotes, that "
        "you give to this one request. Sent again under it within 24 hours, it gets the first "
        "answer and nothing is made twice; a request that failed leaves the key free.",
    ),
    OpenApiParameter(
        "Idempotent-Replayed",
        {"type": "string", "enum": ["true"]},
        OpenApiParameter.HEADER,
        description="The answer was given before, under the same `Idempotency-Key`.",
        response=[201, 202],
    ),
)
_RATE_LIMIT_HEADERS = (
    OpenApiParameter(
        "RateLimit",
        str,
        OpenApiParameter.HEADER,
        description="How many requests (`r`) are left for how many seconds (`t`).",
        response=[429],
    ),
    OpenApiParameter(
        "RateLimit-Policy",
        str,
        OpenApiParameter.HEADER,
        description="How many requests (`q`) a key has in how many seconds (`w`).",
        response=[429],
    ),
)
_IDEMPOTENCY_REFUSALS = (
    "idempotency-key-under-way",
    "idempotency-key-reused",
    "idempotency-answer-unreadable",
)
ETAG = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    description="Changes with everything that is shown.",
    response=[200, 201, 304],
)


class BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """`Authorization: Bearer KEY`."""

    target_class = "api.requests.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rh_PREFIX_SECRET"}


class StrictObject(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """A `StrictSerializer` object takes no other name, and its schema says so."""

    target_class = "api.v1.serializers.strict_fields.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**schema, "additionalProperties": False}


_STATUS_MEANINGS = {
    200: "The answer.",
    201: "Stored; `Location` is where.",
    202: "Stored; not answered yet.",
    204: "Done.",
    304: "What you hold is what would be sent.",
}
_PROBLEM_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "brief-not-understood": {
        "detail": '/sectors/0: "knitwaer" is not a known sector; the nearest is …',
        "errors": [
            {
                "pointer": "/sectors/0",
                "detail": '"knitwaer" is not a known sector; the nearest is …',
                "nearest": ["Manufacture of knitted or crocheted apparel (C182)"],
            }
        ],
    },
    "name-not-known": {
        "detail": 'spelling: "Guangdon" is not a known place; the nearest is Guangdong (440000)',
        "errors": [
            {
                "parameter": "spelling",
                "detail": '"Guangdon" is not a known place; the nearest is Guangdong (440000)',
                "nearest": ["Guangdong (440000)"],
            }
        ],
    },
}


class OperationDescription(TypedDict):
    """The texts and examples of an operation. They are kept in `api.openapi.descriptions`, so
    that a view file shows only parameters, shapes and code.
    """

    operation_id: str
    tag: str
    summary: str
    description: str
    refusals: NotRequired[Sequence[str]]
    examples: NotRequired[Sequence[OpenApiExample]]


def describe_operation(
    *,
    tag: str,
    summary: str,
    description: str,
    answers: Mapping[int, Any],
    refusals: Sequence[str] = (),
    parameters: Sequence[OpenApiParameter] = (),
    request: Any = None,
    examples: Sequence[OpenApiExample] = (),
    operation_id: str,
    open_to_all: bool = False,
    idempotent: bool = False,
) -> Callable[[ViewMethod], ViewMethod]:
    """Describe an operation. `refusals` are slugs of problems beside those that all share;
    `idempotent`: it takes an `Idempotency-Key`.
    """
    shared = ["parameter-not-understood", "not-acceptable"]
    if not open_to_all:
        shared += ["key-needed", "not-allowed", "too-many-requests"]
    if request is not None:
        shared += ["body-not-readable", "body-too-large", "media-type-not-supported"]
    given = {
        status: OpenApiResponse(out, _STATUS_MEANINGS[status]) for status, out in answers.items()
    }
    own = [*refusals, *(_IDEMPOTENCY_REFUSALS if idempotent else ())]
    responses: dict[Any, Any] = {**given, **_problems(shared, own)}
    return extend_schema(
        operation_id=operation_id,
        tags=[tag],
        summary=summary,
        description=description,
        parameters=[*parameters, *_headers(open_to_all=open_to_all, idempotent=idempotent)],
        request=request,
        responses=responses,
        examples=[*examples],
        auth=[] if open_to_all else None,
    )


def _headers(*, open_to_all: bool, idempotent: bool) -> Iterator[OpenApiParameter]:
    """Those that operations share."""
    if idempotent:
        yield from _IDEMPOTENCY_HEADERS
    if not open_to_all:
        yield from _RATE_LIMIT_HEADERS
        yield OpenApiParameter(
            "Retry-After",
            int,
            OpenApiParameter.HEADER,
            description="Seconds after which to ask again."
            + (" Of a 409: with `idempotency-key-under-way`." if idempotent else ""),
            response=[409, 429, 503] if idempotent else [429],
        )


def _problems(shared: Sequence[str], own: Sequence[str]) -> dict[tuple[int, str], OpenApiResponse]:
    """The problem response of each status, telling which kinds it may be; with an example of
    those that are the operation's own.
    """
    by_status: dict[int, list[str]] = {}
    for slug in (*own, *shared):
        by_status.setdefault(PROBLEM_KINDS[slug].status, []).append(slug)
    return {
        (status, MEDIA_TYPE): OpenApiResponse(
            Problem,
            "; ".join(f"{PROBLEM_KINDS[slug].title} (`{slug}`)" for slug in kinds),
            examples=[_problem_example(slug) for slug in kinds if slug in own],
        )
        for status, kinds in sorted(by_status.items())
    }


def _problem_example(slug: str) -> OpenApiExample:
    kind = PROBLEM_KINDS[slug]
    return OpenApiExample(
        slug,
        {
            "type": f"/problems/{slug}",
            "title": kind.title,
            "status": kind.status,
            "request_id": "6f1d2c3b4a59687786950a1b2c3d4e5f",
            "more_errors": 0,
            **_PROBLEM_EXAMPLES.get(slug, {"detail": kind.meaning, "errors": []}),
        },
        media_type=MEDIA_TYPE,
        response_only=True,
        status_codes=[str(kind.status)],
    )


def response_example(name: str, value: Any, *, status: int = 200) -> OpenApiExample:
    """An example of what comes back."""
    return OpenApiExample(name, value, response_only=True, status_codes=[str(status)])


def request_example(name: str, value: Any) -> OpenApiExample:
    """An example of what is sent."""
    return OpenApiExample(name, value, request_only=True)


def page_schema(out: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """A page of rows, as `ApiView.page` gives it."""
    return inline_serializer(
        f"{out.__name__.removesuffix('Out')}Page",
        {
            "results": out(many=True),
            "next": serializers.CharField(
                allow_null=True, help_text="Address of the next page; null on the last."
            ),
        },
    )
