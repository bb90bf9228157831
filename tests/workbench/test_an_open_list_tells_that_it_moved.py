"""A publication moves a list that a member has open: the page is told when it asks, and the next
look says so.
"""

import re

from matcher.models import Revision
from matcher.shortlists import answering
from tests.workbench.published_lists import publish


def asks(page):
    """The address that an open page asks, as htmx reads it."""
    return re.search(r'hx-get="(/shortlists/[^"]+/moved\?revision=\d+)"', page)[1]


def test_an_open_page_hears_of_a_publication(viewer, world):
    """The first is in Guangdong, whose list no longer names its sector."""
    page = viewer.look(f"/shortlists/{world.shortlist}")
    assert "has moved" not in page
    viewer.look(asks(page))
    assert (viewer.status, viewer.page) == (204, "")
    publish(lambda rows: rows[1:])
    answering.sweep()
    assert Revision.objects.filter(shortlist=world.shortlist).count() == 2
    told = viewer.look(asks(page))
    assert "This list has just moved: revision 2 has come." in told
    assert f"/shortlists/{world.shortlist}/revisions?from=1&amp;to=2" in told
    again = viewer.look(f"/shortlists/{world.shortlist}")
    assert "This list has moved since you last looked." in again
    assert "since you last looked" not in viewer.look(f"/shortlists/{world.shortlist}")
    assert viewer.look(asks(viewer.page)) == ""


def test_who_never_looked_is_not_told_of_moves(owner, world):
    assert "since you last looked" not in owner.look(f"/shortlists/{world.shortlist}")


def test_what_is_no_revision_and_another_firms_list_is_not_there(owner, rival, world):
    for asked in ("", "?revision=x", "?revision=-1"):
        owner.look(f"/shortlists/{world.shortlist}/moved{asked}")
        assert owner.status == 404
    rival.look(f"/shortlists/{world.shortlist}/moved?revision=0")
    assert rival.status == 404
