"""Candidates from PostgreSQL: the facts of some partners, one object each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from partners.models import Certificate, Evidence, Offering, Partner, Profile
from partners.names.units import to_base_unit


def load_candidates(ids: Collection[int]) -> dict[int, Candidate]:
    """The active partners among `ids`, by id, in six queries."""
    offers = _offers(ids)
    profiles: dict[int, Mapping[str, Any]] = {
        row["partner_id"]: cast("Mapping[str, Any]", row)
        for row in Profile.objects.filter(partner__in=ids).values()
    }
    held = _by_partner(
        Certificate.objects.filter(partner__in=ids)
        .order_by("partner_id", "standard")
        .values_list("partner_id", "standard", "valid_from", "valid_until")
    )
    proofs = _by_partner(
        Evidence.objects.filter(partner__in=ids)
        # What we conclude ourselves proves nothing of the partner.
        .exclude(kind=Evidence.Kind.INFERRED)
        .order_by("partner_id", "id")
        .values_list("partner_id", "kind", "speaker", "checked_on")
    )
    partners = Partner.objects.active().filter(pk__in=ids)
    return {
        pk: _candidate(
            pk,
            " ".join(datasets),
            place,
            offers.get(pk, ()),
            profiles.get(pk, {}),
            tuple(HeldCertificate(*row) for row in held.get(pk, ())),
            tuple(EvidenceItem(*row) for row in proofs.get(pk, ())),
        )
        for pk, datasets, place in partners.values_list("id", "datasets", "place_id")
    }


def _offers(ids: Collection[int]) -> dict[int, tuple[Offer, ...]]:
    served = _by_partner(
        Offering.for_sectors.through.objects.filter(offering__partner__in=ids)
        .order_by("offering_id", "sector_id")
        .values_list("offering_id", "sector_id")
    )
    found: defaultdict[int, list[Offer]] = defaultdict(list)
    rows = (
        Offering.objects.filter(partner__in=ids)
        .order_by("partner_id", "verb", "sector_id")
        .values_list("id", "partner_id", "verb", "sector_id", "products", "hs", "main", "inferred")
    )
    for pk, partner, verb, sector, products, hs, *flags in rows:
        clients = tuple(code for (code,) in served.get(pk, ()))
        found[partner].append(Offer(verb, sector, clients, tuple(products), tuple(hs), *flags))
    return {partner: tuple(offers) for partner, offers in found.items()}


def _by_partner(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """The rows by their first value, without it."""
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _candidate(
    pk: int,
    datasets: str,
    place: str | None,
    offers: tuple[Offer, ...],
    profile: Mapping[str, Any],
    held: tuple[HeldCertificate, ...],
    proofs: tuple[EvidenceItem, ...],
) -> Candidate:
    return Candidate(
        id=pk,
        datasets=datasets,
        place=place,
        offers=offers,
        minimum_order=base_quantity(
            profile.get("minimum_order"), profile.get("minimum_order_unit")
        ),
        lead_time_days=profile.get("lead_time_days"),
        monthly_capacity=base_quantity(
            profile.get("monthly_capacity"), profile.get("monthly_capacity_unit")
        ),
        certificates=Certificates(held, bool(profile.get("certificates_complete"))),
        languages=_listed(profile, "languages"),
        markets=_listed(profile, "markets"),
        proofs=proofs,
    )


def base_quantity(amount: Decimal | None, unit: str | None) -> Quantity | None:
    """The amount in the base unit of its dimension; None where amount or unit is unknown."""
    return Quantity(*to_base_unit(amount, unit)) if amount is not None and unit else None


def _listed(profile: Mapping[str, Any], fact: str) -> CodeList:
    """The languages or markets of a profile; an empty list where it has none."""
    return CodeList(frozenset(profile.get(fact) or ()), bool(profile.get(f"{fact}_complete")))
