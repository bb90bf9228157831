"""A word is looked up whole, without filler, by its head noun, and by a rule of its material."""

import pytest

from partners.lexicon import Outcome, shared_lexicon
from partners.lexicon.word_lookup import ALL_KINDS


def first(text, kinds=ALL_KINDS):
    answer = shared_lexicon().resolve(text, kinds)
    return answer.results[0] if answer.results else None


@pytest.mark.parametrize(
    ("said", "code", "step"),
    [
        ("air fryer", "C385", "exact"),
        ("high quality air fryers", "C385", "without words"),
        ("pink turbo air fryer", "C385", "head noun"),
        ("aluminium zigzag pipe", "C325", "rule"),
        ("不锈钢异形方管", "C313", "rule"),
    ],
)
def test_the_reason_names_the_step_that_found_it(said, code, step):
    found = first(said)
    assert found.code == code
    assert found.because.startswith(step)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tyres", "tires"),
        ("aluminum foil", "aluminium foils"),
        ("T-shirts", "t shirt"),
        ("PLCs", "PLC"),
        ("輪胎", "轮胎"),
        ("sheets of steel", "steel sheet"),
        ("e-bikes", "ebike"),
    ],
)
def test_spellings_of_one_word_mean_the_same(one, other):
    assert first(one).code == first(other).code


def test_the_material_nearest_to_the_head_noun_decides():
    assert first("plastic handle steel rod").code == "C313"


def test_a_machine_is_of_the_industry_that_uses_it():
    assert first("machines for making noodles").code == "C353"
    assert first("chocolate truffle machine").code == "C353"


def test_an_ambiguous_word_offers_two_or_three_choices_best_first():
    answer = shared_lexicon().resolve("powder coating")
    assert answer.outcome is Outcome.CHOICES
    assert 2 <= len(answer.results) <= 3
    falling = [one.confidence for one in answer.results]
    assert falling == sorted(falling, reverse=True)


def test_only_the_kinds_that_are_asked_for_are_answered():
    assert first("testing", kinds=("manufacturing",)) is None
    assert first("testing", kinds=("service",)).code == "PS014"


def test_a_slip_of_one_letter_is_read_where_the_other_words_are_known():
    found = first("plastc bottles")
    assert found.code == "C292"
    assert 'read as "plastic bottle"' in found.because


def test_a_word_of_another_language_is_no_slip():
    assert first("Maschine") is None
