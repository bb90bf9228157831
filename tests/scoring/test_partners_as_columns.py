"""Partners as columns: what goes in comes out, by ascending id, and nothing else is kept."""

import numpy as np
from hypothesis import given, settings

from matcher.scoring.columns import COLUMNS, build
from tests.scoring import chance, world


@settings(max_examples=100, deadline=None)
@given(chance.RANDOM)
def test_any_selection_holds_the_facts_of_its_partners_and_no_others(rng):
    candidates = [
        chance.some_candidate(rng, pk) for pk in rng.sample(range(99), rng.randint(0, 20))
    ]
    ordered = sorted(candidates, key=lambda one: one.id)
    mask = np.array([rng.random() < 0.5 for _ in candidates], dtype=np.bool_)

    columns = build(candidates)
    chosen = columns.select(mask)

    assert columns.ids.tolist() == [one.id for one in ordered]
    kept = [one for one, stays in zip(ordered, mask, strict=True) if stays]
    assert chosen.ids.tolist() == [one.id for one in kept]
    for name, fact in COLUMNS.items():
        column = chosen[name]
        assert [column.at(row) for row in range(len(chosen))] == [fact(one) for one in kept]
        assert len(column.values) == len(set(column.values))
        assert set(column.values) == {fact(one) for one in kept}
        assert column.codes.dtype == np.uint32


def test_partners_alike_in_a_fact_share_one_value():
    columns = build([world.knitter(1), world.knitter(2), world.knitter(3, place=world.HANGZHOU)])

    assert columns["offers"].values == (world.knitter().offers,)
    assert columns["place"].codes.tolist() == [0, 0, 1]


def test_a_test_of_a_column_is_asked_once_a_value():
    columns = build([world.knitter(pk, place=(None, world.HANGZHOU)[pk % 2]) for pk in range(50)])
    asked = []

    here = columns["place"].where(lambda place: asked.append(place) or place is None)

    assert here.tolist() == [pk % 2 == 0 for pk in range(50)]
    assert len(asked) == 2
