"""What a partner can do to its record: each a function of chance, the record and the brief, that
gives the records that take its place. The first one bears its id.
"""

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

from demonstration.goods import GOODS
from harness import seed_reference
from matcher.index.candidate import (
    Candidate,
    Certificates,
    CodeList,
    EvidenceItem,
    HeldCertificate,
    Offer,
    Quantity,
)
from matcher.scoring.wanted import Wanted
from partners.names.certificates import certificates
from quality import seeds

TODAY = seeds.DAY
NEXT_YEAR = TODAY + dt.timedelta(days=365)
NEW_ID = 10**9
LANGUAGES = ("zh", "en", "de", "fr", "es", "ja", "ko", "ru", "pt", "ar", "it", "vi")
MARKETS = ("US", "EU", "DE", "FR", "GB", "JP", "KR", "AU", "CA", "RU", "AE", "SA", "BR", "MX", "IN")


def _codes(kind: str) -> list[str]:
    return sorted(
        code for code, row in seed_reference.taxonomy().sectors.items() if row.kind == kind
    )


# ---- may never help -----------------------------------------------------------------------------
def add_other_offerings(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    """Offerings of the other verb, and services of other classes, with words and clients."""
    asked = {code[:4] for code in (*wanted.services, *wanted.needs)}
    services = [code for code in _codes("service") if code[:4] not in asked]
    more = [Offer("serves", code) for code in rng.sample(services, 8)]
    if wanted.verb == "serves":
        more += [Offer("makes", code) for code in rng.sample(_codes("manufacturing"), 8)]
    return (replace(one, offers=one.offers + tuple(more)),)


def repeat_words(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    offers = (
        replace(o, products=o.products * 50, hs=o.hs * 50, for_sectors=o.for_sectors * 50)
        for o in one.offers
    )
    return (replace(one, offers=tuple(offers)),)


def repeat_evidence(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    return (replace(one, proofs=one.proofs * 20),)


def repeat_certificates(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    held = one.certificates
    return (replace(one, certificates=replace(held, held=held.held * 20)),)


def claim_whole_classes(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    """The class or division in place of each group."""
    above = seed_reference.taxonomy().sectors
    offers = (replace(o, sector=above[o.sector].parent or o.sector) for o in one.offers)
    return (replace(one, offers=tuple(offers)),)


def add_whole_classes(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    """The class or division beside each group, with nothing else said."""
    above = seed_reference.taxonomy().sectors
    more = (Offer(o.verb, above[o.sector].parent) for o in one.offers if above[o.sector].parent)
    return (replace(one, offers=one.offers + tuple(more)),)


# ---- silence ------------------------------------------------------------------------------------
BLANKS: dict[str, Any] = {
    "minimum_order": None,
    "lead_time_days": None,
    "monthly_capacity": None,
    "certificates": Certificates(),
    "languages": CodeList(),
    "markets": CodeList(),
    "proofs": (),
    "place": None,
}


def good(one: Candidate, wanted: Wanted) -> Candidate:
    """The record with facts that meet every wish."""
    order = wanted.order
    return replace(
        one,
        minimum_order=order and Quantity(order.dimension, order.amount / 2),
        lead_time_days=(wanted.lead_time_days or 10) // 2,
        monthly_capacity=order and Quantity(order.dimension, order.amount * 12),
        certificates=Certificates(
            tuple(HeldCertificate(s, None, NEXT_YEAR) for s in wanted.certifications)
        ),
        languages=CodeList(frozenset(wanted.languages)),
        markets=CodeList(frozenset(wanted.markets)),
        proofs=(EvidenceItem("declared", "itself", TODAY),),
    )


def blank_one(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    fact = rng.choice([fact for fact in BLANKS if fact != "place" or not wanted.provinces])
    return (replace(one, **{fact: BLANKS[fact]}),)


def blank_words(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    offers = (replace(o, products=(), hs=()) for o in one.offers)
    return (replace(one, offers=tuple(offers)),)


def blank_clients(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    return (replace(one, offers=tuple(replace(o, for_sectors=()) for o in one.offers)),)


def blank_ends(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    held = tuple(replace(c, valid_until=None) for c in one.certificates.held)
    return (replace(one, certificates=replace(one.certificates, held=held)),)


def deny_wholeness(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    return (
        replace(
            one,
            certificates=replace(one.certificates, complete=False),
            languages=replace(one.languages, complete=False),
            markets=replace(one.markets, complete=False),
        ),
    )


# ---- words --------------------------------------------------------------------------------------
def stuff_words(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    """Every product word of the demonstration's dictionary in every offering."""
    words = tuple(word for goods in GOODS.values() for row in goods for word in row[:2])
    offers = (replace(o, products=o.products + words) for o in one.offers)
    return (replace(one, offers=tuple(offers)),)


def name_every_client(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    divisions = tuple(code for code in _codes("manufacturing") if len(code) == 3)
    return (replace(one, offers=tuple(replace(o, for_sectors=divisions) for o in one.offers)),)


def speak_everything(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    every = frozenset({*LANGUAGES, *wanted.languages})
    return (replace(one, languages=CodeList(every, complete=True)),)


def sell_everywhere(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    every = frozenset({*MARKETS, *wanted.markets})
    return (replace(one, markets=CodeList(every, complete=True)),)


def hold_every_certificate(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    every = tuple(HeldCertificate(name) for name in certificates())
    return (replace(one, certificates=Certificates(every)),)


def renew_declaration(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    return (replace(one, proofs=(*one.proofs, EvidenceItem("declared", "itself", TODAY))),)


# ---- several records for one partner ------------------------------------------------------------
def split_by_offering(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    """A record for each offering; the best of them bears the id."""
    parts = sorted(one.offers, key=lambda o: o.sector not in (*wanted.needs, *wanted.services))
    first, *rest = (replace(one, offers=(offer,)) for offer in parts)
    return (first, *(replace(part, id=NEW_ID + n) for n, part in enumerate(rest)))


def register_twice(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    return (one, replace(one, id=NEW_ID))


def set_up_shells(rng: Random, one: Candidate, wanted: Wanted) -> tuple[Candidate, ...]:
    """Three shells at the same place that claim to do, or to make, everything around it."""
    verb, kind = ("serves", "service") if wanted.verb == "makes" else ("makes", "manufacturing")
    claims = tuple(Offer(verb, code) for code in _codes(kind))
    return (
        one,
        *(Candidate(NEW_ID + n, one.datasets, one.place, claims) for n in range(3)),
    )
