"""/v1/reconcile: the Reconciliation API in its versions 0.2 and 1.0-draft, from one code path.

OpenRefine sends no header with a key, and a key in the address would stand in the log of
requests. So a request without a key is answered too, with its address limited.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiRequest
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from api.openapi.descriptions import reconciliation_operations
from api.openapi.operations import describe_operation
from api.problems.refusals import BodyRefused, ErrorDetail, QueryRefused
from api.requests.authentication import MayReadOrHasNoKey
from api.requests.queries_form import FIELD, QueriesFormParser
from api.requests.rate_limits import ApiKeyThrottle, KeylessThrottle
from api.requests.strict_json import parse_json
from api.v1.render_candidates import manifest, manifest_of_draft, render_candidates
from api.v1.serializers.reconciliation import (
    TYPES,
    QueriesIn,
    ReconciledOut,
    ReconcileIn,
    conditions_of_query,
    parse_batch,
)
from api.view import ApiView
from matcher import loaded
from partners.errors import NameFault
from partners.models.partner_ids import has_right_check_digit
from partners.reference.atlas import ClusterRow
from partners.search.reconciliation import ListedOrganisation, find_candidates

_ANY_OBJECT = {"type": "object", "additionalProperties": True}
# The library has no serializer of an object with free names whose values are serializers.
_RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "result": {"type": "array", "items": {"$ref": "#/components/schemas/CandidateOut"}}
        },
        "required": ["result"],
    },
}
_QUERIES = OpenApiParameter(
    "queries", str, description="A batch of queries as JSON; without it the manifest is returned."
)
# The field holds one JSON text, and not a field for each member.
_FORM = OpenApiRequest(QueriesIn, encoding={FIELD: {"contentType": "application/json"}})


class _Reconciling(ApiView):
    permission_classes = (MayReadOrHasNoKey,)

    def get_throttles(self) -> list[BaseThrottle]:
        """A manifest costs nothing, so only batches of an address without a key are counted."""
        asks = self.request.method == "POST" or "queries" in self.request.GET
        return [ApiKeyThrottle(), *([KeylessThrottle()] if asks else [])]

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        # OpenRefine reads the manifest in a browser. No cookie counts here, so any page may read.
        final.headers["Access-Control-Allow-Origin"] = "*"
        return final


class Reconciliation(_Reconciling):
    parser_classes = (QueriesFormParser,)

    @describe_operation(
        **reconciliation_operations.GET_MANIFEST,
        parameters=(_QUERIES,),
        answers={200: _ANY_OBJECT},
        key_optional=True,
    )
    def get(self, request: Request) -> Response:
        text = request.query_params.get("queries")
        if text is None:
            return Response(manifest(_base(request)))
        try:
            body = {"queries": parse_json(text.encode())}
        except BodyRefused as refused:
            details = [ErrorDetail(one.detail, parameter="queries") for one in refused.details]
            raise QueryRefused(details) from refused
        return _answer_batch(body)

    @describe_operation(
        **reconciliation_operations.RECONCILE,
        request={QueriesFormParser.media_type: _FORM},
        answers={200: _RESULTS},
        key_optional=True,
    )
    def post(self, request: Request) -> Response:
        return _answer_batch(request.data)


class ReconciliationDraft(_Reconciling):
    @describe_operation(
        **reconciliation_operations.GET_DRAFT_MANIFEST,
        answers={200: _ANY_OBJECT},
        key_optional=True,
    )
    def get(self, request: Request) -> Response:
        return Response(manifest_of_draft(_base(request)))


class Match(_Reconciling):
    @describe_operation(
        **reconciliation_operations.MATCH,
        request=ReconcileIn,
        answers={200: ReconciledOut},
        key_optional=True,
    )
    def post(self, request: Request) -> Response:
        queries = parse_batch(request.data, ReconcileIn)
        found = _answer(
            [{**one, "types": [one["type"]] if "type" in one else []} for one in queries]
        )
        return Response({"results": [{"candidates": one} for one in found]})


def _base(request: Request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _answer_batch(body: Any) -> Response:
    """Answer a batch of version 0.2."""
    queries = parse_batch(body, QueriesIn)
    found = _answer([conditions_of_query(one) for one in queries.values()])
    return Response({key: {"result": one} for key, one in zip(queries, found, strict=True)})


def _answer(queries: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the candidates of each query, whichever version it came in."""
    places = _Places()
    listed = [_listed(one, places) for one in queries]
    return [
        render_candidates(found, place_understood=understood)
        for found, (_, understood) in zip(
            find_candidates([one for one, _ in listed]), listed, strict=True
        )
    ]


class _Places:
    """Codes of places in any spelling; a batch repeats them, and they are loaded when needed."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def code(self, text: str) -> str | None:
        """The code of a place, or None: a cell of a list is no reason to refuse the others."""
        if text not in self._known:
            self._known[text] = self._resolve(text)
        return self._known[text]

    @staticmethod
    def _resolve(text: str) -> str | None:
        try:
            found = loaded.names().places.resolve(text)
        except NameFault:
            return None
        return None if isinstance(found, ClusterRow) else found.code


def _listed(query: Mapping[str, Any], places: _Places) -> tuple[ListedOrganisation, bool]:
    """Return the organisation of a query, and whether its place was understood."""
    # An empty cell says nothing.
    conditions = [one for one in query["conditions"] if one["propertyValue"]]
    by_type = {
        kind: [one["propertyValue"] for one in conditions if one["matchType"] == kind]
        for kind in ("name", "id")
    }
    properties = {
        one["propertyId"]: one["propertyValue"] for one in conditions if "propertyId" in one
    }
    place = properties.pop("place", None)
    organisation = ListedOrganisation(
        names=tuple(by_type["name"]),
        place=places.code(place) if place else None,
        identifiers=properties,
        partner_ids=tuple(_partner_ids(by_type["id"])),
        verbs=frozenset(verb for one in query["types"] if (verb := TYPES[one][1])),
        every=query.get("every", False),
        required=frozenset(_feature(one) for one in conditions if one.get("required")),
    )
    if query.get("limit"):
        organisation = replace(organisation, limit=query["limit"])
    return organisation, not place or organisation.place is not None


def _partner_ids(texts: Sequence[str]) -> Iterator[int]:
    for text in texts:
        if (
            text.isascii()
            and text.isdigit()
            and len(text) < 19
            and has_right_check_digit(int(text))
        ):
            yield int(text)


def _feature(condition: Mapping[str, Any]) -> str:
    """Return the feature that must be true where a condition is required."""
    if condition["matchType"] != "property":
        return str(condition["matchType"])
    return "place" if condition["propertyId"] == "place" else "identifier"
