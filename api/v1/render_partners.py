"""Render partners with all their facts: all of a page from one statement, without serializers.

`PartnerOut` documents what is rendered, and a test holds the two together. PostgreSQL writes each
partner as JSON; only what depends on the day or on our own terms is added here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from django.utils import timezone

from api.v1.render_shown_partners import load_screenings
from api.v1.serializers.partner_detail import DisagreementOut
from core.bulk.bulk_copy import integers
from core.sql.prepared_cursor import prepared_cursor
from partners.models import Partner
from partners.registry.consolidation import disagreements
from partners.registry.freshness import stale_after
from partners.registry.load_records import load_records


def _list_of(one: str, tables: str, order: str) -> str:
    return f"(SELECT coalesce(json_agg({one} ORDER BY {order}), '[]') FROM {tables})"  # noqa: S608 - texts of this file  # nosec B608


def _object(columns: str) -> str:
    return f"json_build_object({columns})"


def _named(alias: str) -> str:
    return f"json_build_object('code', {alias}.code, 'en', {alias}.name_en, 'zh', {alias}.name_zh)"


_PROVINCE = f"CASE WHEN province.code IS NOT NULL THEN {_named('province')} END"
_PLACE = f"""CASE WHEN place.code IS NOT NULL THEN json_build_object(
    'code', place.code, 'en', place.name_en, 'zh', place.name_zh, 'province', {_PROVINCE}) END"""
_DATASET = """json_build_object('key', d.key, 'name', d.name, 'simulated', d.simulated,
    'notice', d.notice, 'name_zh', d.name_zh, 'notice_zh', d.notice_zh)"""
_FOR_SECTORS = _list_of(
    _named("s"),
    """partners_offering_for_sectors f JOIN partners_sector s ON s.code = f.sector_id
    WHERE f.offering_id = o.id""",
    "s.code",
)
# Amounts stay as they are stored: `_profile` gives them their unit.
_PROFILE = "(SELECT to_json(f) FROM partners_profile f WHERE f.partner_id = p.id)"
_RETIRED = """CASE WHEN p.retired_at IS NOT NULL THEN json_build_object(
    'at', p.retired_at, 'reason', p.retirement_reason, 'merged_into', p.merged_into_id) END"""
# Each field of `PartnerOut` that is read from the database, as an expression.
_EXPRESSIONS: Mapping[str, str] = {
    "id": "p.id",
    "name_en": "p.name_en",
    "name_en_is_transliteration": "p.name_en_is_transliteration",
    "name_zh": "p.name_zh",
    "aliases": "ARRAY(SELECT a.name FROM partners_alias a WHERE a.partner_id = p.id ORDER BY a.id)",
    "form": "p.form",
    "place": _PLACE,
    "address": "p.address",
    "phone": "p.phone",
    "identifiers": "p.identifiers",
    "datasets": "p.datasets",
    "simulated": "p.simulated",
    "note": "p.note",
    "records": _list_of(
        _object(
            f"""'id', r.id, 'dataset', {_DATASET}, 'key', r.key, 'file', r.file, 'row', r.row,
            'gone_on', r.gone_on, 'gone_because', r.gone_because"""
        ),
        """partners_record r JOIN partners_dataset d ON d.key = r.dataset_id
        WHERE r.partner_id = p.id""",
        "r.dataset_id, r.key",
    ),
    "retired": _RETIRED,
    "offerings": _list_of(
        _object(
            f"""'verb', o.verb, 'sector', {_named("s")}, 'for_sectors', {_FOR_SECTORS},
            'products', o.products, 'hs', o.hs, 'processes', o.processes, 'main', o.main"""
        ),
        """partners_offering o JOIN partners_sector s ON s.code = o.sector_id
        WHERE o.partner_id = p.id""",
        "o.verb, o.sector_id",
    ),
    "profile": _PROFILE,
    "certificates": _list_of(
        _object(
            """'standard', c.standard, 'issuer', c.issuer, 'valid_from', c.valid_from,
            'valid_until', c.valid_until"""
        ),
        "partners_certificate c WHERE c.partner_id = p.id",
        "c.id",
    ),
    "evidence": _list_of(
        _object(
            """'dataset', e.dataset_id, 'fact', e.fact, 'kind', e.kind, 'speaker', e.speaker,
            'quote', e.quote, 'source', e.source, 'checked_on', e.checked_on,
            'confidence', e.confidence"""
        ),
        "partners_evidence e WHERE e.partner_id = p.id",
        "e.id",
    ),
}
_TABLES = """
    partners_partner p
    LEFT JOIN partners_place place ON place.code = p.place_id
    LEFT JOIN partners_place province ON province.code = place.province_id
