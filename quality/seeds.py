"""The seeds as scoring reads them, without a database: reference data and partners.

A test compares all of it with what the database gives for the same files.
"""

import datetime as dt
from decimal import Decimal
from functools import cache

from demonstration import dataset
from harness.seed_reference import SEEDS, atlas, editions, taxonomy
from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.reference.reference_data import (
    ListsInForce,
    ReferenceData,
    build_reference_data,
)
from partners.intake.public_record import read_public_record
from partners.names.units import to_base_unit
from partners.registry.records import PartnerRecord, normalize_record

# The day of all rankings: the day after the pages were read.
DAY = dt.date(2026, 11, 24)


@cache
def reference() -> ReferenceData:
    """Places, taxonomy and the lists of all provinces, in force on `DAY`."""
    return build_reference_data(atlas(), taxonomy(), ListsInForce(editions(), DAY))


@cache
def demonstration_records(count: int = 3_000) -> tuple[PartnerRecord, ...]:
    """Simulated partners; the nth is the same whatever the count."""
    return tuple(dataset.demonstration_records(SEEDS, atlas(), taxonomy(), count=count))


@cache
def public_records() -> tuple[PartnerRecord, ...]:
    """Real organisations, with the facts of the public record alone."""
    return tuple(read_public_record(SEEDS, atlas().places, taxonomy().sectors))


def candidate(number: int, record: PartnerRecord) -> Candidate:
    """The record as a candidate with the id `number`."""
    record = normalize_record(record)
    profile = record.profile
    return Candidate(
        id=number,
        datasets=record.dataset,
        place=record.place,
        offers=tuple(
            Offer(one.verb, one.sector, one.for_sectors, one.products, one.hs, one.main)
            for one in record.offerings
        ),
        minimum_order=_quantity(profile.minimum_order, profile.minimum_order_unit),
        lead_time_days=profile.lead_time_days,
        monthly_capacity=_quantity(profile.monthly_capacity, profile.monthly_capacity_unit),
        certificates=Certificates(
            tuple(
                HeldCertificate(one.standard, one.valid_from, one.valid_until)
                for one in record.certificates
            ),
            profile.certificates_complete,
        ),
        languages=CodeList(frozenset(profile.languages or ()), profile.languages_complete),
        markets=CodeList(frozenset(profile.markets or ()), profile.markets_complete),
        proofs=tuple(
            EvidenceItem(one.kind, one.speaker, one.checked_on) for one in record.evidence
        ),
    )


def _quantity(amount: Decimal | None, unit: str) -> Quantity | None:
    return None if amount is None else Quantity(*to_base_unit(amount, unit))
