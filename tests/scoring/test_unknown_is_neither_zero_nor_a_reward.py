"""Law 5, wish by wish: unknown lies between what meets a wish and what fails it, and is asked."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest

from matcher.index.candidate import Certificates, CodeList, HeldCertificate
from matcher.scoring.wanted import Product, Wanted
from tests.scoring import factories
from tests.scoring.factories import listed, makes, pieces, serves

YESTERDAY = factories.TODAY - dt.timedelta(days=1)


@dataclass
class Wish:
    """Of a fact: the least that meets the wish, what is unknown, and the nearest miss."""

    fact: str
    meets: Any
    unknown: Any
    fails: Any
    part: str
    ask: str
    wanted: Wanted


def of_maker(*cases: Any) -> Any:
    return tuple((makes(products=words),) for words in cases)


KNITWEAR = factories.knitwear()
FOUR_WORDS = tuple(Product(word) for word in ("knitted shirts", "hats", "gloves", "belts"))
WISHES = {
    "minimum order": Wish(
        "minimum_order",
        *(pieces(150), None, pieces(151)),
        *("minimum_order", "ask.minimum_order", KNITWEAR),
    ),
    "minimum order in other units": Wish(
        "minimum_order",
        *(pieces(150), pieces(10, "sets"), pieces(151)),
        *("minimum_order", "ask.minimum_order", KNITWEAR),
    ),
    "lead time": Wish("lead_time_days", 10, None, 11, "lead_time", "ask.lead_time", KNITWEAR),
    "capacity": Wish(
        "monthly_capacity",
        *(pieces(450), None, pieces(449)),
        *("capacity", "ask.capacity", KNITWEAR),
    ),
    "capacity in other units": Wish(
        "monthly_capacity",
        *(pieces(450), pieces(10**6, "mass"), pieces(449)),
        *("capacity", "ask.capacity", KNITWEAR),
    ),
    "certificates": Wish(
        "certificates",
        Certificates((HeldCertificate("ISO 9001", None, factories.TODAY),)),
        Certificates(),
        Certificates((HeldCertificate("ISO 9001", None, YESTERDAY),)),
        *("certificates", "ask.certificates", KNITWEAR),
    ),
    "certificates without a last day": Wish(
        "certificates",
        Certificates((HeldCertificate("ISO 9001", None, factories.TODAY),)),
        Certificates((HeldCertificate("ISO 9001"),)),
        Certificates((HeldCertificate("ISO 9001", None, YESTERDAY),)),
        *("certificates", "ask.validity", KNITWEAR),
    ),
    "languages": Wish(
        "languages",
        *(listed("en"), CodeList(), listed("zh")),
        *("languages", "ask.languages", KNITWEAR),
    ),
    "markets": Wish(
        "markets",
        *(listed("DE"), CodeList(), listed("US")),
        *("markets", "ask.markets", KNITWEAR),
    ),
    "languages, some left out": Wish(
        "languages",
        *(listed("en"), listed("zh", complete=False), listed("zh")),
        *("languages", "ask.languages", KNITWEAR),
    ),
    "markets, some left out": Wish(
        "markets",
        *(listed("DE"), listed("US", complete=False), listed("US")),
        *("markets", "ask.markets", KNITWEAR),
    ),
    "markets, only the union named": Wish(
        "markets",
        *(listed("DE"), listed("EU"), listed("US")),
        *("markets", "ask.markets", KNITWEAR),
    ),
    "products": Wish(
        "offers",
        *of_maker(("knitted shirts",), (), ("socks",)),
        *("products", "ask.products", KNITWEAR),
    ),
    "products in another script": Wish(
        "offers",
        *of_maker(("knitted shirts",), ("针织衫",), ("socks",)),
        *("products", "ask.products", KNITWEAR),
    ),
    "products in another script, asked in Chinese": Wish(
        "offers",
        *of_maker(("男士针织衫",), ("shirts",), ("袜子",)),
        *("products", "ask.products", factories.knitwear(products=(Product("针织衫"),))),
    ),
    "products, one of many": Wish(
        "offers",
        *of_maker(("knitted shirts",), (), ("socks",)),
        *("products", "ask.products", factories.knitwear(products=FOUR_WORDS)),
    ),
}
every_wish = pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)


def entries(wish):
    """The entries of three partners alike but in the fact, the best with the highest id."""
    facts = {3: wish.meets, 2: wish.unknown, 1: wish.fails}
    partners = [
        factories.knitter(pk, **({"offers": (serves(),)} if wish.wanted.services else {}))
        for pk in facts
    ]
    known = [replace(partner, **{wish.fact: facts[partner.id]}) for partner in partners]
    return {
        entry.partner: entry
        for entry in factories.rank(factories.reference(), known, wish.wanted).entries
    }


@every_wish
def test_unknown_scores_strictly_between_what_meets_and_what_fails(wish):
    found = entries(wish)

    assert found[3].points > found[2].points > found[1].points


@every_wish
def test_what_is_unknown_is_missing_and_asked(wish):
    meets, unknown, fails = (entries(wish)[pk] for pk in (3, 2, 1))

    assert [(one.fact, one.ask.code) for one in unknown.missing if one.fact == wish.part] == [
        (wish.part, wish.ask)
    ]
    assert wish.ask in [reason.code for reason in unknown.ask_next]
    for known in (meets, fails):
        assert wish.part not in [one.fact for one in known.missing]


@every_wish
def test_the_known_share_falls_with_what_is_unknown(wish):
    meets, unknown, fails = (entries(wish)[pk] for pk in (3, 2, 1))

    assert unknown.known < meets.known == fails.known


@every_wish
def test_the_stake_is_never_less_than_what_an_answer_can_add(wish):
    meets, unknown = (entries(wish)[pk] for pk in (3, 2))

    stake = next(one.stake for one in unknown.missing if one.fact == wish.part)

    assert 0 < meets.points - unknown.points <= stake


HARD = {
    "minimum_order": "order_quantity",
    "lead_time": "lead_time_days",
    "certificates": "certifications",
    "languages": "languages",
    "markets": "markets",
    "products": "products",
}


@pytest.mark.parametrize("name", [name for name, wish in WISHES.items() if wish.part in HARD])
def test_an_unknown_fact_passes_no_hard_wish(name):
    wish = WISHES[name]
    wanted = replace(wish.wanted, require=frozenset({HARD[wish.part]}))

    assert set(entries(replace(wish, wanted=wanted))) == {3}


@pytest.mark.parametrize("clients", [(), ("C39",), ("C17", "C39")])
def test_clients_of_other_fields_leave_open_whether_ours_is_one(clients):
    """No list of clients is said to be whole; but one that names others alone is below silence."""
    said = factories.shopkeeper(offers=(serves(for_sectors=clients),))
    silent = factories.shopkeeper(offers=(serves(),))

    ours, other, none = (
        factories.entry_of(factories.reference(), one, factories.storefront())
        for one in (factories.shopkeeper(), said, silent)
    )

    assert ours.points > none.points
    assert (none.points > other.points) is bool(clients)
    assert ours.known > other.known == none.known
    assert "ask.client_sector" in [one.code for one in other.ask_next]
    assert ("fit.client_others" in factories.codes(other, "fit")) is bool(clients)


def test_an_unknown_place_is_neutral_and_asked_once():
    reference = factories.reference(
        factories.edition(factories.GUANGDONG, factories.priority("P1", "C18"))
    )
    shops = [factories.shopkeeper(pk) for pk in (7, 8, 9)]

    nowhere = factories.entry_of(
        reference, factories.knitter(place=None), factories.knitwear(), *shops
    )
    here = factories.entry_of(reference, factories.knitter(), factories.knitwear(), *shops)
    far = factories.entry_of(
        reference, factories.knitter(place=factories.HANGZHOU), factories.knitwear(), *shops
    )

    assert here.points > nowhere.points == far.points
    assert "policy.no_place" in factories.codes(nowhere, "policy")
    assert "ecosystem.no_place" in factories.codes(nowhere, "ecosystem")
    assert [one.code for one in nowhere.ask_next].count("ask.place") == 1


def test_evidence_that_nobody_gave_is_worth_less_than_any_and_is_asked():
    bare = factories.entry_of(
        factories.reference(), factories.knitter(proofs=()), factories.knitwear()
    )

    assert [one.fact for one in bare.missing if one.component == "trust"] == ["evidence"]
    assert "ask.evidence" in [one.code for one in bare.ask_next]


def test_a_demand_that_nobody_has_measured_counts_as_everyones():
    """A client of an emerging industry has no figures: no provider is full, none is known."""
    far_below, unknown, far_above = (
        factories.entry_of(
            factories.reference(),
            factories.shopkeeper(offers=(serves(service),)),
            factories.storefront(
                services=(service,), client_place=None, client_sector=sector, order=None
            ),
        )
        for service, sector in (("PS032", "C18"), ("PS032", "EI-AI"), ("PS032", "C39"))
    )

    low, middle, high = (
        factories.values(entry)["ecosystem"] for entry in (far_below, unknown, far_above)
    )
    assert low < middle < high == 255
    assert "around" in [one.fact for one in unknown.missing]
    assert "around" not in [one.fact for one in far_above.missing]


def test_what_is_asked_next_has_the_most_points_at_stake():
    bare = factories.knitter(
        minimum_order=None,
        lead_time_days=None,
        monthly_capacity=None,
        certificates=Certificates(),
        languages=CodeList(),
        markets=CodeList(),
        place=None,
        proofs=(),
        offers=(makes(),),
    )

    entry = factories.entry_of(factories.reference(), bare, factories.knitwear())

    stakes: dict[str, int] = {}
    for one in entry.missing:
        stakes[one.ask.code] = stakes.get(one.ask.code, 0) + one.stake
    asked = [reason.code for reason in entry.ask_next]
    assert len(asked) == 3
    assert [stakes[code] for code in asked] == sorted(stakes.values(), reverse=True)[:3]
    # Nothing but the sector is known: 150 of fit's 250 parts.
    assert entry.known == 100 * entry.components[0].weight * 153 // (255 * 256)
