"""The seeds as scoring reads them, without a database: places, taxonomy, lists and partners.

A test holds all of it to what the database gives for the same files.
"""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from demonstration import dataset
from matcher.index.candidate import Candidate, Certificates, Held, Listed, Offer, Proof, Quantity
from matcher.reference.reference_data import ReferenceData
from partners.intake import public_record
from partners.intake.csv_rows import Row, read_rows
from partners.names import units
from partners.reference.atlas import Atlas, ClusterRow, PlaceRow
from partners.reference.taxonomy import SectorRow, Taxonomy
from partners.registry.records import PartnerRecord, normalize_record
from priorities.editions.rows import EditionRow, PriorityRow

FOLDER = Path(__file__).resolve().parents[2] / "seeds"
# The day on which everything is judged: the one after the pages were read.
DAY = dt.date(2026, 11, 24)


@cache
def reference() -> ReferenceData:
    """Places, taxonomy and the lists of all provinces, in force on `DAY`."""
    return ReferenceData(atlas(), taxonomy(), editions(), DAY)


@cache
def atlas() -> Atlas:
    provinces = list(read_rows(FOLDER / "provinces.csv", ("gb2260", "iso3166_2", "adjacent")))
    by_iso = {row.required_text("iso3166_2"): row.required_text("gb2260") for row in provinces}
    places = {
        row.required_text("gb2260"): PlaceRow(
            code=row.required_text("gb2260"),
            province=row.required_text("gb2260"),
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            iso=row.required_text("iso3166_2"),
            short_zh=row.required_text("name_zh"),
            pinyin=row.required_text("pinyin"),
            adjacent=tuple(sorted(by_iso[iso] for iso in row.text_list("adjacent"))),
        )
        for row in provinces
    }
    for row in read_rows(FOLDER / "prefectures.csv", ("code", "province_code", "short_name_zh")):
        places[row.required_text("code")] = PlaceRow(
            code=row.required_text("code"),
            province=row.required_text("province_code"),
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            short_zh=row.required_text("short_name_zh"),
            pinyin=row.required_text("pinyin"),
            qualifier=row.text("name_en_note"),
        )
    clusters = read_rows(FOLDER / "region_clusters.csv", ("cluster", "members", "city_members"))
    return Atlas(
        places, {row.required_text("cluster"): _cluster(row, by_iso, places) for row in clusters}
    )


def _cluster(row: Row, by_iso: dict[str, str], places: dict[str, PlaceRow]) -> ClusterRow:
    """Cities, where given, stand for the provinces that they are in."""
    cities = row.text_list("city_members")
    split = {places[city].province for city in cities}
    whole = [by_iso[iso] for iso in row.text_list("members") if by_iso[iso] not in split]
    return ClusterRow(
        row.required_text("cluster"),
        row.required_text("name_en"),
        row.required_text("name_zh"),
        row.required_text("affinity") == "yes",
        tuple(sorted((*whole, *cities))),
    )


@cache
def taxonomy() -> Taxonomy:
    sectors = [
        *_sectors("manufacturing_sectors", "manufacturing", "", "hs_chapters"),
        *_sectors("manufacturing_groups", "manufacturing", "division", "hs_headings"),
        *_sectors("producer_services", "service", "parent", ""),
        *_sectors("emerging_industries", "emerging", "parent", ""),
    ]
    columns = ("manufacturing_code", "service_code", "relative", "basis")
    used = list(read_rows(FOLDER / "service_demand.csv", columns))
    keys = [
        (row.required_text("manufacturing_code"), row.required_text("service_code")) for row in used
    ]
    return Taxonomy(
        {row.code: row for row in sectors},
        {key: Fraction(row.decimal("relative")) for key, row in zip(keys, used, strict=True)},
        {key: row.required_text("basis") for key, row in zip(keys, used, strict=True)},
    )


def _sectors(name: str, kind: str, parent: str, hs: str) -> list[SectorRow]:
    related = ("manufacturing_codes", "service_codes") if kind == "emerging" else ()
    return [
        SectorRow(
            code=row.required_text("code"),
            kind=kind,
            name_en=row.required_text("name_en"),
            name_zh=row.required_text("name_zh"),
            parent=row.text(parent) if parent else "",
            hs=row.text_list(hs) if hs else (),
            related=tuple(sorted(code for column in related for code in row.text_list(column))),
        )
        for row in read_rows(FOLDER / f"{name}.csv", ("code", "name_en", "name_zh"))
    ]


@cache
def editions() -> dict[str, EditionRow]:
    """The provinces' lists: excerpts, each the first of its province."""
    found: dict[str, list[PriorityRow]] = {}
    for row in read_rows(FOLDER / "provincial_priorities.csv", ("id", "stance", "target_codes")):
        found.setdefault(row.required_text("province_code"), []).append(_priority(row))
    return {code: EditionRow(code, 1, False, tuple(some)) for code, some in found.items()}


def _priority(row: Row) -> PriorityRow:
    ends = row.text("effective_to")
    return PriorityRow(
        key=row.required_text("id"),
        title=row.required_text("title"),
        signal=row.required_text("signal"),
        speaker=row.required_text("speaker"),
        stage=row.required_text("stance"),
        effective_from=dt.date.fromisoformat(row.required_text("effective_from")),
        effective_to=dt.date.fromisoformat(ends) if ends else None,
        targets=tuple(sorted(set(row.text_list("target_codes")))),
        places=tuple(sorted(set(row.text_list("city_codes")))),
        rank=int(row.text("rank") or 0),
        document=row.required_text("document"),
        quote=row.text("evidence"),
        source=row.required_text("source"),
    )


@cache
def demonstration_records(count: int = 3_000) -> tuple[PartnerRecord, ...]:
    """Simulated partners; the nth is the same whatever the count."""
    return tuple(dataset.records(FOLDER, atlas(), taxonomy(), count=count))


@cache
def public_records() -> tuple[PartnerRecord, ...]:
    """Real organisations: what the public record says of them, and nothing else."""
    return tuple(public_record.read_public_record(FOLDER, atlas().places, taxonomy().sectors))


def candidate(number: int, record: PartnerRecord) -> Candidate:
    """The record as scoring sees it; `number` is its id."""
    record = normalize_record(record)
    profile = record.profile
    return Candidate(
        id=number,
        dataset=record.dataset,
        place=record.place,
        offers=tuple(
            Offer(one.verb, one.sector, one.for_sectors, one.products, one.hs)
            for one in record.offerings
        ),
        minimum_order=_quantity(profile.minimum_order, profile.minimum_order_unit),
        lead_time_days=profile.lead_time_days,
        monthly_capacity=_quantity(profile.monthly_capacity, profile.monthly_capacity_unit),
        certificates=Certificates(
            tuple(
                Held(one.standard, one.valid_from, one.valid_until) for one in record.certificates
            ),
            profile.certificates_complete,
        ),
        languages=Listed(frozenset(profile.languages or ()), profile.languages_complete),
        markets=Listed(frozenset(profile.markets or ()), profile.markets_complete),
        proofs=tuple(Proof(one.kind, one.speaker, one.checked_on) for one in record.evidence),
    )


def _quantity(amount: Decimal | None, unit: str) -> Quantity | None:
    return None if amount is None else Quantity(*units.to_base_unit(amount, unit))
