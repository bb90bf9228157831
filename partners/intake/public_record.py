"""Organisations on the public record: only what their rows say, everything else unknown.

No database here: the places and sectors there are come with the call.
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

from partners.intake.csv_rows import Row, rows
from partners.names.units import BY_NAME
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
)
PAGES_READ_ON = date(2026, 11, 23)
_KINDS = ("manufacturer", "service_provider", "research_institute")
_COLUMNS = (
    "name_en", "name_zh", "kind", "province_code", "prefecture_code", "sector_codes",
    "service_codes", "emerging_codes", "fact", "source", "confidence",
)  # fmt: skip
_FACT_COLUMNS = (
    "organisation", "field", "value", "unit", "quote", "speaker", "kind", "source", "confidence",
)  # fmt: skip
# The profile fields that a row of facts may give.
_FACT_FIELDS = ("minimum_order", "monthly_capacity", "lead_time_days")
_PAGE = re.compile(r"https?://\S+")
_NO_PAGE = "public knowledge"


def records(folder: Path, places: Collection[str], sectors: Collection[str]) -> list[PartnerRecord]:
    """The records of the dataset, in the order of the file. Raises `FileFault`, also for a place
    or a sector that is not among the codes given.
    """
    organisations = list(rows(folder / "public_organisations.csv", _COLUMNS))
    names = [row.word("name_en") for row in organisations]
    facts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "organisation_facts.csv", _FACT_COLUMNS):
        facts[row.one_of("organisation", names)].append(row)
    return [
        _with_facts(_organisation(row, places, sectors), facts[row.word("name_en")])
        for row in organisations
    ]


def _organisation(row: Row, places: Collection[str], sectors: Collection[str]) -> PartnerRecord:
    return PartnerRecord(
        dataset=DATASET.key,
        key=slugify(row.word("name_en")),
        name_en=row.word("name_en"),
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
    """What the row says it is; a "body" that is not said to be statutory stays unknown."""
    if row.one_of("kind", _KINDS) == "research_institute":
        return "research_institute"
    if re.search(r"\bstatut", row.text("fact"), re.IGNORECASE):
        return "public_body"
    return "unknown" if re.search(r"\bbody\b", row.text("fact")) else "company"


def _offerings(row: Row, sectors: Collection[str]) -> tuple[OfferingRecord, ...]:
    """A manufacturer makes what its sectors say; for anyone else they are whom it serves."""
    industries = row.codes("sector_codes", sectors) + row.codes("emerging_codes", sectors)
    services = row.codes("service_codes", sectors)
    if row.one_of("kind", _KINDS) == "manufacturer":
        made = tuple(OfferingRecord("makes", code) for code in industries)
        return made + tuple(OfferingRecord("serves", code) for code in services)
    return tuple(OfferingRecord("serves", code, for_sectors=industries) for code in services)


def _evidence(row: Row) -> EvidenceRecord:
    source = row.word("source")
    page = None if source.startswith(_NO_PAGE) else _PAGE.search(source)
    own_words = all("own words" in part for part in re.split(r"\s*;\s*", source))
    return EvidenceRecord(
        fact="organisation",
        kind="declared" if own_words else "reported",
        speaker=(urlsplit(page[0]).hostname or page[0]) if page else f"common {_NO_PAGE}",
        source=source,
        confidence=row.one_of("confidence", CONFIDENCES),
        checked_on=PAGES_READ_ON if page else None,
    )


def _with_facts(record: PartnerRecord, facts: list[Row]) -> PartnerRecord:
    for row in facts:
        field = row.one_of("field", _FACT_FIELDS)
        profile = _with_fact(record.profile, field, row)
        record = replace(
            record, profile=profile, evidence=(*record.evidence, _fact_evidence(field, row))
        )
    return record


def _with_fact(profile: ProfileRecord, field: str, row: Row) -> ProfileRecord:
    if getattr(profile, field) is not None:
        row.fault("field", f"{field} is given twice for {row.word('organisation')}")
    value = row.decimal("value")
    match field:
        case "minimum_order":
            unit = row.one_of("unit", BY_NAME)
            return replace(profile, minimum_order=value, minimum_order_unit=unit)
        case "monthly_capacity":
            unit = row.one_of("unit", BY_NAME)
            return replace(profile, monthly_capacity=value, monthly_capacity_unit=unit)
        case _:
            return replace(profile, lead_time_days=int(value))


def _fact_evidence(field: str, row: Row) -> EvidenceRecord:
    return EvidenceRecord(
        fact=field,
        kind=row.one_of("kind", EVIDENCE_KINDS),
        speaker=row.word("speaker"),
        quote=row.text("quote"),
        source=row.word("source"),
        confidence=row.one_of("confidence", CONFIDENCES),
        checked_on=PAGES_READ_ON,
    )
