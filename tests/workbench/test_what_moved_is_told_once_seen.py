"""The first page tells what moved in a shortlist since the member last saw it."""

from firms.models import Member
from matcher.models import Revision, SeenRevision
from matcher.shortlists import answering
from matcher.shortlists.last_seen import mark_seen, net_moves
from partners.registry.retirement import retire_partner
from tests.priorities.curators import curator


def moved(partner, old, new, *because: str):
    return {"partner": partner, "old_rank": old, "new_rank": new, "because": list(because)}


def test_moves_add_up_and_who_came_back_has_not_moved():
    titles = {"PP1": {"en": "One", "zh": "一"}}
    moves = [
        moved(1, 2, 1, "PP1"),
        moved(2, 1, 2),
        moved(3, None, 3),
        moved(2, 2, 1),
        moved(1, 1, 2),
        moved(4, 4, None, "PP9"),
        moved(5, 6, 4),
    ]
    found = net_moves(moves, titles)
    assert dict(found.counts) == {"entered": 1, "left": 1, "up": 1, "down": 0}
    assert found.titles == [titles["PP1"]]


def test_an_older_revision_takes_nothing_back(owner, world):
    member, shortlist = Member.objects.get(), Revision.objects.get().shortlist
    for number in (3, 2):
        mark_seen(member=member, shortlist=shortlist, number=number)
    assert SeenRevision.objects.get().number == 3


def test_a_shortlist_is_new_then_seen_then_has_moved(owner, world):
    assert ">new</span>" in owner.look("/")
    owner.look(f"/shortlists/{world.shortlist}")
    assert "nothing moved" in owner.look("/")
    retire_partner(partner=world.partner, reason="closed", by=curator("editor", "curate"))
    answering.answer_shortlist(world.shortlist)
    page = owner.look("/")
    assert "1 gone" in page
    assert f"/shortlists/{world.shortlist}/revisions?from=1&amp;to=2" in page
    told = owner.look(f"/shortlists/{world.shortlist}/revisions?from=1&to=2")
    assert "No longer listed" in told
