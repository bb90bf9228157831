"""Only a government's support, strength or shortage scores; the rest is shown beside."""

import itertools

import pytest

from tests.scoring import factories

SPEAKERS = ("government", "statistic", "company", "press", "scholar")
SIGNALS = ("support", "strength", "shortage", "context")
SAID = list(itertools.product(SPEAKERS, SIGNALS))


def entry_for(wanted, partner, speaker, signal, *targets: str):
    row = factories.priority("P1", *targets, speaker=speaker, signal=signal)
    reference = factories.reference(factories.edition(factories.GUANGDONG, row))
    silent = factories.reference(factories.edition(factories.GUANGDONG))
    return factories.entry_of(reference, partner, wanted), factories.entry_of(
        silent, partner, wanted
    )


@pytest.mark.parametrize(("speaker", "signal"), SAID)
def test_for_a_maker_a_governments_support_or_strength_counts(speaker, signal):
    said, silent = entry_for(factories.knitwear(), factories.knitter(), speaker, signal, "C18")

    counts = speaker == "government" and signal in ("support", "strength")
    assert (said.points > silent.points) is counts
    assert (said.points == silent.points) is not counts


@pytest.mark.parametrize(("speaker", "signal"), SAID)
def test_for_a_clients_place_a_governments_shortage_counts_too(speaker, signal):
    said, silent = entry_for(
        factories.storefront(services=("PS033", "PS032")),
        factories.shopkeeper(place=factories.HANGZHOU),
        speaker,
        signal,
        "PS033",
    )

    counts = speaker == "government" and signal in ("support", "strength", "shortage")
    assert (said.points > silent.points) is counts
    assert (said.points == silent.points) is not counts


@pytest.mark.parametrize(("speaker", "signal"), SAID)
def test_what_does_not_score_stands_beside_the_entry(speaker, signal):
    said, silent = entry_for(factories.knitwear(), factories.knitter(), speaker, signal, "C18")

    beside = [reason.args["speaker"] for reason in said.context]
    assert beside == ([speaker] if speaker != "government" or signal == "context" else [])
    assert silent.context == ()


def test_words_on_the_climate_name_no_sector_and_stand_beside_everyone():
    said, silent = entry_for(factories.knitwear(), factories.knitter(), "government", "context")

    assert [reason.code for reason in said.context] == ["context.priority"]
    assert said.points == silent.points


def test_a_priority_without_targets_lifts_nobody():
    said, silent = entry_for(factories.knitwear(), factories.knitter(), "government", "support")

    assert said.points == silent.points


def test_context_out_of_force_is_not_shown():
    row = factories.priority("P1", "C18", speaker="company", stage="lapsed")
    reference = factories.reference(factories.edition(factories.GUANGDONG, row))

    assert factories.entry_of(reference, factories.knitter(), factories.knitwear()).context == ()
