"""`fit`: does the partner make or do what is wanted? The gate: no fit, no entry."""

from dataclasses import dataclass
from functools import partial

from matcher.scoring.candidate import Offer
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, UNKNOWN, Judgement, Part, Reason, shares, unknown
from matcher.scoring.wanted import Product, Wanted

# How well an offering answers a need, by what the record documents.
EXACT, WIDER, SIBLING, RELATED, NONE = 255, 176, 72, 56, 0
_CODES = {
    EXACT: "fit.exact",
    WIDER: "fit.wider",
    SIBLING: "fit.sibling",
    RELATED: "fit.related",
}
# Of several needs the best one served decides; the rest is breadth.
BEST, BREADTH = 204, 51
OTHERS_SERVED = 0
WORDS_DIFFER = 40
# One of the words found is the wish met, however many others differ: above unknown.
ONE_FOUND = 128


@dataclass(frozen=True)
class Fitting:
    """The level at which the best offering answers one need."""

    need: str
    level: int
    offer: Offer | None


def level(ground: Ground, need: str, offer: Offer) -> int:
    """How well one offering answers one need (EXACT … NONE).

    A service of another group is no fit at all; a maker of another group of the same
    division may be, and says so.
    """
    taxonomy = ground.taxonomy
    if taxonomy.covers(need, offer.sector):
        return EXACT
    if taxonomy.covers(offer.sector, need):
        return WIDER
    kinds = {taxonomy.sectors[need].kind, taxonomy.sectors[offer.sector].kind}
    if kinds == {"manufacturing"}:
        return SIBLING if taxonomy.division(need) == taxonomy.division(offer.sector) else NONE
    if kinds == {"manufacturing", "emerging"}:
        return RELATED if _draws_on(ground, need, offer.sector) else NONE
    return NONE


def _draws_on(ground: Ground, one: str, other: str) -> bool:
    taxonomy = ground.taxonomy
    emerging, made = sorted((one, other), key=lambda code: taxonomy.sectors[code].kind)
    return taxonomy.division(made) in taxonomy.sectors[emerging].related


def fitting(ground: Ground, wanted: Wanted, offers: tuple[Offer, ...], need: str) -> Fitting:
    """The best answer of the offerings to one need, the first offering on a tie."""
    verb = "serves" if ground.taxonomy.sectors[need].kind == "service" else "makes"
    best = Fitting(need, NONE, None)
    for offer in offers:
        if offer.verb == verb and (found := level(ground, need, offer)) > best.level:
            best = Fitting(need, found, offer)
    return best


def fitting_offers(ground: Ground, wanted: Wanted, offers: tuple[Offer, ...]) -> list[Offer]:
    """The offerings that answer any need of the brief at any level, without repetition."""
    return [
        offer
        for offer in offers
        if offer.verb == wanted.verb and any(level(ground, need, offer) for need in wanted.needs)
    ]


def parts(ground: Ground, wanted: Wanted) -> list[Part]:
    """What the partner makes or does, its product words, and whom its services are for."""
    sector = wanted.client_sector if wanted.seeking == "service_provider" else None
    claims = {"needs": 180}
    if wanted.products:
        claims["products"] = 60
    if sector:
        claims["client_sector"] = 75
    part = shares(claims)

    made = [Part("fit", "needs", "offers", part["needs"], partial(_needs, ground, wanted))]
    if wanted.products:
        judge = partial(_products, ground, wanted)
        made.append(Part("fit", "products", "offers", part["products"], judge, "products"))
    if sector:
        judge = partial(_client_sector, ground, wanted, sector)
        made.append(Part("fit", "client_sector", "offers", part["client_sector"], judge))
    return made


def _needs(ground: Ground, wanted: Wanted, offers: tuple[Offer, ...]) -> Judgement:
    main = [fitting(ground, wanted, offers, need) for need in wanted.needs]
    best = max(one.level for one in main)
    if not best:
        return Judgement(0, meets=False)
    beside = wanted.services if wanted.seeking == "manufacturer" else ()
    every = main + [fitting(ground, wanted, offers, need) for need in beside]
    value = best
    if len(every) > 1:
        mean = sum(one.level for one in every) // len(every)
        value = (BEST * best + BREADTH * mean) // TOP
    reasons = [_fit_reason(ground, one, one.offer) for one in every if one.offer]
    return Judgement(value, reasons=tuple(reasons))


def _fit_reason(ground: Ground, found: Fitting, offer: Offer) -> Reason:
    return ground.reason(
        _CODES[found.level],
        verb=offer.verb,
        need=ground.named(found.need),
        offered=ground.named(offer.sector),
    )


def _products(ground: Ground, wanted: Wanted, offers: tuple[Offer, ...]) -> Judgement:
    """Words and HS codes against those of the fitting offerings; each ask counts the same."""
    fit = fitting_offers(ground, wanted, offers)
    words = [word for offer in fit for word in offer.products]
    codes = [code for offer in fit for code in offer.hs]
    asks = ", ".join(product.text for product in wanted.products)
    ask = ground.reason("ask.products", products=asks)
    found: list[str] = []
    differ: list[str] = []
    blank: list[str] = []
    for product in wanted.products:
        listed = codes if product.is_hs else words
        if hit := next((one for one in listed if _same_goods(product, one)), None):
            found.append(hit)
        else:
            (differ if listed else blank).append(product.text)
    if not found and not differ:
        return unknown(ask)
    total = TOP * len(found) + WORDS_DIFFER * len(differ) + UNKNOWN * len(blank)
    mean = total // len(wanted.products)
    reasons = []
    if found:
        reasons.append(ground.reason("fit.products", products=", ".join(dict.fromkeys(found))))
    if differ:
        reasons.append(ground.reason("fit.products_differ", products=", ".join(differ)))
    return Judgement(
        max(mean, ONE_FOUND) if found else mean,
        known=not blank,
        meets=True if found else False if not blank else None,
        reasons=tuple(reasons),
        ask=ask if blank else None,
    )


def _same_goods(product: Product, listed: str) -> bool:
    if product.is_hs:
        return listed.startswith(product.text) or product.text.startswith(listed)
    one, other = fold(product.text), fold(listed)
    return one in other or (len(other) >= 4 and other in one)


def fold(text: str) -> str:
    """A product word without case, spaces and hyphens, so that T-shirt is tshirt."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _client_sector(
    ground: Ground, wanted: Wanted, sector: str, offers: tuple[Offer, ...]
) -> Judgement:
    """Does the provider say that it works for the client's sector?"""
    named = ground.named(sector)
    said = [code for offer in fitting_offers(ground, wanted, offers) for code in offer.for_sectors]
    if not said:
        return unknown(ground.reason("ask.client_sector", sector=named))
    taxonomy = ground.taxonomy
    for code in said:
        if taxonomy.covers(code, sector) or taxonomy.covers(sector, code):
            return Judgement(
                TOP, reasons=(ground.reason("fit.client_sector", sector=ground.named(code)),)
            )
    return Judgement(
        OTHERS_SERVED,
        meets=False,
        reasons=(ground.reason("fit.client_others", sector=ground.named(said[0])),),
    )
