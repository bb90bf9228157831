"""Records of one organisation, drawn at random by Hypothesis."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from partners.registry.records import (
    CertificateRecord,
    EvidenceRecord,
    OfferingRecord,
    PartnerRecord,
    ProfileRecord,
    normalize_record,
)

DAYS = st.none() | st.dates(date(2020, 1, 1), date(2026, 11, 1))
WORDS = st.lists(st.sampled_from(("gloves", "毛衣", "socks")), max_size=3, unique=True).map(tuple)
OFFERED = (("makes", "C182"), ("makes", "C181"), ("serves", "PS011"))
AMOUNTS = st.none() | st.decimals(0, 99_999, places=3).map(lambda number: number + Decimal(0))


@st.composite
def _offerings(draw) -> tuple[OfferingRecord, ...]:
    return tuple(
        OfferingRecord(
            *offered,
            for_sectors=draw(st.sampled_from(((), ("C17",), ("C17", "C18"))))
            if offered[0] == "serves"
            else (),
            products=draw(WORDS),
            hs=draw(st.sampled_from(((), ("6109",)))),
            processes=draw(WORDS),
            main=draw(st.booleans()),
        )
        for offered in draw(st.lists(st.sampled_from(OFFERED), max_size=3, unique=True))
    )


@st.composite
def _profiles(draw) -> ProfileRecord:
    least = draw(AMOUNTS)
    markets = draw(st.sampled_from((None, (), ("DE",), ("DE", "EU"))))
    return ProfileRecord(
        minimum_order=least,
        minimum_order_unit="" if least is None else draw(st.sampled_from(("piece", "kg"))),
        lead_time_days=draw(st.none() | st.integers(0, 300)),
        markets=markets,
        markets_complete=markets is not None and draw(st.booleans()),
        employees=draw(st.none() | st.integers(0, 9_000)),
        size_class=draw(st.sampled_from(("", "small", "large"))),
        founded=draw(st.none() | st.integers(1900, 2026)),
    )


@st.composite
def records(draw, dataset: str = "own", key: str = "one") -> PartnerRecord:
    """A record in its normal order, that may be registered."""
    offerings = draw(_offerings())
    facts = ["organisation", *(f"{one.verb}:{one.sector}" for one in offerings)]
    evidence = draw(
        st.lists(
            st.builds(
                EvidenceRecord,
                fact=st.sampled_from(facts),
                kind=st.sampled_from(("declared", "reported", "verified", "inferred")),
                speaker=st.sampled_from(("Daily", "Ministry")),
                source=st.just("a page"),
                confidence=st.sampled_from(("high", "medium", "low")),
                checked_on=DAYS,
            ),
            max_size=4,
            unique=True,
        )
    )
    standards = draw(st.lists(st.sampled_from(("GOTS", "ISO 9001")), max_size=2, unique=True))
    return normalize_record(
        PartnerRecord(
            dataset,
            key,
            name_en=draw(st.sampled_from(("", "Knitter", "Knitting Works"))),
            name_zh=draw(st.sampled_from(("针织厂", "广州针织厂"))),
            form=draw(st.sampled_from(("company", "unknown"))),
            place=draw(st.sampled_from((None, "440000", "440100", "320500"))),
            phone=draw(st.sampled_from(("", "020-1"))),
            note=draw(st.sampled_from(("", "moved"))),
            identifiers=draw(st.sampled_from(((), ("stock:600000.SH",)))),
            aliases=draw(st.sampled_from(((), ("Old",), ("New", "Old")))),
            offerings=offerings,
            profile=draw(_profiles()),
            certificates=tuple(CertificateRecord(one, valid_until=draw(DAYS)) for one in standards),
            evidence=tuple(evidence),
        )
    )


@st.composite
def records_of_one_partner(draw, most: int = 4) -> list[PartnerRecord]:
    """One to `most` records of different datasets."""
    datasets = ("curated", "own", "second", "third")[:most]
    named = draw(st.lists(st.sampled_from(datasets), min_size=1, max_size=most, unique=True))
    return [draw(records(dataset, "one")) for dataset in named]
