"""Records of the dataset `public-record`: organisations that public sources name.

A record holds only the facts of its rows; every other fact is unknown. No database access: the
caller passes the codes of the existing places and sectors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.text import slugify

from partners.csv_rows import Row, read_rows
from partners.names.units import UNITS_BY_NAME
from partners.registry.record_validation import CONFIDENCES, EVIDENCE_KINDS
from partners.registry.records import (
    DatasetRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
)

DATASET = DatasetRecord(
    key="public-record",
    name="Public record",
    simulated=False,
    notice=(
        "From the public record: named there, not known to seek partners;"
        " what the record does not say is unknown"
    ),
    name_zh="公开资料",
    notice_zh="取自公开资料：资料中提到该机构，并不表明其在寻求合作；资料未提及的均为未知",
)
# The day on which we last opened the cited pages.
PAGES_READ_ON = date(2026, 11, 23)
_KINDS = ("manufacturer", "service_provider", "research_institute")
_COLUMNS = (
    "name_en", "name_zh", "kind", "province_code", "prefecture_code", "sector_codes",
    "service_codes", "emerging_codes", "words", "fact", "source", "confidence",
)  # fmt: skip
_FACT_COLUMNS = (
    "organisation", "field", "value", "unit", "quote", "speaker", "kind", "source", "confidence",
)  # fmt: skip
# The profile fields that a row of organisation_facts.csv may give.
_FACT_FIELDS = ("minimum_order", "monthly_capacity", "lead_time_days")
_PAGE = re.compile(r"https?://\S+")
_NO_PAGE = "public knowledge"


def read_public_record(
    folder: Path, places: Collection[str], sectors: Collection[str]
) -> list[PartnerRecord]:
    """The records of the dataset, in the order of the file.

    Raises `FileFault`, also for a place or a sector that is not among the given codes.
    """
    organisations = list(read_rows(folder / "public_organisations.csv", _COLUMNS))
    names = [row.required_text("name_en") for row in organisations]
    facts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in read_rows(folder / "organisation_facts.csv", _FACT_COLUMNS):
        facts[row.choice("organisation", names)].append(row)
    return [
        _with_facts(_organisation(row, places, sectors), facts[row.required_text("name_en")])
        for row in organisations
    ]


def _organisation(row: Row, places: Collection[str], sectors: Collection[str]) -> PartnerRecord:
    return PartnerRecord(
        dataset=DATASET.key,
        key=slugify(row.required_text("name_en")),
        name_en=row.required_text("name_en"),
        name_zh=row.text("name_zh"),
        form=_form(row),
        place=row.code(
            "prefecture_code" if row.text("prefecture_code") else "province_code", places
        ),
        note=row.text("fact"),
        offerings=_offerings(row, sectors),
        evidence=(_evidence(row),),
    )


def _form(row: Row) -> str:
    """The legal form: a choice of `Partner.Form`."""
    # A "body" is a public one only where the row calls it statutory: it may be an association.
    if row.choice("kind", _KINDS) == "research_institute":
        return "research_institute"
    if re.search(r"\bstatut", row.text("fact"), re.IGNORECASE):
        return "public_body"
    return "unknown" if re.search(r"\bbody\b", row.text("fact")) else "company"


def _offerings(row: Row, sectors: Collection[str]) -> tuple[OfferingRecord, ...]:
    """A manufacturer makes goods of its sectors; a provider offers its services for them."""
    industries = row.code_list("sector_codes", sectors) + row.code_list("emerging_codes", sectors)
    services = row.code_list("service_codes", sectors)
    makes = row.choice("kind", _KINDS) == "manufacturer"
    words = _words(row, (*industries, *services) if makes else services)
    for_sectors = () if makes else industries
    made = tuple(
        OfferingRecord("makes", code, products=words.get(code, ())) for code in industries if makes
    )
    return made + tuple(
        OfferingRecord("serves", code, for_sectors, words.get(code, ())) for code in services
    )


def _words(row: Row, offered: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The words by which the fact of the row names what is made or done: `C384: battery, 电池`,
    one part an offering, parted by `|`.
    """
    found = {}
    for part in filter(None, (one.strip() for one in row.text("words").split("|"))):
        code, _, words = part.partition(":")
        if code not in offered:
            row.fault("words", f"{code!r} is no offering of the row")
        found[code] = tuple(word.strip() for word in words.split(",") if word.strip())
    return found


def _evidence(row: Row) -> EvidenceRecord:
    source = row.required_text("source")
    page = None if source.startswith(_NO_PAGE) else _PAGE.search(source)
    # One source that is not the organisation itself makes the fact a reported one.
    own_words = all("own words" in part for part in re.split(r"\s*;\s*", source))
    return EvidenceRecord(
        fact="organisation",
        kind="declared" if own_words else "reported",
        speaker=(urlsplit(page[0]).hostname or page[0]) if page else f"common {_NO_PAGE}",
        source=source,
        confidence=row.choice("confidence", CONFIDENCES),
        checked_on=PAGES_READ_ON if page else None,
    )


def _with_facts(record: PartnerRecord, facts: list[Row]) -> PartnerRecord:
    for row in facts:
        field = row.choice("field", _FACT_FIELDS)
        profile = _with_fact(record.profile, field, row)
        record = replace(
            record, profile=profile, evidence=(*record.evidence, _fact_evidence(field, row))
        )
    return record


def _with_fact(profile: ProfileRecord, field: str, row: Row) -> ProfileRecord:
    if getattr(profile, field) is not None:
        row.fault("field", f"{field} is given twice for {row.required_text('organisation')}")
    value = row.decimal("value")
    match field:
        case "minimum_order":
            unit = row.choice("unit", UNITS_BY_NAME)
            return replace(profile, minimum_order=value, minimum_order_unit=unit)
        case "monthly_capacity":
            unit = row.choice("unit", UNITS_BY_NAME)
            return replace(profile, monthly_capacity=value, monthly_capacity_unit=unit)
        case _:
            return replace(profile, lead_time_days=int(value))


def _fact_evidence(field: str, row: Row) -> EvidenceRecord:
    return EvidenceRecord(
        fact=field,
        kind=row.choice("kind", EVIDENCE_KINDS),
        speaker=row.required_text("speaker"),
        quote=row.text("quote"),
        source=row.required_text("source"),
        confidence=row.choice("confidence", CONFIDENCES),
        checked_on=PAGES_READ_ON,
    )
