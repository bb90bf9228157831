"""Candidates from PostgreSQL: the facts of some partners, one object each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import orjson
from django.db import connection

from matcher.index.candidate import (
    CLEAR,
    HIT,
    UNSCREENED,
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from partners.names.units import to_base_unit

# One statement, in the driver's plain rows: six query sets took twenty times as long to write and
# to read as PostgreSQL takes to answer. What we conclude ourselves proves nothing of a partner.
_QUERY = """
    SELECT p.id, array_to_string(p.datasets, ' '), p.place_id,
        f.minimum_order, f.minimum_order_unit, f.lead_time_days, f.monthly_capacity,
        f.monthly_capacity_unit, f.certificates_complete, f.languages, f.languages_complete,
        f.markets, f.markets_complete,
        (SELECT json_agg(json_build_array(o.verb, o.sector_id,
                    ARRAY(SELECT c.sector_id FROM partners_offering_for_sectors c
                          WHERE c.offering_id = o.id ORDER BY c.sector_id),
                    o.products, o.hs, o.main, o.inferred) ORDER BY o.verb, o.sector_id)::text
            FROM partners_offering o WHERE o.partner_id = p.id),
        (SELECT json_agg(json_build_array(h.standard, h.valid_from, h.valid_until)
                    ORDER BY h.standard)::text
            FROM partners_certificate h WHERE h.partner_id = p.id),
        (SELECT json_agg(json_build_array(e.kind, e.speaker, e.checked_on) ORDER BY e.id)::text
            FROM partners_evidence e WHERE e.partner_id = p.id AND e.kind <> 'inferred'),
        p.changed_number, s.partners_number, s.outcome
    FROM partners_partner p LEFT JOIN partners_profile f ON f.partner_id = p.id
        LEFT JOIN partners_screening s ON s.partner_id = p.id
    WHERE p.id = ANY(%s) AND p.retired_at IS NULL
"""


class _Profile(NamedTuple):
    """The columns of a profile; all None for a partner without one."""

    minimum_order: Decimal | None
    minimum_order_unit: str | None
    lead_time_days: int | None
    monthly_capacity: Decimal | None
    monthly_capacity_unit: str | None
    certificates_complete: bool | None
    languages: Sequence[str] | None
    languages_complete: bool | None
    markets: Sequence[str] | None
    markets_complete: bool | None


def load_candidates(ids: Collection[int]) -> dict[int, Candidate]:
    """The active partners among `ids`, by id, in one query."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [list(ids)])
        rows = cursor.fetchall()
    return {
        row[0]: _candidate(row[:3], _Profile(*row[3:13]), row[13:16], _screening(*row[16:]))
        for row in rows
    }


def _candidate(
    partner: tuple[int, str, str | None],
    profile: _Profile,
    gathered: Sequence[str | None],
    screening: int,
) -> Candidate:
    pk, datasets, place = partner
    offers, held, proofs = gathered
    return Candidate(
        id=pk,
        datasets=datasets,
        place=place,
        offers=tuple(
            Offer(verb, sector, tuple(clients), tuple(products), tuple(hs), *flags)
            for verb, sector, clients, products, hs, *flags in _rows(offers)
        ),
        minimum_order=base_quantity(profile.minimum_order, profile.minimum_order_unit),
        lead_time_days=profile.lead_time_days,
        monthly_capacity=base_quantity(profile.monthly_capacity, profile.monthly_capacity_unit),
        certificates=Certificates(
            tuple(
                HeldCertificate(one, _day(since), _day(until)) for one, since, until in _rows(held)
            ),
            bool(profile.certificates_complete),
        ),
        languages=_listed(profile.languages, profile.languages_complete),
        markets=_listed(profile.markets, profile.markets_complete),
        proofs=tuple(
            EvidenceItem(kind, speaker, _day(checked)) for kind, speaker, checked in _rows(proofs)
        ),
        screening=screening,
    )


def _screening(changed: int, screened: int | None, outcome: str | None) -> int:
    """What was said of the partner as it is now."""
    if screened is None or outcome is None or changed > screened:
        return UNSCREENED
    return {"clear": CLEAR, "hit": HIT}.get(outcome, UNSCREENED)


def _rows(text: str | None) -> list[list[Any]]:
    """The rows that PostgreSQL gathered; none where it found none."""
    return orjson.loads(text) if text else []


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def base_quantity(amount: Decimal | None, unit: str | None) -> Quantity | None:
    """The amount in the base unit of its dimension; None where amount or unit is unknown."""
    return Quantity(*to_base_unit(amount, unit)) if amount is not None and unit else None


def _listed(codes: Sequence[str] | None, complete: bool | None) -> CodeList:
    """The languages or markets of a profile; an empty list where it has none."""
    return CodeList(frozenset(codes or ()), bool(complete))
