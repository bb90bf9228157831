"""The decorator that documents an operation: summary, tag, parameters, examples and problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NotRequired, TypedDict, TypeVar

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from api.problems.problem_body import MEDIA_TYPE
from api.problems.problem_kinds import PROBLEM_KINDS
from api.v1.serializers.problem_document import Problem

ViewMethod = TypeVar("ViewMethod", bound=Callable[..., Any])
LANGUAGE = OpenApiParameter(
    "Accept-Language",
    str,
    OpenApiParameter.HEADER,
    description="A value that starts with zh selects Chinese sentences, any other English.",
)
PREFER = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description=(
        "`wait=N` (at most 10 seconds) holds the response until the answer exists. If "
        "too many requests wait already, 202 is returned at once."
    ),
)
LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    description="Address of the stored resource.",
    response=[201, 202],
)
# As `requests.idempotency` reads a key, for those who make keys from the document.
_IDEMPOTENCY_KEY = r'^([!#-+\--\[\]-~]{1,255}|"([!#-\[\]-~]|\\["\\]){1,255}")$'
_IDEMPOTENCY_HEADERS = (
    OpenApiParameter(
        "Idempotency-Key",
        {"type": "string", "minLength": 1, "maxLength": 257, "pattern": _IDEMPOTENCY_KEY},
        OpenApiParameter.HEADER,
        description=(
            "A name of your choice for this request: 1 to 255 visible ASCII characters, "
            "with or without quotes. A repetition with the same name within 24 hours gets "
            "the first response, and nothing is created twice. A failed request releases "
            "the name."
        ),
    ),
    OpenApiParameter(
        "Idempotent-Replayed",
        {"type": "string", "enum": ["true"]},
        OpenApiParameter.HEADER,
        description=(
            "The response repeats that of an earlier request with the same `Idempotency-Key`."
        ),
        response=[201, 202],
    ),
)
_RATE_LIMIT_HEADERS = (
    OpenApiParameter(
        "RateLimit",
        str,
        OpenApiParameter.HEADER,
        description="Number of requests (`r`) left for the next `t` seconds.",
        response=[429],
    ),
    OpenApiParameter(
        "RateLimit-Policy",
        str,
        OpenApiParameter.HEADER,
        description="Number of requests (`q`) that a key may send in `w` seconds.",
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
    description="Version of the representation; it changes with everything that is shown.",
    response=[200, 201, 304],
)
LAST_MODIFIED = OpenApiParameter(
    "Last-Modified",
    str,
    OpenApiParameter.HEADER,
    description="Date of the newest content.",
    response=[200, 304],
)


class BearerKey(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """`Authorization: Bearer KEY`."""

    target_class = "api.requests.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rh_PREFIX_SECRET"}


class StrictObject(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """The schema of a `StrictSerializer`: additional properties are not allowed."""

    target_class = "api.v1.serializers.strict_fields.StrictSerializer"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        # `bypass_extensions` prevents that this extension calls itself.
        schema = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**schema, "additionalProperties": False}


class FreeNames(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    """The schema of a `StrictDictField`: how many names it takes, and how long they may be."""

    target_class = "api.v1.serializers.strict_fields.StrictDictField"
    match_subclasses = True

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        schema = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
        return {
            **schema,
            # The generator adds that it may be null to what is returned here.
            "type": "object",
            "maxProperties": self.target.most,
            "propertyNames": {"maxLength": self.target.longest_name},
        }


_STATUS_MEANINGS = {
    200: "The answer.",
    201: "Stored; `Location` is the address.",
    202: "Stored; the answer is pending.",
    204: "Done.",
    207: "What became of each.",
    304: "Not modified.",
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
    answers: Mapping[int, Any] | Mapping[tuple[int, str], Any],
    refusals: Sequence[str] = (),
    parameters: Sequence[OpenApiParameter] = (),
    request: Any = None,
    examples: Sequence[OpenApiExample] = (),
    operation_id: str,
    open_to_all: bool = False,
    key_optional: bool = False,
    idempotent: bool = False,
    deprecated: bool = False,
) -> Callable[[ViewMethod], ViewMethod]:
    """Document an operation. `answers` maps a status, or a status and a media type, to its
    serializer; `refusals` are slugs of problems besides those that all operations share;
    `idempotent` adds the `Idempotency-Key`. An operation with `key_optional` also answers without
    a key. `deprecated`: as the view of the operation says.
    """
    # Problems that follow from the kind of operation are added here, so that no description can
    # forget them.
    shared = ["parameter-not-understood", "not-acceptable", "address-too-long", "header-too-large"]
    if not open_to_all:
        shared += ["key-needed", "not-allowed", "too-many-requests"]
    if request is not None:
        shared += ["body-not-readable", "body-too-large", "media-type-not-supported"]
    own = [*refusals, *(_IDEMPOTENCY_REFUSALS if idempotent else ())]
    responses: dict[Any, Any] = {**_bodies(answers), **_problems(shared, own)}
    # An empty requirement beside that of the key makes the key optional.
    security: Any = [] if open_to_all else [{"key": []}, {}] if key_optional else None
    document = extend_schema(
        operation_id=operation_id,
        tags=[tag],
        summary=summary,
        description=description,
        parameters=[*parameters, *_headers(open_to_all=open_to_all, idempotent=idempotent)],
        request=request,
        responses=responses,
        examples=[*examples],
        auth=security,
        deprecated=deprecated,
    )
    return lambda method: document(_with_query_parameters(method, parameters))


def _with_query_parameters(
    method: ViewMethod, parameters: Sequence[OpenApiParameter]
) -> ViewMethod:
    """Keep the names of the query parameters with the method: `ApiView` refuses all others."""
    query = [one.name for one in parameters if one.location == OpenApiParameter.QUERY]
    method.query_parameters = query  # type: ignore[attr-defined]
    return method


def _bodies(answers: Mapping[Any, Any]) -> dict[Any, OpenApiResponse]:
    """Return the body of each status, or of each status and media type."""
    return {
        form: OpenApiResponse(out, _STATUS_MEANINGS[form if isinstance(form, int) else form[0]])
        for form, out in answers.items()
    }


def _headers(*, open_to_all: bool, idempotent: bool) -> Iterator[OpenApiParameter]:
    """Yield the headers that operations share."""
    if idempotent:
        yield from _IDEMPOTENCY_HEADERS
    if not open_to_all:
        yield from _RATE_LIMIT_HEADERS
        yield OpenApiParameter(
            "Retry-After",
            int,
            OpenApiParameter.HEADER,
            description="Seconds to wait before the next request."
            + (" A 409 has it with `idempotency-key-under-way`." if idempotent else ""),
            response=[409, 429, 503] if idempotent else [429],
        )


def _problems(shared: Sequence[str], own: Sequence[str]) -> dict[tuple[int, str], OpenApiResponse]:
    """Return the problem response of each status with the kinds that it may have, and an example
    of each kind that is specific to the operation.
    """
    by_status: dict[int, list[str]] = {}
    for slug in (*own, *shared):
        by_status.setdefault(PROBLEM_KINDS[slug].status, []).append(slug)
    return {
        (status, MEDIA_TYPE): OpenApiResponse(
            Problem,
            "; ".join(f"{PROBLEM_KINDS[slug].title} (`{slug}`)" for slug in kinds),
            # The examples of shared problems would be repeated in every operation.
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
            "suggestion": kind.suggestion,
            "request_id": "6f1d2c3b4a59687786950a1b2c3d4e5f",
            "more_errors": 0,
            **_PROBLEM_EXAMPLES.get(slug, {"detail": kind.meaning, "errors": []}),
        },
        media_type=MEDIA_TYPE,
        response_only=True,
        status_codes=[str(kind.status)],
    )


def response_example(name: str, value: Any, *, status: int = 200) -> OpenApiExample:
    """Return an example of a response body."""
    return OpenApiExample(name, value, response_only=True, status_codes=[str(status)])


def request_example(name: str, value: Any, media_type: str = "application/json") -> OpenApiExample:
    """Return an example of a request body."""
    return OpenApiExample(name, value, request_only=True, media_type=media_type)


def page_schema(out: type[serializers.Serializer[Any]]) -> serializers.Serializer[Any]:
    """Return the schema of a page, as `ApiView.page` renders it."""
    return inline_serializer(
        f"{out.__name__.removesuffix('Out')}Page",
        {
            "results": out(many=True),
            "next": serializers.CharField(
                allow_null=True, help_text="Address of the next page; null on the last page."
            ),
        },
    )
