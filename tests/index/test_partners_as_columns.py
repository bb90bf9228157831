"""Candidates encoded as columns: each partner with its own facts, in the cohort of its sectors."""

import numpy as np
from hypothesis import given, settings

from matcher.index.encode import encode_columns
from tests.scoring import factories, generators


def offered(columns, row):
    offers = columns.facts.offers
    return sorted(
        columns.dictionary.sectors[n] for n in offers.sector[slice(*offers.ptr[row : row + 2])]
    )


@settings(max_examples=100, deadline=None)
@given(generators.RANDOM)
def test_every_partner_has_one_row_with_its_own_facts(rng):
    reference = factories.reference()
    known = {pk: generators.some_candidate(rng, pk) for pk in range(1, rng.randint(1, 30))}
    columns = encode_columns(reference, known.values())
    facts, dictionary = columns.facts, columns.dictionary

    assert sorted(facts.ids.tolist()) == sorted(known)
    for row, pk in enumerate(facts.ids.tolist()):
        one = known[pk]
        assert (*dictionary.places, None)[facts.place[row]] == one.place
        assert dictionary.datasets[facts.datasets[row]] == one.datasets
        assert offered(columns, row) == sorted(offer.sector for offer in one.offers)
        assert dictionary.days[facts.lead_time[row]] == (one.lead_time_days or 0)
        quantity = facts.minimum_order[row]
        amount = one.minimum_order.amount if one.minimum_order else 0
        assert dictionary.quantities.whole[quantity] == amount
        named = {dictionary.listed[n] for n in dictionary.code_sets.codes[facts.languages[row]]}
        assert named == one.languages.codes
        assert dictionary.code_sets.complete[facts.languages[row]] == one.languages.complete


@settings(max_examples=100, deadline=None)
@given(generators.RANDOM)
def test_a_cohort_holds_exactly_the_partners_that_share_place_dataset_and_sectors(rng):
    reference = factories.reference()
    columns = encode_columns(
        reference, [generators.some_candidate(rng, pk) for pk in range(rng.randint(0, 40))]
    )
    cohorts, facts = columns.cohorts, columns.facts

    alike = []
    for cohort in range(len(cohorts.place)):
        rows = range(*cohorts.ptr[cohort : cohort + 2])
        shared = {
            (facts.place[row], facts.datasets[row], tuple(sorted(set(offered(columns, row)))))
            for row in rows
        }
        assert len(shared) == 1
        alike += shared
        assert (columns.cohorts_of_rows(np.array(rows, np.int64)) == cohort).all()
    assert len(alike) == len(set(alike))
    assert cohorts.ptr[-1] == len(columns)


@settings(max_examples=60, deadline=None)
@given(generators.RANDOM)
def test_a_sector_lists_the_cohorts_that_offer_it(rng):
    reference = factories.reference()
    columns = encode_columns(reference, [generators.some_candidate(rng, pk) for pk in range(30)])

    for number, code in enumerate(columns.dictionary.sectors):
        found = columns.postings[number].tolist()
        assert found == sorted(found)
        holders = [
            cohort
            for cohort in range(len(columns.cohorts.place))
            if code in offered(columns, int(columns.cohorts.ptr[cohort]))
        ]
        assert found == holders


def test_partners_alike_in_a_fact_share_one_number():
    columns = encode_columns(
        factories.reference(),
        [factories.knitter(1), factories.knitter(2, place=factories.HANGZHOU)],
    )

    assert len(set(columns.facts.minimum_order.tolist())) == 1
    assert len(columns.dictionary.days) == 2  # unknown, and theirs


@settings(max_examples=60, deadline=None)
@given(generators.RANDOM)
def test_exactly_the_partners_asked_for_are_found_by_their_ids(rng):
    held = rng.sample(range(1, 60), rng.randint(0, 20))
    columns = encode_columns(
        factories.reference(), [generators.some_candidate(rng, pk) for pk in held]
    )
    asked = rng.sample(range(1, 80), rng.randint(0, 20))

    rows = columns.rows_of_ids(np.array(asked, np.int64))

    assert rows.tolist() == sorted(rows.tolist())
    assert {int(columns.facts.ids[row]) for row in rows} == {*held} & {*asked}
    assert len(rows) == len({*held} & {*asked})
