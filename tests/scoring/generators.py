"""Random worlds: the same seed makes the same references, partners and briefs."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any

from hypothesis import strategies as st

from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.index.same_goods import in_chinese
from matcher.reference.reference_data import ReferenceData
from matcher.scoring.wanted import Product, Wanted
from tests.scoring.factories import (
    CHANGSHA,
    DONE,
    GUANGDONG,
    GUANGZHOU,
    HANGZHOU,
    HONG_KONG,
    HUNAN,
    MADE,
    PLACES,
    TODAY,
    ZHEJIANG,
    edition,
    pieces,
    priority,
    reference,
)

WORDS = (
    *("knitted T-shirts", "t shirt", "Shirts", "necktie", "ties", "gears", "ear muffs", "knit"),
    *("socks", "针织衫", "男士T恤", "衫", "LED 灯", "cotton yarn", "dyed plastic"),
)
ASKED = (
    "shirt",
    "tshirts",
    "T-shirt",
    "tie",
    "ear",
    "t",
    "针织",
    "T恤",
    "衫",
    "led",
    "6105",
    "8471",
)
RANDOM = st.integers(0, 10**9).map(Random)


def _maybe(rng: Random, fact: Any, unless: Any = None) -> Any:
    return fact if rng.random() < 0.7 else unless


def _product(rng: Random, text: str) -> Product:
    """A product, now and then with Chinese names that mean it, or its kind."""
    if text.isdigit():
        return Product(text, is_hs=True)
    names = _some(rng, tuple(one for one in ASKED if in_chinese(one)), 2)
    translated = bool(names) and not in_chinese(text) and rng.random() < 0.5
    return Product(text, names=names if rng.random() < 0.5 else (), translated=translated)


def _some(rng: Random, among: Iterable[str], most: int) -> tuple[str, ...]:
    pool = sorted(among)
    return tuple(rng.sample(pool, rng.randint(0, min(most, len(pool)))))


def _quantity(rng: Random) -> Quantity:
    return pieces(
        rng.choice((1, 50, 149, 150, 151, 600, 5000)), rng.choice(("count",) * 4 + ("sets",))
    )


def _listed(rng: Random, among: Iterable[str]) -> CodeList:
    return CodeList(frozenset(_some(rng, among, 3)), rng.random() < 0.5)


def some_offer(rng: Random) -> Offer:
    verb = rng.choice(("makes", "serves"))
    return Offer(
        verb,
        rng.choice(MADE if verb == "makes" else DONE),
        for_sectors=_some(rng, ("C17", "C18", "C39", "C182"), 2),
        products=_some(rng, WORDS, 2),
        hs=_some(rng, ("6105", "611020", "8471"), 2),
        main=rng.random() < 0.2,
        inferred=rng.random() < 0.2,
    )


def _day(rng: Random) -> dt.date:
    return TODAY + dt.timedelta(days=rng.choice((-2000, -800, -400, -30, -1, 0, 1, 400)))


def some_candidate(rng: Random, pk: int) -> Candidate:
    """Any partner at all, from one of whom nothing is known to one of whom all is."""
    held = tuple(
        HeldCertificate(standard, _maybe(rng, _day(rng)), _maybe(rng, _day(rng)))
        for standard in _some(rng, ("ISO 9001", "GOTS", "CE"), 2)
    )
    return Candidate(
        id=pk,
        datasets=rng.choice(("list", "list", "other", "list other")),
        place=_maybe(rng, rng.choice(PLACES)),
        offers=tuple(some_offer(rng) for _ in range(rng.randint(0, 3))),
        minimum_order=_maybe(rng, _quantity(rng)),
        lead_time_days=_maybe(rng, rng.choice((1, 9, 10, 11, 60))),
        monthly_capacity=_maybe(rng, _quantity(rng)),
        certificates=Certificates(held, rng.random() < 0.3),
        languages=_maybe(rng, _listed(rng, ("en", "zh", "de")), CodeList()),
        markets=_maybe(rng, _listed(rng, ("DE", "EU", "US")), CodeList()),
        proofs=tuple(
            EvidenceItem(
                rng.choice(("declared", "reported", "verified")),
                rng.choice("XY"),
                _maybe(rng, _day(rng)),
            )
            for _ in range(rng.randint(0, 2))
        ),
    )


def some_ground(rng: Random) -> ReferenceData:
    """Lists, of which some are complete and some are missing."""
    editions = []
    for province in (GUANGDONG, HUNAN, ZHEJIANG, HONG_KONG):
        rows = tuple(
            priority(
                f"P{n}",
                *_some(rng, (*MADE, *DONE), 3),
                signal=rng.choice(("support", "strength", "shortage", "context")),
                speaker=rng.choice(("government", "government", "company", "press", "scholar")),
                stage=rng.choice(("pledged", "launched", "under way", "delivered", "lapsed")),
                effective_from=_maybe(rng, dt.date(2026, 1, 1), _day(rng)),
                effective_to=_maybe(rng, None, _day(rng)),
                places=rng.choice(((), (), (GUANGZHOU,), (CHANGSHA, HANGZHOU))),
                rank=rng.choice((0, 0, 1, 2, 9)),
            )
            for n in range(rng.randint(0, 6))
        )
        if rng.random() < 0.8:
            editions.append(edition(province, *rows, complete=rng.random() < 0.3))
    return reference(*editions)


def some_brief(rng: Random) -> Wanted:
    """Any brief for which something can be listed."""
    seeking = rng.choice(("manufacturer", "service_provider"))
    made, done = rng.sample(MADE, 2), rng.sample(DONE, 2)
    asked = {
        "order_quantity": _maybe(rng, _quantity(rng)),
        "lead_time_days": _maybe(rng, rng.choice((5, 10, 30))),
        "certifications": _some(rng, ("ISO 9001", "GOTS"), 2),
        "languages": _some(rng, ("en", "de", "fr"), 2),
        "markets": _some(rng, ("DE", "US", "EU"), 2),
        "products": tuple(map(partial(_product, rng), _some(rng, ASKED, 2))),
        "processes": _some(rng, ("knitting", "dyeing"), 2) if rng.random() < 0.2 else (),
        "materials": _some(rng, ("cotton", "plastic"), 2) if rng.random() < 0.2 else (),
        "provinces": _some(rng, (GUANGDONG, GUANGZHOU, HUNAN, "GBA"), 2),
    }
    hard = [name for name, wish in asked.items() if wish and rng.random() < 0.1]
    return Wanted(
        seeking=seeking,
        sectors=tuple(made[: rng.randint(1, 2)]) if seeking == "manufacturer" else (),
        services=tuple(done[: rng.randint(1, 2)]),
        products=asked["products"],
        product_sectors=_some(rng, MADE[:6], 2)
        if asked["products"] and seeking == "manufacturer" and rng.random() < 0.5
        else (),
        specialities=tuple(Product(text) for text in _some(rng, ASKED[:10], 1))
        if seeking != "manufacturer" and rng.random() < 0.3
        else (),
        processes=asked["processes"],
        materials=asked["materials"],
        tests_for=_some(rng, ("EN 71", "RoHS"), 2) if rng.random() < 0.2 else (),
        client_sector=_maybe(rng, rng.choice(MADE)) if seeking != "manufacturer" else None,
        client_place=_maybe(rng, rng.choice(PLACES)) if seeking != "manufacturer" else None,
        provinces=_maybe(rng, (), asked["provinces"]),
        order=asked["order_quantity"],
        lead_time_days=asked["lead_time_days"],
        certifications=asked["certifications"],
        languages=asked["languages"],
        markets=asked["markets"],
        require=frozenset(hard),
        weights={"policy": Fraction(0)} if rng.random() < 0.1 else {},
        datasets=frozenset({"list"}),
        exclude=frozenset(rng.sample(range(1, 40), rng.randint(0, 2))),
        limit=1000,
    )


def some_world(rng: Random, most: int = 25) -> tuple[ReferenceData, list[Candidate], Wanted]:
    count = rng.randint(0, most)
    return (
        some_ground(rng),
        [some_candidate(rng, pk) for pk in range(1, count + 1)],
        some_brief(rng),
    )
