"""The first page tells what moved in a shortlist since the member last saw it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from firms.models import Member
from matcher.briefs.submit import resubmit, submit
from matcher.models import Entry, Revision, SeenRevision, Shortlist
from matcher.shortlists import answering
from matcher.shortlists.last_seen import mark_seen
from partners.registry.retirement import retire_partner
from tests.priorities.curators import curator


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


def test_an_edited_brief_is_compared_with_what_was_seen(owner, world):
    """The revisions between, and the first of the edited brief, say nothing of what was seen."""
    owner.look(f"/shortlists/{world.shortlist}")
    shortlist = Shortlist.objects.select_related("brief").get(pk=world.shortlist)
    asked = dict(shortlist.brief.asked)
    for limit in (1, 20):
        resubmit(shortlist=shortlist, asked={**asked, "limit": limit})
        answering.answer_shortlist(world.shortlist)
    # The third revision is the first one again: all that left had come back.
    assert "nothing moved" in owner.look("/")
    resubmit(shortlist=shortlist, asked={**asked, "limit": 1})
    answering.answer_shortlist(world.shortlist)
    count = Entry.objects.filter(revision__number=1).count()
    assert f"0 up, 0 down, 0 new, {count - 1} gone" in owner.look("/")


def test_what_moved_costs_the_same_queries_for_any_number_of_shortlists(owner, world):
    asked = Shortlist.objects.select_related("brief").get().brief.asked
    made = [world.shortlist]

    def moved() -> int:
        for pk in made:
            owner.look(f"/shortlists/{pk}")
            row = Shortlist.objects.select_related("brief").get(pk=pk)
            limit = 1 if row.brief.version % 2 else 20
            resubmit(shortlist=row, asked={**asked, "limit": limit})
            answering.answer_shortlist(pk)
        with CaptureQueriesContext(connection) as captured:
            owner.look("/")
        assert owner.page.count("gone</a>") == len(made)
        return len(captured)

    first = moved()
    for _ in range(3):
        made.append(submit(firm=Member.objects.get().firm, asked=asked).pk)
        answering.answer_shortlist(made[-1])
    assert moved() == first
