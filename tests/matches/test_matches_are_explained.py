"""An explained match adds up to the points that the search found, and every reason is told."""

import json
import re
from random import Random

from hypothesis import given, settings

from matcher.index.encode import encode_columns
from matcher.index.segment import Segment
from matcher.matches import top_matches
from matcher.matches.build_parties import build_parties
from matcher.matches.components import TOTAL, WEIGHTS
from matcher.matches.explain_match import explain
from matcher.matches.parties import MAKES, SERVES, MatchTables, group_parties
from matcher.sentences import LANGUAGES, PHRASES, sentence
from tests.matches import brute
from tests.scoring import factories, generators
from tests.scoring.factories import knitter, makes, serves, shopkeeper

CHINESE = re.compile(r"[一-鿿]")


def explained(rng):
    """Each match of a random world, with its explanation."""
    reference = generators.some_ground(rng)
    by_id = {pk: generators.some_candidate(rng, pk) for pk in range(1, 20)}
    segments = [Segment(encode_columns(reference, by_id.values()))]
    tables = MatchTables(reference)
    sides = {
        one: group_parties(tables, build_parties(tables, segments, ("list", "other"), one))
        for one in (MAKES, SERVES)
    }
    for asker, other in ((MAKES, SERVES), (SERVES, MAKES)):
        keys = top_matches.best_counterparts(tables, sides[asker], sides[other], 4)
        for pk, listed in zip(sides[asker].parties.ids.tolist(), keys, strict=True):
            for key in listed[listed > 0]:
                pair = (by_id[pk], by_id[int(top_matches.ids_of(key))])
                maker, provider = pair if asker == MAKES else pair[::-1]
                yield (
                    int(top_matches.points_of(key)),
                    explain(tables, maker, provider, asker=asker),
                )


@settings(max_examples=60, deadline=None)
@given(rng=generators.RANDOM)
def test_the_components_are_the_points(rng):
    for points, match in explained(rng):
        assert match.points == points
        assert {one.name: one.weight for one in match.components} == WEIGHTS
        assert all(0 <= one.value <= 255 and one.because for one in match.components)
        assert 0 <= match.known <= 100


def test_weights_sum_to_256_and_bound_groups_by_three_fifths_at_least():
    assert sum(WEIGHTS.values()) == TOTAL
    assert (TOTAL - WEIGHTS["operations"]) * 5 >= 3 * TOTAL


def test_every_reason_is_told_in_both_languages():
    said = set()
    for seed in range(400):
        for _, match in explained(Random(seed)):
            for reason in (one for part in match.components for one in part.because):
                stored = json.loads(json.dumps({"code": reason.code, "args": dict(reason.args)}))
                said.add(reason.code)
                for language in LANGUAGES:
                    text = sentence(stored, language)
                    assert text
                    assert "{" not in text
                assert CHINESE.search(sentence(stored, "zh"))
    assert said >= {code for code in PHRASES if code.startswith("match.")}


def pair(maker, provider, *editions: object):
    reference = factories.reference(*editions)
    return explain(MatchTables(reference), maker, provider, asker=MAKES)


def test_the_strongest_need_is_named():
    found = pair(knitter(1), shopkeeper(2, offers=(serves("PS021"), serves("PS033"))))
    assert found.need == ("C18", "PS033")
    assert found.components[0].value == 190 * 96 // 100


def test_a_place_that_puts_the_service_first_adds_to_the_need():
    row = factories.priority("G1", "PS03", signal="shortage")
    plain = pair(knitter(1), shopkeeper(2))
    lifted = pair(knitter(1), shopkeeper(2), factories.edition(factories.GUANGDONG, row))
    assert lifted.components[0].value == plain.components[0].value + 64 * 153 // 255
    assert [one.code for one in lifted.components[0].because] == ["match.need", "match.priority"]


def test_an_undocumented_service_is_no_match():
    assert pair(knitter(1), shopkeeper(2, offers=(makes("C182"),))) is None


def test_a_class_alone_counts_as_its_least_needed_group():
    found = pair(knitter(1), shopkeeper(2, offers=(serves("PS03"),)))
    assert found.need == ("C18", "PS032")
    assert found.components[0].because[0].code == "match.class_only"


def test_a_partner_does_not_match_itself():
    both = knitter(1, offers=(makes("C182"), serves("PS033")))
    assert pair(both, both) is None


def test_documenting_one_more_service_never_lowers_a_match():
    for seed in range(200):
        rng = Random(seed)
        reference = generators.some_ground(rng)
        maker, provider = (generators.some_candidate(rng, pk) for pk in (1, 2))
        more = brute.with_offer(provider, generators.some_offer(rng))
        before = brute.slow_need(reference, maker, provider)
        assert brute.slow_need(reference, maker, more) >= before
