"""The article's doubts about money and capacity: only what it says, and about whom it says it."""

import pytest
from django.db import IntegrityError, transaction

from priorities.editions import lifecycle
from priorities.importing.seed_lists import load_context_figures, load_doubts
from priorities.models import Doubt
from priorities.queries.priority_queries import doubts_about
from tests.priorities.admin_desk import Desk
from tests.priorities.curators import staff
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db

# Key: the kind, the article's own words, and words of our summary.
SAID = {
    "AD01": ("money", "requires skilled labour, regulatory clarity, capital, and time", "capital"),
    "AD02": (
        "money",
        "property sector weakness and uneven local finances will constrain some provinces",
        "uneven local finances",
    ),
    "AD03": (
        "capacity",
        "requires skilled labour, regulatory clarity, capital, and time",
        "skilled labour, regulatory clarity and time",
    ),
    "AD04": ("capacity", "Implementation capacity varies", "capacity to carry out"),
    "AD05": ("capacity", "often face political and bureaucratic inertia", "bureaucratic inertia"),
}


@pytest.fixture
def doubts(reference):
    assert load_doubts(SEEDS) == len(SAID)
    return {one.key: one for one in Doubt.objects.all()}


def test_each_doubt_is_the_articles_and_about_no_province(doubts):
    article = (SEEDS / "article.txt").read_text(encoding="utf-8")
    assert doubts.keys() == SAID.keys()
    for key, (kind, words, summary) in SAID.items():
        one = doubts[key]
        assert words in article
        assert summary in one.summary
        assert (one.kind, one.place, one.speaker, one.confidence) == (kind, None, "press", "high")
        assert "chinadailybrief.com" in one.author
        assert "https://chinadailybrief.com/article/" in one.source


def test_loading_again_doubles_nothing_and_corrects_what_differs(doubts):
    Doubt.objects.filter(key="AD04").update(kind="money")
    load_doubts(SEEDS)
    assert Doubt.objects.count() == len(SAID)
    assert Doubt.objects.get(key="AD04").kind == "capacity"


def test_a_provinces_own_doubt_stands_first_and_beside_it_alone(doubts):
    Doubt.objects.create(
        key="ZZ",
        place_id="370000",
        kind="money",
        speaker="scholar",
        author="a test",
        summary="a test",
        source="a test",
        confidence="low",
    )
    assert [one.key for one in doubts_about("370000")] == ["ZZ", *SAID]
    assert [one.key for one in doubts_about("440000")] == [*SAID]


def test_the_database_refuses_a_doubt_without_a_source(doubts):
    with pytest.raises(IntegrityError, match="doubt_has_author_and_source"), transaction.atomic():
        Doubt.objects.update(source="")


def test_the_desk_shows_them_beside_the_list_with_the_record_and_the_figures(lists, doubts):
    load_context_figures(SEEDS)
    desk = Desk(staff("editor", "Editors"))
    desk.look(lifecycle.open_draft(province="440000", by=desk.user))
    beside = desk.page.partition('id="rh-beside"')[2]
    assert "uneven local finances will constrain some provinces" in beside
    assert "chinadailybrief.com, in its own words" in beside
    assert "2026-02-24 under way, edition 1" in beside
    assert '"Indicator">gdp growth</td>' in beside
    assert ' 3.9</td><td data-label="Unit">percent</td>' in beside
