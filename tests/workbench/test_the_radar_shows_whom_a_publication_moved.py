"""The policy radar: what a publication did to priorities, and to the firm's own shortlists."""

import re

import pytest

from matcher.shortlists import answering
from priorities.queries.policy_radar import Movement, movement_of
from tests.workbench.published_lists import changed, publish, without


def test_a_stage_that_counts_for_more_is_stronger_and_lapsing_is_weaker():
    assert movement_of("moved", "pledged", "launched") is Movement.STRENGTHENED
    assert movement_of("moved", "delivered", "lapsed") is Movement.WEAKENED
    assert movement_of("published", None, "lapsed") is Movement.ENTERED
    assert movement_of("withdrawn", "pledged", "pledged") is Movement.DROPPED


@pytest.fixture
def moved(world):
    """Guangdong delivers knitwear, and drops another statement; the shortlist is answered anew."""
    publish(
        lambda rows: without("PP2")(changed("PP1", stage="delivered", summary_en="Opened.")(rows))
    )
    answering.answer_shortlist(world.shortlist)
    return world


def newest(page):
    return page[page.index("<article") : page.index("</article>")]


def test_a_publication_tells_what_it_moved(owner, moved):
    told = newest(owner.look("/radar"))
    assert "strengthened 1" in told
    assert "dropped 1" in told
    assert "under way → delivered" in told
    assert f'<a href="/shortlists/{moved.shortlist}">Knitwear</a>' in told
    assert "revision 2" in told


def test_a_change_of_the_emphasis_alone_is_told_with_what_it_moved(owner, world):
    publish(changed("PP1", emphasis="headline"))
    answering.answer_shortlist(world.shortlist)
    told = newest(owner.look("/radar?movement=revised"))
    assert "revised 1" in told
    assert "→" not in told
    assert f'<a href="/shortlists/{world.shortlist}">Knitwear</a>' in told


def test_another_firm_sees_the_publication_and_nobody_elses_shortlists(rival, owner, moved):
    told = newest(rival.look("/radar"))
    assert "strengthened 1" in told
    assert "Moved none of your shortlists." in told
    assert "Knitwear" not in rival.page


def test_an_older_publication_of_the_same_priority_moved_nothing(owner, moved):
    second = owner.look("/radar").split("<article")[2]
    assert "first list held" in second
    assert "Moved none of your shortlists." in second


@pytest.mark.parametrize(
    ("asked", "publications"),
    [
        ("", 2),
        ("movement=strengthened", 1),
        ("movement=dropped", 1),
        ("movement=weakened", 0),
        ("movement=entered", 1),
        ("movement=revised", 0),
        ("movement=nonsense&year=1&province=x", 2),
        ("province=440000", 2),
        ("province=320000", 0),
        ("sector=C182", 2),
        ("sector=EI-NEV", 0),
        ("mine=1", 2),
    ],
)
def test_the_radar_is_filtered(owner, moved, asked, publications):
    assert owner.look(f"/radar?{asked}").count("<article") == publications


def test_a_firm_without_shortlists_has_no_fields(rival, lists):
    page = rival.look("/radar?mine=1")
    assert "<article" not in page
    assert "Your firm has no answered shortlist yet" in page


def test_sectors_are_counted_by_what_happened(owner, moved):
    owner.look("/radar")
    counted = owner.text[owner.text.index("By sector") :]
    assert re.search(r"wearing apparel entered the list 2 strengthened 1 dropped 1", counted)
