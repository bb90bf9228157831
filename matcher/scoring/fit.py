"""`fit`: does the partner make or do what is wanted? The gate: no fit, no entry."""

from functools import partial

from matcher.scoring.candidate import Offer
from matcher.scoring.fitting import EXACT, RELATED, SIBLING, WIDER, Fits, Fitting, verb_of
from matcher.scoring.ground import Ground
from matcher.scoring.part import TOP, UNKNOWN, Judgement, Part, Reason, shares, unknown
from matcher.scoring.wanted import Product, Wanted
from matcher.scoring.wording import same_goods

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


def parts(ground: Ground, wanted: Wanted, fits: Fits) -> list[Part]:
    """What the partner makes or does, its product words, and whom its services are for."""
    sector = wanted.client_sector if wanted.seeking == "service_provider" else None
    claims = {"needs": 180}
    if wanted.products:
        claims["products"] = 60
    if sector:
        claims["client_sector"] = 75
    part = shares(claims)

    made = [Part("fit", "needs", "offers", part["needs"], partial(_needs, ground, wanted, fits))]
    if wanted.products:
        judge = partial(_products, ground, wanted, fits)
        made.append(Part("fit", "products", "offers", part["products"], judge, "products"))
    if sector:
        judge = partial(_client_sector, ground, fits, sector)
        made.append(Part("fit", "client_sector", "offers", part["client_sector"], judge))
    return made


def _needs(ground: Ground, wanted: Wanted, fits: Fits, offers: tuple[Offer, ...]) -> Judgement:
    main = [fits.best(need, offers) for need in wanted.needs]
    best = max(one.level for one in main)
    if not best:
        return Judgement(0, meets=False)
    beside = wanted.services if wanted.seeking == "manufacturer" else ()
    every = main + [fits.best(need, offers) for need in beside]
    value = best
    if len(every) > 1:
        mean = sum(one.level for one in every) // len(every)
        value = (BEST * best + BREADTH * mean) // TOP
    return Judgement(value, reasons=tuple(_fit_reason(ground, one) for one in every if one.level))


def _fit_reason(ground: Ground, found: Fitting) -> Reason:
    return ground.reason(
        _CODES[found.level],
        verb=verb_of(ground, found.need),
        need=ground.named(found.need),
        offered=ground.named(found.sector),
    )


def _products(ground: Ground, wanted: Wanted, fits: Fits, offers: tuple[Offer, ...]) -> Judgement:
    """Words and HS codes against those of the fitting offerings; each ask counts the same."""
    fit = fits.offers(offers)
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
    return same_goods(product.text, listed)


def _client_sector(ground: Ground, fits: Fits, sector: str, offers: tuple[Offer, ...]) -> Judgement:
    """Does the provider say that it works for the client's sector?"""
    named = ground.named(sector)
    said = [code for offer in fits.offers(offers) for code in offer.for_sectors]
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
