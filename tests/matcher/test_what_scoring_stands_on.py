"""Partners as scoring reads them, and the survey that many briefs share."""

from dataclasses import replace

import pytest

from matcher import loaded
from matcher.briefs.interpret import interpret_brief
from matcher.index.candidate import CodeList
from matcher.index.loading.load_candidates import load_candidates
from matcher.loaded import current_basis
from matcher.scoring import ranking
from matcher.scoring.compiled_brief import compile_brief
from matcher.scoring.coverage import count_coverage
from partners.models import Partner
from partners.registry.load_records import load_records
from partners.registry.registration import register_records

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("profile", "languages", "markets"),
    [
        ({}, CodeList(), CodeList()),
        (
            {"languages": ("en", "zh"), "markets": ("DE",), "markets_complete": True},
            CodeList(frozenset({"en", "zh"})),
            CodeList(frozenset({"DE"}), complete=True),
        ),
        (
            {"languages": (), "languages_complete": True, "markets": ()},
            CodeList(complete=True),
            CodeList(),
        ),
    ],
)
def test_a_list_is_read_with_whether_it_is_complete(maker, profile, languages, markets):
    pk = maker("one").pk
    (record,) = load_records([pk])[pk]
    register_records(records=[replace(record, profile=replace(record.profile, **profile))])

    one = load_candidates([pk])[pk]

    assert (one.languages, one.markets) == (languages, markets)


def makers_in_guangzhou(around):
    """How many make apparel there, in the survey."""
    reference = around.reference
    return around.counts[reference.sectors.numbers["C18"], reference.areas.numbers["440100"]]


def test_one_survey_serves_all_briefs_until_a_partner_changes(maker):
    maker("one")
    ours = frozenset({"own-list"})
    first = loaded.coverage(current_basis(), ours)

    assert loaded.coverage(current_basis(), ours) is first
    assert loaded.coverage(current_basis(), frozenset()) is not first
    assert makers_in_guangzhou(first) == 1

    maker("two")
    assert makers_in_guangzhou(loaded.coverage(current_basis(), ours)) == 2


def test_only_so_many_surveys_are_kept(maker):
    maker("one")
    ours = frozenset({"own-list"})
    first = loaded.coverage(current_basis(), ours)
    for n in range(40):
        loaded.coverage(current_basis(), frozenset({f"other-{n}"}))

    assert loaded.coverage(current_basis(), ours) is not first


def test_the_kept_survey_is_the_one_that_ranking_would_make(lists, maker, knitwear):
    for n in range(4):
        maker(f"maker-{n}")
    basis = current_basis()
    reference, segments = loaded.load(basis)
    wanted = interpret_brief(knitwear, reference, loaded.names()).wanted

    def rank(coverage):
        return ranking.rank(compile_brief(reference, wanted), segments, load_candidates, coverage)

    alone = rank(count_coverage(reference, segments, wanted.datasets))
    for _ in range(2):
        assert rank(loaded.coverage(basis, wanted.datasets)) == alone
    assert Partner.objects.count() == len(alone.entries)
