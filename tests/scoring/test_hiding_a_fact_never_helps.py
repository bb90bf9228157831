"""Leaving a fact out of the record raises no score, unless the fact fails what was wished."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.index.candidate import Certificates, CodeList
from tests.scoring import factories, generators
from tests.scoring.factories import pieces


def _without_words(candidate):
    return tuple(replace(offer, products=()) for offer in candidate.offers)


def _without_codes(candidate):
    return tuple(replace(offer, hs=()) for offer in candidate.offers)


def _without_clients(candidate):
    return tuple(replace(offer, for_sectors=()) for offer in candidate.offers)


def _without_the_first(candidate):
    return candidate.offers[1:]


OPERATIONS = ("minimum_above", "lead_time_above", "capacity_below")
# Fact -> how it is left out, and the reasons that say that it fails a wish.
BLANKS = {
    "minimum_order": (lambda _: None, ["operations.minimum_above"]),
    "lead_time_days": (lambda _: None, ["operations.lead_time_above"]),
    "monthly_capacity": (lambda _: None, ["operations.capacity_below"]),
    "certificates": (
        lambda _: Certificates(),
        ["assurance.expired", "assurance.not_yet", "assurance.no_certificate"],
    ),
    "languages": (lambda _: CodeList(), ["assurance.no_languages"]),
    "markets": (lambda _: CodeList(), ["assurance.no_markets"]),
    "proofs": (lambda _: (), []),
    "proofs but the first": (lambda candidate: candidate.proofs[:1], []),
    # Only a complete list can say that a place does not put this first.
    "place": (lambda _: None, ["policy.not_named_complete"]),
    "the offerings' words": (_without_words, ["fit.products_differ"]),
    "the offerings' codes": (_without_codes, ["fit.products_differ"]),
    # Known for other clients alone: below one of whom no client is known.
    "the offerings' clients": (_without_clients, ["fit.client_others"]),
    "an offering": (
        _without_the_first,
        ["fit.products_differ", *(f"operations.{one}" for one in OPERATIONS)],
    ),
}


def blanked(candidate, name):
    column = {"the": "offers", "an": "offers"}.get(name.split()[0], name.split()[0])
    return replace(candidate, **{column: BLANKS[name][0](candidate)})


@settings(max_examples=400, deadline=None)
@given(generators.RANDOM, st.sampled_from(sorted(BLANKS)))
def test_only_a_failing_fact_is_better_left_out(rng, name):
    reference, candidates, wanted = generators.some_world(rng, most=8)
    before = {e.partner: e for e in factories.rank(reference, candidates, wanted).entries}

    for n, candidate in enumerate(candidates):
        if candidate.id not in before:
            continue
        changed = [*candidates[:n], blanked(candidate, name), *candidates[n + 1 :]]
        after = {e.partner: e for e in factories.rank(reference, changed, wanted).entries}
        if candidate.id in after and after[candidate.id].points > before[candidate.id].points:
            reasons = [r.code for one in before[candidate.id].components for r in one.because]
            assert set(reasons) & set(BLANKS[name][1]), (name, reasons)


@settings(max_examples=150, deadline=None)
@given(generators.RANDOM, st.sets(st.sampled_from(sorted(BLANKS)), min_size=1))
def test_one_who_meets_every_wish_gains_nothing_by_any_silence(rng, names):
    """Excerpts only: no complete list says that its place does not put this first."""
    reference = generators.some_ground(rng)
    excerpts = {
        code: replace(one, complete=False) for code, one in reference.lists.editions.items()
    }
    reference = factories.with_lists(reference, excerpts)
    wanted = rng.choice((factories.knitwear(), factories.storefront()))
    make = factories.knitter if wanted.sectors else factories.shopkeeper
    best = make(
        1,
        place=rng.choice(factories.PLACES),
        minimum_order=pieces(rng.randint(0, 150)),
        lead_time_days=rng.randint(1, 10),
        monthly_capacity=pieces(rng.randint(450, 10**6)),
    )
    others = [generators.some_candidate(rng, pk) for pk in range(2, 12)]
    silent = best
    for name in sorted(names - {"an offering"}):
        silent = blanked(silent, name)

    known = factories.entry_of(reference, best, wanted, *others)
    unknown = factories.entry_of(reference, silent, wanted, *others)

    assert unknown.points <= known.points
    assert unknown.known <= known.known


def test_hiding_an_honest_minimum_order_of_a_hundred_never_helps():
    for wanted in (factories.knitwear(), factories.knitwear(require=frozenset({"order_quantity"}))):
        honest, silent = factories.knitter(2), factories.knitter(1, minimum_order=None)

        ranking = factories.rank(factories.reference(), [honest, silent], wanted)

        assert factories.order(ranking)[0] == 2