"""


def load_partners(
    ids: Sequence[int], fields: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """Render the partners with these ids, in this order, with these fields or with all; a deleted
    one is left out. One query, two with screening.
    """
    if not ids:
        return []
    found = [orjson.loads(text) for text in _texts(ids, fields)]
    for one in found:
        _complete(one)
    if fields is None or "screening" in fields:
        screenings = load_screenings(ids)
        for one in found:
            one["screening"] = screenings.get(one["id"])
    by_id = {one["id"]: one for one in found}
    return [by_id[pk] for pk in ids if pk in by_id]


def load_partner(pk: int) -> dict[str, Any] | None:
    """Render a partner with what its records disagree on (`PartnerDetailOut`); None where there is
    none. Three queries, four with screening.
    """
    # The column holds no larger number: PostgreSQL would refuse the parameter.
    found = load_partners([pk]) if pk < 2**63 else []
    if not found:
        return None
    merged_into = Partner.objects.values_list("merged_into", flat=True).get(pk=pk)
    records = load_records([pk]).get(pk, [])
    differing = DisagreementOut(disagreements(records), many=True).data
    return {**found[0], "merged_into": merged_into, "disagreements": differing}


def _texts(ids: Sequence[int], fields: Collection[str] | None) -> list[str]:
    # The id is always there: it names the partner.
    statement = _ALL_FIELDS if fields is None else _statement({"id", *fields})
    # To plan the statement of all fields takes half as long as to execute it.
    with prepared_cursor() as cursor:
        cursor.execute(statement, [integers(ids)])
        return [text for (text,) in cursor.fetchall()]


def _statement(fields: Collection[str]) -> str:
    chosen = {name: text for name, text in _EXPRESSIONS.items() if name in fields}
    columns = ", ".join(f"'{name}', {expression}" for name, expression in chosen.items())
    return (
        f"SELECT json_build_object({columns})::text FROM {_TABLES} WHERE p.id = ANY(%s::bigint[])"  # noqa: S608 - texts of this file  # nosec B608
    )


_ALL_FIELDS = _statement(_EXPRESSIONS)


def _complete(row: dict[str, Any]) -> None:
    """Add what depends on our own terms, in the forms of the API."""
    for evidence in row.get("evidence", ()):
        evidence["stale_after"] = _stale_after(evidence)
    if row.get("profile"):
        row["profile"] = _profile(row["profile"])
    if row.get("retired"):
        at = datetime.fromisoformat(row["retired"]["at"])
        row["retired"]["at"] = timezone.localtime(at).isoformat()


def _stale_after(evidence: Mapping[str, Any]) -> date | None:
    checked_on = evidence["checked_on"]
    day = date.fromisoformat(checked_on) if checked_on else None
    return stale_after(evidence["fact"], evidence["kind"], day)


def _profile(row: dict[str, Any]) -> dict[str, Any]:
    """The columns of a profile, its amounts with their units."""
    for name in ("minimum_order", "monthly_capacity"):
        amount, unit = row[name], row.pop(f"{name}_unit")
        row[name] = None if amount is None else {"amount": _number(amount), "unit": unit}
    return {name: value for name, value in row.items() if name not in ("id", "partner_id")}


def _number(value: float) -> float:
    """Integers stay integers."""
    return int(value) if value == int(value) else value
