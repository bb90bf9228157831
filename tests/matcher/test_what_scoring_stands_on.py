"""Partners as scoring reads them, and the survey that many briefs share."""

from dataclasses import replace

import pytest

from matcher import basis as bases
from matcher import brief
from matcher.scoring import shortlist
from matcher.scoring.candidate import Listed
from partners import registry
from partners.models import Partner
from partners.recorded import recorded

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
    record = recorded([pk])[pk]
    registry.register(records=[replace(record, profile=replace(record.profile, **profile))])

    _, columns = bases.stand(bases.read())

    assert columns["languages"].at(0) == languages
    assert columns["markets"].at(0) == markets


def test_one_survey_serves_all_briefs_until_a_partner_changes(maker):
    maker("one")
    ours = frozenset({"own-list"})
    first = bases.around(bases.read(), ours)

    assert bases.around(bases.read(), ours) is first
    assert bases.around(bases.read(), frozenset()) is not first
    assert first.makers["C18"] == {"440100": 1}

    maker("two")
    assert bases.around(bases.read(), ours).makers["C18"] == {"440100": 2}


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
    ground, columns = bases.stand(basis)
    wanted = brief.understand(knitwear, ground, bases.names()).wanted

    alone = shortlist.rank(ground, columns, wanted)
    for _ in range(2):
        assert (
            shortlist.rank(ground, columns, wanted, bases.around(basis, wanted.datasets)) == alone
        )
    assert Partner.objects.count() == len(alone.entries)
