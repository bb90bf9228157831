"""Partners as scoring reads them, and the survey that many briefs share."""

from dataclasses import replace

import pytest

from matcher import basis as bases
from matcher.briefs import interpret
from matcher.index import load_candidates
from matcher.index.candidate import Listed
from matcher.scoring import ranking
from partners.models import Partner
from partners.registry import registration
from partners.registry.load_records import load_records

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("profile", "languages", "markets"),
    [
        ({}, Listed(), Listed()),
        (
            {"languages": ("en", "zh"), "markets": ("DE",), "markets_complete": True},
            Listed(frozenset({"en", "zh"})),
            Listed(frozenset({"DE"}), complete=True),
        ),
        (
            {"languages": (), "languages_complete": True, "markets": ()},
            Listed(complete=True),
            Listed(),
        ),
    ],
)
def test_a_list_is_read_with_whether_it_is_complete(maker, profile, languages, markets):
    pk = maker("one").pk
    record = load_records([pk])[pk]
    registration.register_partners(
        records=[replace(record, profile=replace(record.profile, **profile))]
    )

    one = load_candidates.read([pk])[pk]

    assert (one.languages, one.markets) == (languages, markets)


def makers_in_guangzhou(around):
    """How many make apparel there, in the survey."""
    reference = around.reference
    return around.counts[reference.sectors.numbers["C18"], reference.areas.numbers["440100"]]


def test_one_survey_serves_all_briefs_until_a_partner_changes(maker):
    maker("one")
    ours = frozenset({"own-list"})
    first = bases.around(bases.read(), ours)

    assert bases.around(bases.read(), ours) is first
    assert bases.around(bases.read(), frozenset()) is not first
    assert makers_in_guangzhou(first) == 1

    maker("two")
    assert makers_in_guangzhou(bases.around(bases.read(), ours)) == 2


def test_only_so_many_surveys_are_kept(maker):
    maker("one")
    ours = frozenset({"own-list"})
    first = bases.around(bases.read(), ours)
    for n in range(40):
        bases.around(bases.read(), frozenset({f"other-{n}"}))

    assert bases.around(bases.read(), ours) is not first


def test_the_kept_survey_is_the_one_that_ranking_would_make(lists, maker, knitwear):
    for n in range(4):
        maker(f"maker-{n}")
    basis = bases.read()
    reference, shards = bases.stand(basis)
    wanted = interpret.understand(knitwear, reference, bases.names()).wanted

    alone = ranking.rank(reference, shards, wanted, load_candidates.read)
    for _ in range(2):
        around = bases.around(basis, wanted.datasets)
        assert ranking.rank(reference, shards, wanted, load_candidates.read, around) == alone
    assert Partner.objects.count() == len(alone.entries)
