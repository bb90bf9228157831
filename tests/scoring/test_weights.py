"""Weights are integers that sum to 256; what cannot be judged leaves its weight to the rest."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.scoring.weights import DEFAULT, TOTAL, WeightFault, apportion, settle
from tests.scoring import factories

NAMES = tuple(DEFAULT)
CLAIMS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.fractions(min_value=0, max_value=1000) | st.integers(0, 10**6),
    min_size=1,
).filter(lambda claims: sum(claims.values()) > 0)
ASKED = st.dictionaries(st.sampled_from(NAMES), st.fractions(min_value=0, max_value=500))
JUDGED = st.sets(st.sampled_from(NAMES)).map(lambda some: [*sorted(some | {"fit", "trust"})])


@given(CLAIMS, st.integers(0, 5000))
def test_shares_sum_to_the_whole_and_are_off_by_less_than_one(claims, total):
    split = apportion(claims, total)

    assert sum(split.values()) == total
    assert list(split) == list(claims)
    for name, claim in claims.items():
        exact = Fraction(claim) * total / sum(claims.values())
        assert isinstance(split[name], int)
        assert abs(split[name] - exact) < 1


@given(CLAIMS, st.integers(0, 5000))
def test_a_larger_claim_never_gets_less(claims, total):
    split = apportion(claims, total)

    for one in claims:
        for other in claims:
            if claims[one] > claims[other]:
                assert split[one] >= split[other]


def test_an_indivisible_rest_goes_to_the_earlier_claims():
    assert apportion({"a": 1, "b": 1, "c": 1}, 256) == {"a": 86, "b": 85, "c": 85}
    assert apportion({"c": 1, "b": 1, "a": 1}, 255) == {"c": 85, "b": 85, "a": 85}
    assert apportion({"b": 1, "a": 1}, 255) == {"b": 128, "a": 127}


def test_the_default_weights_are_those_of_the_table():
    assert settle({}, NAMES) == {name: int(weight) for name, weight in DEFAULT.items()}
    assert list(settle({}, NAMES)) == list(NAMES)


@given(ASKED, JUDGED)
def test_whatever_was_asked_the_weights_sum_and_policy_stays_below_its_cap(asked, judged):
    try:
        settled = settle(asked, judged)
    except WeightFault:
        return

    assert sum(settled.values()) == TOTAL
    assert list(settled) == list(NAMES)
    assert all(weight >= 0 for weight in settled.values())
    assert all(settled[name] == 0 for name in NAMES if name not in judged)
    assert settled["policy"] <= 0.15 * TOTAL


@given(JUDGED)
def test_what_is_left_out_is_spread_over_the_rest_in_proportion(judged):
    settled = settle({}, judged)
    others = [name for name in judged if name != "policy"]
    left = TOTAL - settled["policy"]

    whole = sum(DEFAULT[name] for name in others)
    for name in others:
        assert abs(settled[name] - DEFAULT[name] * left / whole) < 1 + left / TOTAL


def test_left_out_components_do_not_push_policy_above_its_cap():
    settled = settle({}, ["fit", "policy", "trust"])

    assert settled["policy"] == 38
    assert settled["fit"] + settled["trust"] == 218


@pytest.mark.parametrize("policy", [Fraction(41), Fraction(10**6)])
def test_asking_for_a_heavy_policy_is_refused(policy):
    with pytest.raises(WeightFault, match="at most 15 %"):
        settle({"policy": policy}, NAMES)


def test_the_most_policy_that_the_message_names_is_accepted():
    assert settle({"policy": Fraction("40.09")}, NAMES)["policy"] == 38
    with pytest.raises(WeightFault, match=r"40\.09"):
        settle({"policy": Fraction("40.11")}, NAMES)


def test_weights_that_are_all_zero_are_refused():
    zero = dict.fromkeys(NAMES, Fraction(0))

    with pytest.raises(WeightFault, match="all weigh 0"):
        settle(zero, NAMES)
    with pytest.raises(WeightFault, match=r"\(fit, trust\) all weigh 0"):
        settle(zero | {"operations": Fraction(5)}, ["fit", "trust"])


def test_policy_alone_is_refused():
    zero = dict.fromkeys(NAMES, Fraction(0))

    with pytest.raises(WeightFault):
        settle(zero | {"policy": Fraction(1)}, NAMES)
    del zero["policy"]
    with pytest.raises(WeightFault, match="policy alone"):
        settle(zero, NAMES)


def test_a_weight_of_zero_makes_a_component_count_nothing():
    # Of alike points the one with evidence is first, which the ids alone would put second.
    near, far = factories.knitter(2), factories.knitter(1, proofs=())
    wanted = factories.knitwear(weights={"trust": Fraction(0)})

    ranking = factories.rank(factories.reference(), [near, far], wanted)

    assert factories.order(ranking) == [2, 1]
    assert ranking.entries[0].points == ranking.entries[1].points
    assert ranking.weights["trust"] == 0
