"""Pairs in what is made or done."""

from dataclasses import replace
from random import Random

from demonstration.goods import GOODS
from harness import seed_reference
from matcher.index.candidate import Candidate, Offer
from matcher.scoring.wanted import Product
from quality.pairs.pair import Pair, brief, groups, kind, maker, pair, provider


@kind("fit", "the group, not the division alone")
def _group(rng: Random) -> Pair:
    code = rng.choice(groups("manufacturing"))
    one = maker(rng, Offer("makes", code))
    return pair(one, {}, {"offers": (Offer("makes", code[:3]),)}, brief(one))


@kind("fit", "the group, not another of the division")
def _other_group(rng: Random) -> Pair:
    codes = groups("manufacturing")
    code = rng.choice([c for c in codes if sum(o[:3] == c[:3] for o in codes) > 1])
    other = rng.choice([o for o in codes if o[:3] == code[:3] and o != code])
    one = maker(rng, Offer("makes", code))
    return pair(one, {}, {"offers": (Offer("makes", other),)}, brief(one))


def _worded(rng: Random) -> tuple[Candidate, str, str, str]:
    """A maker of a group, two of the group's goods, and the HS heading of the first."""
    code = rng.choice(sorted(code for code, goods in GOODS.items() if len(goods) > 1))
    this, that = rng.sample(list(GOODS[code]), 2)
    return maker(rng, Offer("makes", code)), this[0], that[0], this[2][:4]


@kind("fit", "the goods asked for, not others")
def _goods(rng: Random) -> Pair:
    one, this, that, _ = _worded(rng)
    offer = one.offers[0]
    return pair(
        one,
        {"offers": (replace(offer, products=(this,)),)},
        {"offers": (replace(offer, products=(that,)),)},
        brief(one, products=(Product(this),)),
    )


@kind("fit", "the goods asked for, not unsaid")
def _goods_unsaid(rng: Random) -> Pair:
    one, this, _, _ = _worded(rng)
    offer = replace(one.offers[0], products=(this,))
    return pair(one, {"offers": (offer,)}, {}, brief(one, products=(Product(this),)))


@kind("fit", "the HS heading asked for, not another")
def _hs(rng: Random) -> Pair:
    one, _, _, heading = _worded(rng)
    offer = one.offers[0]
    return pair(
        one,
        {"offers": (replace(offer, hs=(heading,)),)},
        {"offers": (replace(offer, hs=("0101",)),)},
        brief(one, products=(Product(heading, is_hs=True),)),
    )


@kind("fit", "both services asked for, not one")
def _both(rng: Random) -> Pair:
    this, that = rng.sample(groups("service"), 2)
    one = provider(rng, Offer("serves", this))
    both = {"offers": (Offer("serves", this), Offer("serves", that))}
    return pair(one, both, {}, brief(one, services=(this, that)))


@kind("fit", "the client's sector named, not another")
def _client(rng: Random) -> Pair:
    client, other = rng.sample(
        sorted(c for c in seed_reference.taxonomy().sectors if len(c) == 3), 2
    )
    offer = Offer("serves", rng.choice(groups("service")))
    one = provider(rng, offer)
    return pair(
        one,
        {"offers": (replace(offer, for_sectors=(client,)),)},
        {"offers": (replace(offer, for_sectors=(other,)),)},
        brief(one, client_sector=client),
    )


@kind("fit", "the client's sector named, not unsaid")
def _client_unsaid(rng: Random) -> Pair:
    client = rng.choice(sorted(c for c in seed_reference.taxonomy().sectors if len(c) == 3))
    offer = Offer("serves", rng.choice(groups("service")))
    one = provider(rng, offer)
    named = {"offers": (replace(offer, for_sectors=(client,)),)}
    return pair(one, named, {}, brief(one, client_sector=client))
