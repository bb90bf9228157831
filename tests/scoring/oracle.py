"""The scores a second time: slowly, partner by partner, from the design and the promises.

It shares no code with `matcher.scoring` but the default weights. The numbers stand here again
on purpose: whoever changes the model says so twice.
"""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from matcher.index.candidate import Candidate, CodeList, Offer, Quantity
from matcher.reference.reference_data import ReferenceData
from matcher.scoring import weights
from matcher.scoring.wanted import Wanted
from partners.names.making import spellings
from priorities.editions.rows import PriorityRow
from tests.scoring.oracle_coverage import around
from tests.scoring.oracle_words import han, is_named, is_named_whole, one_goods

NEUTRAL = 96
EU = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}


def share_out(claims: list[Fraction], total: int) -> list[int]:
    """Floors first; what is left goes one by one to the largest remainders."""
    exact = [Fraction(claim) * total / sum(claims) for claim in claims]
    whole = [floor(one) for one in exact]
    by_rest = sorted(range(len(claims)), key=lambda n: (-(exact[n] - whole[n]), n))
    for n in by_rest[: total - sum(whole)]:
        whole[n] += 1
    return whole


class MatchContext:
    """One brief on one reference among the partners of its datasets."""

    def __init__(
        self, reference: ReferenceData, candidates: list[Candidate], wanted: Wanted
    ) -> None:
        self.reference, self.wanted = reference, wanted
        self.all = [one for one in candidates if wanted.datasets.intersection(one.datasets.split())]
        self.makers = wanted.seeking == "manufacturer"
        self.needs = wanted.sectors if self.makers else wanted.services

    # What is what

    def up(self, sector: str) -> Iterator[str]:
        while sector:
            yield sector
            sector = self.reference.taxonomy.sectors[sector].parent

    def kind(self, sector: str) -> str:
        return self.reference.taxonomy.sectors[sector].kind

    def level(self, need: str, offer: Offer) -> int:
        if offer.verb != ("serves" if self.kind(need) == "service" else "makes"):
            return 0
        if need in self.up(offer.sector):
            return 255
        if offer.sector in self.up(need):
            return 176
        made = [one for one in (need, offer.sector) if self.kind(one) == "manufacturing"]
        emerging = [one for one in (need, offer.sector) if self.kind(one) == "emerging"]
        tops = [list(self.up(one))[-1] for one in made]
        if len(made) == 2:
            named = 56 if offer.sector in self.named_groups() else 0
            return 72 if tops[0] == tops[1] else named
        if made and emerging:
            drawn = self.reference.taxonomy.sectors[emerging[0]].related
            near = any(one in self.up(made[0]) or made[0] in self.up(one) for one in drawn)
            return 56 if near else 56 if offer.sector in self.named_groups() else 0
        return 0

    def named_groups(self) -> tuple[str, ...]:
        return self.wanted.product_sectors if self.makers else ()

    def value(self, need: str, offer: Offer) -> int:
        """Of a conclusion of ours the part that it counts for."""
        level = self.level(need, offer)
        return level * 200 // 255 if offer.inferred else level

    def names_product(self, one: Candidate) -> bool:
        return self.makers and any(
            product.text.startswith(listed) or listed.startswith(product.text)
            if product.is_hs
            else is_named(product, listed)
            for offer in self.fitting(one)
            for product in self.wanted.products
            for listed in (offer.hs if product.is_hs else offer.products)
        )

    def relation(self, one: Candidate) -> int:
        """2: the very thing; 1: the wider field; 0: what is related."""
        if self.names_product(one):
            return 2
        return max(self.relation_of(offer.sector) for offer in self.fitting(one))

    def relation_of(self, sector: str) -> int:
        found = 0
        for need in self.needs:
            if sector in self.up(need):
                found = max(found, 1)
            if need in self.up(sector):
                whole = not self.reference.taxonomy.sectors[need].parent
                sure = any(group in self.up(sector) for group in self.named_groups())
                vague = whole and self.makers and self.wanted.products and not sure
                found = max(found, 1 if vague else 2)
        return found

    def tie(self, one: Candidate) -> tuple[bool, int, int]:
        """What a buyer would take of two that are alike."""
        done = "makes" if self.makers else "serves"
        offers = [
            offer
            for offer in one.offers
            if offer.verb == done and (self.kind(offer.sector) == "service") != self.makers
        ]
        near = [offer for offer in offers if self.relation_of(offer.sector)]
        days = [proof.checked_on for proof in one.proofs if proof.checked_on]
        old = (self.reference.lists.day - max(days)).days // 30 if days else 63
        return (
            any(offer.main for offer in near) or len(near) == len(offers),
            min(7, len({proof.speaker for proof in one.proofs})),
            63 - min(63, max(0, old)),
        )

    def fails_a_wish(self, one: Candidate) -> bool:
        """Known to fail an order, a certificate, a language or a market that was asked for."""
        order, days = self.wanted.order, self.wanted.lead_time_days
        found = [
            *(self.certificate(one, name) in (0, 32) for name in self.wanted.certifications),
            *(self.listed((code,), one.languages) == 0 for code in self.wanted.languages),
            *(self.listed((code,), one.markets) == 0 for code in self.wanted.markets),
        ]
        fit = self.fitting(one)
        if any(self.goods(need) for need in self.needs) and (
            not fit or any(self.goods(offer.sector) for offer in fit)
        ):
            if order and (minimum := _in(order, one.minimum_order)) is not None:
                found.append(minimum > order.amount)
            if order and (made := _in(order, one.monthly_capacity)) is not None:
                found.append(Fraction(made) < Fraction(order.amount) * 30 / (days or 30))
            if days and one.lead_time_days is not None:
                found.append(one.lead_time_days > days)
        return any(found)

    def fitting(self, one: Candidate) -> list[Offer]:
        return [offer for offer in one.offers if any(self.level(n, offer) for n in self.needs)]

    # Components: claims and values of their parts; None where there is nothing to judge by

    def fit(self, one: Candidate) -> list[tuple[int, int]]:
        def best(need: str) -> int:
            value = max((self.value(need, offer) for offer in one.offers), default=0)
            narrower = any(offer.inferred and self.level(need, offer) == 72 for offer in one.offers)
            # A division of which the name says another group.
            return 72 if value in (176, 176 * 200 // 255) and narrower else value

        levels = [best(need) for need in self.needs]
        beside = [
            max((self.level(need, offer) for offer in one.offers), default=0)
            for need in (self.wanted.services if self.makers else ())
        ]
        every = levels + beside
        value = 255 if self.names_product(one) else max(levels)
        if len(every) > 1:
            value = (204 * value + 51 * (sum(every) // len(every))) // 255
        parts = [(150, value)]
        if self.wanted.products:
            parts.append((100, self.products(one)))
        both = (self.wanted.processes, self.wanted.materials)
        parts.extend((30, self.making(one, asked)) for asked in both if asked)
        if self.wanted.specialities:
            words = [word for offer in self.fitting(one) for word in offer.products]
            said = any(
                one_goods(asked.text, word) for asked in self.wanted.specialities for word in words
            )
            parts.append((60, 255 if said else NEUTRAL))
        if not self.makers and self.wanted.client_sector:
            parts.append((75, self.clients(one, self.wanted.client_sector)))
        return parts

    def making(self, one: Candidate, asked: tuple[str, ...]) -> int:
        words = [word for offer in self.fitting(one) for word in offer.products]
        found = sum(
            any(one_goods(each, word) for each in spellings(name) for word in words)
            for name in asked
        )
        return (255 * found + NEUTRAL * (len(asked) - found)) // len(asked)

    def products(self, one: Candidate) -> int:
        each = []
        for product in self.wanted.products:
            if product.is_hs:
                said = [(code, offer) for offer in self.fitting(one) for code in offer.hs]
                hit = any(c.startswith(product.text) or product.text.startswith(c) for c, _ in said)
                very = hit
            else:
                said = [(word, offer) for offer in self.fitting(one) for word in offer.products]
                hit = any(is_named(product, word) for word, _ in said)
                very = any(is_named_whole(product, word) for word, _ in said)
            told = [
                word
                for word, offer in said
                if (product.is_hs or han(word) == han(product.text)) and not offer.inferred
            ]
            each.append(255 if very else 144 if hit else 40 if told else NEUTRAL)
        mean = sum(each) // len(each)
        return max(mean, 128) if 255 in each or 144 in each else mean

    def clients(self, one: Candidate, sector: str) -> int:
        said = [code for offer in self.fitting(one) for code in offer.for_sectors]
        if any(c in self.up(sector) or sector in self.up(c) for c in said):
            return 255
        return 64 if said else NEUTRAL

    def policy(self, one: Candidate) -> list[tuple[int, int]]:
        if self.fails_a_wish(one):
            return [(255, 0)]
        own = self.policy_at(one, one.place, {"support", "strength"})
        if self.makers:
            return [(255, own)]
        client = self.wanted.client_place
        own = 96 + (own - 96) // self.policy_part(one.place, client) if own > 96 else own
        if client is None or len(self.wanted.services) < 2:
            return [(255, own)]
        return [(255, max(own, self.policy_at(one, client, {"support", "strength", "shortage"})))]

    def policy_part(self, own: str | None, client: str | None) -> int:
        """A provider's own province counts for half, another than the client's for an eighth."""
        if own is None or client is None:
            return 2
        places = self.reference.atlas.places
        return 2 if places[own].province == places[client].province else 8

    def policy_at(self, one: Candidate, place: str | None, signals: set[str]) -> int:
        if place is None:
            return NEUTRAL
        edition = self.reference.lists.editions.get(self.reference.atlas.places[place].province)
        if edition is None:
            return NEUTRAL
        lifts, elsewhere = [0], False
        for row in edition.priorities:
            held = (
                row.effective_from <= self.reference.lists.day <= (row.effective_to or dt.date.max)
            )
            if row.speaker != "government" or row.signal not in signals or not held:
                continue
            if row.stage != "lapsed" and (reached := self.reach(one, row)):
                if not row.places or place in row.places:
                    lifts.append(self.lift(row) * reached)
                else:
                    elsewhere |= self.may_be_in(place, row.places)
        unnamed = 0 if edition.complete and not elsewhere else NEUTRAL
        return NEUTRAL + 159 * max(lifts) // 255**2 if max(lifts) else unnamed

    def reach(self, one: Candidate, row: PriorityRow) -> int:
        """The level of the best answer that the priority is about, by offering or by need."""
        return max(
            (
                self.level(need, offer)
                for offer in one.offers
                for need in self.needs
                for target in row.targets
                if target in (*self.up(offer.sector), *self.up(need))
            ),
            default=0,
        )

    def may_be_in(self, place: str, cities: tuple[str, ...]) -> bool:
        """Only the province is known, and some of these are in it."""
        places = self.reference.atlas.places
        return place == places[place].province and any(places[c].province == place for c in cities)

    def lift(self, row: PriorityRow) -> int:
        whole = {"pledged": 102, "launched": 153, "under way": 204, "delivered": 255}[row.stage]
        tenths = {0: 10, 1: 10, 2: 9, 3: 8, 4: 7, 5: 6}.get(row.rank, 5)
        return whole * tenths // 10

    def goods(self, sector: str) -> bool:
        return self.kind(sector) != "service" or any(
            goods in self.up(sector) or sector in self.up(goods)
            for goods in ("PS02", "PS033", "PS09")
        )

    def operations(self, one: Candidate) -> list[tuple[int, int]] | None:
        order, days = self.wanted.order, self.wanted.lead_time_days
        if not any(self.goods(need) for need in self.needs) or not (order or days):
            return None
        fit = self.fitting(one)
        judged = not fit or any(self.goods(offer.sector) for offer in fit)
        parts = []
        if order:
            minimum = self.at_most(order.amount, _in(order, one.minimum_order))
            parts.append((110, minimum if judged else NEUTRAL))
        if days:
            lead = self.at_most(days, one.lead_time_days)
            parts.append((95, lead if judged else NEUTRAL))
        if order:
            rate = Fraction(order.amount) * 30 / (days or 30)
            parts.append((50, self.at_least(rate, order, one) if judged else NEUTRAL))
        return parts

    def at_most(self, asked: object, offered: object) -> int:
        if offered is None:
            return NEUTRAL
        want, have = Fraction(asked), Fraction(offered)  # type: ignore[arg-type]
        return floor(90 * want / have) if have > want else 200 + floor(55 * (want - have) / want)

    def at_least(self, rate: Fraction, order: Quantity, one: Candidate) -> int:
        said = _in(order, one.monthly_capacity)
        if said is None:
            return NEUTRAL
        have = Fraction(said)
        return floor(90 * have / rate) if have < rate else 200 + floor(55 * (have - rate) / have)

    def assurance(self, one: Candidate) -> list[tuple[int, int]] | None:
        parts = []
        if self.wanted.certifications:
            each = [self.certificate(one, standard) for standard in self.wanted.certifications]
            parts.append((1, sum(each) // len(each)))
        if self.wanted.tests_for:
            parts.append((1, NEUTRAL))
        if self.wanted.languages:
            parts.append((1, self.listed(self.wanted.languages, one.languages)))
        if self.wanted.markets:
            parts.append((1, self.listed(self.wanted.markets, one.markets)))
        return parts or None

    def certificate(self, one: Candidate, standard: str) -> int:
        held = [c for c in one.certificates.held if _letters(c.standard) == _letters(standard)]
        begun = [c for c in held if (c.valid_from or dt.date.min) <= self.reference.lists.day]
        if any(c.valid_until and self.reference.lists.day <= c.valid_until for c in begun):
            return 255
        if any(c.valid_until is None for c in begun):
            return 128
        return 32 if held else 0 if one.certificates.complete else NEUTRAL

    def listed(self, asked: tuple[str, ...], known: CodeList) -> int:
        have = known.codes
        wide = have | ({"EU"} if have & EU else set())
        rest = 0 if known.complete else NEUTRAL
        each = [255 if c in wide else NEUTRAL if c in EU and "EU" in have else rest for c in asked]
        return sum(each) // len(asked)

    def ecosystem(self, one: Candidate) -> list[tuple[int, int]]:
        return [(255, around(self, one) if one.place else NEUTRAL)]

    def trust(self, one: Candidate) -> list[tuple[int, int]]:
        worths = [48] if not one.proofs else []
        for proof in one.proofs:
            whole = {"verified": 255, "reported": 168, "declared": 144}[proof.kind]
            age = (self.reference.lists.day - proof.checked_on).days if proof.checked_on else 10**6
            worths.append(whole - min(72, 24 * (max(0, age) // 365)))
        return [(255, max(worths))]

    # Sums

    def values(self, one: Candidate) -> dict[str, int]:
        """Component -> 0..255, without those that cannot be judged."""
        found = {}
        for name in ("fit", "policy", "operations", "assurance", "ecosystem", "trust"):
            parts = getattr(self, name)(one)
            if parts is not None:
                most = share_out([Fraction(claim) for claim, _ in parts], 255)
                found[name] = sum(
                    floor(Fraction(value * share, 255) + Fraction(1, 2))
                    for share, (_, value) in zip(most, parts, strict=True)
                )
        return found

    def weights(self, judged: list[str]) -> dict[str, int]:
        """Of the default weights only; policy never above 38 of 256."""
        claims = [weights.DEFAULT[name] for name in judged]
        settled = dict(zip(judged, share_out(claims, 256), strict=True))
        if settled.get("policy", 0) > 38:
            others = [name for name in judged if name != "policy"]
            shared = share_out([weights.DEFAULT[name] for name in others], 218)
            settled = {"policy": 38, **dict(zip(others, shared, strict=True))}
        return settled

    def ranked(self) -> list[tuple[int, int]]:
        """(points, id) of all that fit and were not excluded by request, best first: by relation,
        points, what a buyer would take, and id.
        """
        found = []
        for one in self.all:
            if one.id in self.wanted.exclude or not self.fitting(one):
                continue
            values = self.values(one)
            weighed = self.weights(list(values))
            points = sum(weighed[name] * value for name, value in values.items())
            found.append(((self.relation(one), points, self.tie(one), -one.id), points, one.id))
        return [(points, pk) for _, points, pk in sorted(found, reverse=True)]


def _letters(text: str) -> str:
    return "".join(c for c in text.split(":")[0].casefold() if c.isalnum())


def _in(order: Quantity, said: Quantity | None) -> object:
    return said.amount if said and said.dimension == order.dimension else None
