"""Golden pairs: of two partners alike but in one fact, the better fact ranks higher."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest

from matcher.index.candidate import Candidate, Certificates, EvidenceItem, HeldCertificate
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.wanted import Product, Wanted
from tests.scoring import factories
from tests.scoring.factories import listed, makes, pieces, serves

TOMORROW, YESTERDAY = (factories.TODAY + dt.timedelta(days=n) for n in (1, -1))
LAWYERS = factories.storefront(services=("PS013", "PS011"), client_place=None, client_sector="C39")


@dataclass
class Pair:
    component: str
    better: dict[str, Any]
    worse: dict[str, Any]
    wanted: Wanted = field(default_factory=factories.knitwear)
    reference: ReferenceData = field(default_factory=factories.reference)
    beside: tuple[Candidate, ...] = ()


def offers(*these: Any) -> dict[str, Any]:
    return {"offers": these}


def held(*these: HeldCertificate, complete: bool = False) -> dict[str, Any]:
    return {"certificates": Certificates(these, complete)}


def proof(kind: str, on: dt.date | None = factories.TODAY) -> dict[str, Any]:
    return {"proofs": (EvidenceItem(kind, "somebody", on),)}


def listing(*rows: Any) -> ReferenceData:
    return factories.reference(factories.edition(factories.GUANGDONG, *rows))


HERE, THERE = {"place": factories.GUANGZHOU}, {"place": factories.HANGZHOU}
SERVE = factories.storefront(client_sector=None, client_place=None)
SHOPS = tuple(factories.shopkeeper(pk) for pk in (90, 91))
KNITTERS = tuple(factories.knitter(pk) for pk in (90, 91))

PAIRS = {
    "needs": Pair("fit", offers(makes("C182")), offers(makes("C18"))),
    "needs, served": Pair(
        "fit",
        offers(serves("PS033")),
        offers(serves("PS03")),
        factories.storefront(client_sector=None),
    ),
    "product words": Pair(
        "fit", offers(makes(products=("knitted shirts",))), offers(makes(products=("socks",)))
    ),
    "product words in Chinese": Pair(
        "fit",
        offers(makes(products=("男士针织衫",))),
        offers(makes(products=("袜子",))),
        factories.knitwear(products=(Product("针织衫"),)),
    ),
    "HS codes": Pair(
        "fit",
        offers(makes(hs=("611020",))),
        offers(makes(hs=("6105",))),
        factories.knitwear(products=(Product("6110", is_hs=True),)),
    ),
    "client sector": Pair(
        "fit",
        offers(serves(for_sectors=("C182",))),
        offers(serves(for_sectors=("C39",))),
        factories.storefront(),
    ),
    "priority of the maker's place": Pair(
        "policy", HERE, THERE, reference=listing(factories.priority("P1", "C18"))
    ),
    "priority of the client's place": Pair(
        "policy",
        offers(serves("PS033")),
        offers(serves("PS021")),
        factories.storefront(services=("PS033", "PS021"), client_sector=None),
        listing(factories.priority("P1", "PS033")),
    ),
    "minimum order, both above": Pair(
        "operations", {"minimum_order": pieces(200)}, {"minimum_order": pieces(1000)}
    ),
    "minimum order, one above": Pair(
        "operations", {"minimum_order": pieces(150)}, {"minimum_order": pieces(151)}
    ),
    "minimum order, both within": Pair(
        "operations", {"minimum_order": pieces(50)}, {"minimum_order": pieces(100)}
    ),
    "lead time, both longer": Pair("operations", {"lead_time_days": 12}, {"lead_time_days": 30}),
    "lead time, one longer": Pair("operations", {"lead_time_days": 10}, {"lead_time_days": 11}),
    "lead time, both within": Pair("operations", {"lead_time_days": 5}, {"lead_time_days": 9}),
    "capacity, both below": Pair(
        "operations", {"monthly_capacity": pieces(400)}, {"monthly_capacity": pieces(40)}
    ),
    "capacity, one below": Pair(
        "operations", {"monthly_capacity": pieces(450)}, {"monthly_capacity": pieces(449)}
    ),
    "capacity, both enough": Pair(
        "operations", {"monthly_capacity": pieces(9000)}, {"monthly_capacity": pieces(500)}
    ),
    "capacity of a provider of goods": Pair(
        "operations",
        {"monthly_capacity": pieces(9000), **offers(serves())},
        {"monthly_capacity": pieces(40), **offers(serves())},
        factories.storefront(),
    ),
    "certificate in date": Pair(
        "assurance",
        held(HeldCertificate("ISO 9001", None, factories.TODAY)),
        held(HeldCertificate("ISO 9001", None, YESTERDAY)),
    ),
    "certificate that holds already": Pair(
        "assurance",
        held(HeldCertificate("ISO 9001", factories.TODAY)),
        held(HeldCertificate("ISO 9001", TOMORROW)),
    ),
    "certificate of which the end is said": Pair(
        "assurance",
        held(HeldCertificate("ISO 9001", None, factories.TODAY)),
        held(HeldCertificate("ISO 9001")),
    ),
    "certificate on record without a date": Pair(
        "assurance", held(HeldCertificate("ISO 9001")), held()
    ),
    "certificate once held": Pair(
        "assurance", held(HeldCertificate("ISO 9001", None, YESTERDAY)), held(complete=True)
    ),
    "languages": Pair("assurance", {"languages": listed("en")}, {"languages": listed("zh")}),
    "languages, all": Pair(
        "assurance",
        {"languages": listed("en", "de")},
        {"languages": listed("en")},
        factories.knitwear(languages=("en", "de")),
    ),
    "markets": Pair("assurance", {"markets": listed("DE")}, {"markets": listed("US")}),
    "markets, the union": Pair(
        "assurance",
        {"markets": listed("FR")},
        {"markets": listed("US")},
        factories.knitwear(markets=("EU",)),
    ),
    "providers around a maker": Pair("ecosystem", HERE, THERE, beside=SHOPS),
    "a maker near, not next door": Pair(
        "ecosystem", {"place": factories.CHANGSHA}, THERE, beside=SHOPS
    ),
    "a provider near its client": Pair(
        "ecosystem",
        {**HERE, **offers(serves("PS032"))},
        {"place": factories.SHENZHEN, **offers(serves("PS032"))},
        factories.storefront(services=("PS032",)),
    ),
    "a provider next door to its client": Pair(
        "ecosystem",
        {"place": factories.CHANGSHA, **offers(serves("PS032"))},
        {**THERE, **offers(serves("PS032"))},
        factories.storefront(services=("PS032",)),
    ),
    "a provider in the client's cluster": Pair(
        "ecosystem",
        {"place": factories.HONG_KONG, **offers(serves("PS032"))},
        {"place": factories.CHANGSHA, **offers(serves("PS032"))},
        factories.storefront(services=("PS032",)),
    ),
    "a service that the client's sector uses more": Pair(
        "ecosystem", offers(serves("PS011")), offers(serves("PS013")), LAWYERS
    ),
    "makers around a provider": Pair(
        "ecosystem",
        {**HERE, **offers(serves())},
        {**THERE, **offers(serves())},
        SERVE,
        beside=KNITTERS,
    ),
    "evidence, verified": Pair("trust", proof("verified"), proof("reported")),
    "evidence, reported": Pair("trust", proof("reported"), proof("declared")),
    "evidence, fresh": Pair("trust", proof("verified"), proof("verified", dt.date(2024, 6, 1))),
    "evidence, dated": Pair("trust", proof("declared"), proof("declared", None)),
    "evidence at all": Pair("trust", proof("declared", None), {"proofs": ()}),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_better_fact_ranks_higher(name):
    pair = PAIRS[name]
    # The better one has the higher id: a tie would put it second.
    worse, better = factories.knitter(1, **pair.worse), factories.knitter(2, **pair.better)

    ranking = factories.rank(pair.reference, [worse, better, *pair.beside], pair.wanted)

    entries = {entry.partner: entry for entry in ranking.entries}
    assert [pk for pk in factories.order(ranking) if pk in (1, 2)] == [2, 1]
    assert entries[2].points > entries[1].points
    high, low = factories.values(entries[2]), factories.values(entries[1])
    # A priority lifts nobody that is known to fail a stated wish.
    fails = "policy.wish_failed" in factories.codes(entries[1], "policy")
    differ = {part for part in high if high[part] != low[part]}
    assert differ - ({"policy"} if fails and high["policy"] else set()) == {pair.component}


def test_small_orders_favour_small_minimum_orders():
    workshop = factories.knitter(2, minimum_order=pieces(100), monthly_capacity=pieces(2000))
    factory = factories.knitter(1, minimum_order=pieces(5000), monthly_capacity=pieces(900_000))

    small = factories.rank(
        factories.reference(), [workshop, factory], factories.knitwear(order=pieces(150))
    )
    large = factories.rank(
        factories.reference(), [workshop, factory], factories.knitwear(order=pieces(90_000))
    )

    assert factories.order(small) == [2, 1]
    assert factories.order(large) == [1, 2]


def test_every_component_has_a_golden_pair():
    assert {pair.component for pair in PAIRS.values()} == set(
        factories.rank(factories.reference(), [], factories.knitwear()).weights
    )
