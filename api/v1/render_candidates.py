"""The JSON of the Reconciliation API: service manifests and candidates."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.v1.serializers.reconciliation import BATCH_SIZE, TYPES
from partners.search.reconciliation import Candidate

_NAME = "Ronghe: partners in China"
_FEATURES = {
    "name": "Likeness of the names, 0 to 100",
    "place": "The places agree",
    "identifier": "An identifier is equal",
    "id": "The id is that of the partner",
    "place_understood": "The place of the query is known",
}


def manifest(base: str) -> dict[str, Any]:
    """Return the manifest of version 0.2; `base` is the address of the service, without a path."""
    return {
        **_common(base, "0.2"),
        "identifierSpace": f"{base}/v1/partners/",
        "schemaSpace": f"{base}/v1/reconcile#",
        "view": {"url": f"{base}/partners/{{{{id}}}}"},
    }


def manifest_of_draft(base: str) -> dict[str, Any]:
    """Return the manifest of version 1.0-draft."""
    return {
        **_common(base, "1.0-draft"),
        "view": {"url": f"{base}/partners/{{id}}"},
        "standardizedScore": True,
    }


def _common(base: str, version: str) -> dict[str, Any]:
    return {
        "versions": [version],
        "name": _NAME,
        "documentation": f"{base}/docs",
        "defaultTypes": [_type(one) for one in TYPES],
        "batchSize": BATCH_SIZE,
    }


def render_candidates(
    candidates: Sequence[Candidate], *, place_understood: bool
) -> list[dict[str, Any]]:
    """Return the candidates of a query, as both versions show them."""
    extra = {} if place_understood else {"place_understood": False}
    return [_candidate(one, {**one.features, **extra}) for one in candidates]


def _candidate(one: Candidate, features: Mapping[str, float | bool]) -> dict[str, Any]:
    return {
        "id": str(one.partner.pk),
        "name": one.name,
        "description": "; ".join(_description(one)),
        "type": [_type(key) for key, (_, verb) in TYPES.items() if not verb or verb in one.verbs],
        "score": one.score,
        "match": one.match,
        "features": [
            {"id": key, "name": _FEATURES[key], "value": value} for key, value in features.items()
        ],
    }


def _description(one: Candidate) -> Iterator[str]:
    """Yield the name in the other language, and the place."""
    row = one.partner
    yield from (name for name in (row.name_en, row.name_zh) if name and name != one.name)
    if row.place is not None:
        province = row.place.province
        yield row.place.name_en + (f", {province.name_en}" if province else "")


def _type(key: str) -> dict[str, str]:
    return {"id": key, "name": TYPES[key][0]}
