"""The facts of a record as JSON, as they are stored, and back. No Django here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    OrganisationFacts,
    PartnerRecord,
    ProfileRecord,
)

_PARTS: Mapping[str, Any] = {
    "offerings": OfferingRecord,
    "certificates": CertificateRecord,
    "evidence": EvidenceRecord,
}
_NUMBERS = frozenset(("minimum_order", "monthly_capacity"))
_DAYS = frozenset(("valid_from", "valid_until", "checked_on"))
FACTS = tuple(part.name for part in fields(OrganisationFacts))


def facts_to_json(record: OrganisationFacts) -> dict[str, Any]:
    """Field -> value of the known facts, without those that have their default; a decimal as text,
    a day as YYYY-MM-DD.
    """
    # A record has a dataset and a key besides, which are columns of its row.
    return {name: value for name, value in _to_json(record).items() if name in FACTS}


def record_from_json(dataset: str, key: str, facts: Mapping[str, Any]) -> PartnerRecord:
    """The record with these facts; the inverse of `facts_to_json`."""
    values: dict[str, Any] = {name: _from_json(name, value) for name, value in facts.items()}
    return PartnerRecord(dataset, key, **values)


def digest(facts: Mapping[str, Any]) -> str:
    """SHA-256 of the facts as 64 hexadecimal digits: equal facts have equal digests."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _to_json(part: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if value == field.default or (field.default is MISSING and value == _made(field)):
            continue
        if field.name in _PARTS:
            found[field.name] = [_to_json(one) for one in value]
        elif isinstance(value, ProfileRecord):
            found[field.name] = _to_json(value)
        elif isinstance(value, tuple):
            found[field.name] = list(value)
        elif isinstance(value, Decimal):
            # 500 and 500.000 are one amount.
            found[field.name] = format(value.normalize(), "f")
        else:
            found[field.name] = value.isoformat() if isinstance(value, date) else value
    return found


def _made(field: Any) -> Any:
    """The default of a field that makes one, or a value that equals no fact."""
    return MISSING if field.default_factory is MISSING else field.default_factory()


def _from_json(name: str, value: Any) -> Any:
    if name in _PARTS:
        return tuple(_PARTS[name](**_values(part)) for part in value)
    if name == "profile":
        return ProfileRecord(**_values(value))
    return tuple(value) if isinstance(value, list) else value


def _values(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in part.items()}


def _value(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return Decimal(value)
    if name in _DAYS:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
