"""Before a list is published, or a partner retired or merged, a curator is shown what it moves."""

import re

import pytest

from firms.models import Firm
from matcher.briefs.submit import submit
from matcher.models import Entry
from matcher.shortlists import answering
from partners.models import Partner
from priorities.editions import lifecycle
from priorities.models import Edition
from tests.priorities.admin_desk import Desk, rows_of
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
PARTNER = "/admin/partners/partner/"


@pytest.fixture
def named(lists, registered) -> Partner:
    """A partner that one stored shortlist names."""
    partner: Partner = registered()
    made = submit(
        firm=Firm.objects.create(name="Nordtuch GmbH"),
        asked={"seeking": "manufacturer", "sectors": ["C182"]},
    )
    answering.answer_shortlist(made.pk)
    assert Entry.objects.filter(partner=partner).exists()
    return partner


def uses(page: str) -> str:
    found = re.search(r"Stored shortlists that name it now</dt><dd>(\d+)", page)
    assert found
    return found[1]


def test_who_retires_is_told_what_names_the_partner_and_confirms(editor, named):
    address = f"{PARTNER}{named.pk}/retire/"
    assert f'href="{address}"' in editor.get(f"{PARTNER}{named.pk}/change/").content.decode()
    page = editor.get(address).content.decode()
    assert uses(page) == "1"
    assert "own" in page
    assert "This can be undone" in page
    named.refresh_from_db()
    assert named.retired_at is None
    editor.post(address, {"reason": "It closed."})
    named.refresh_from_db()
    assert named.retired_at is not None


def test_who_merges_sees_both_partners_and_what_moves(editor, named, registered):
    other = registered("other", name_zh="另一家针织厂", name_en="Other knitter")
    address = f"{PARTNER}{named.pk}/merge/"
    for wrong, told in (
        ("", ""),
        ("no number", "No partner has this id."),
        ("999999999", "No partner has this id."),
        (str(named.pk), "This is the partner itself."),
    ):
        page = editor.get(address, {"into": wrong}).content.decode()
        assert told in page
        assert 'method="post" action="/admin/partners' not in page
    page = editor.get(address, {"into": other.pk}).content.decode()
    assert str(other) in page
    assert ">knitter</span>" in page
    assert uses(page) == "1"
    editor.post(address, {"into": other.pk, "reason": "One firm."})
    named.refresh_from_db()
    assert named.merged_into == other


def test_a_retired_partner_takes_no_records(editor, named, registered):
    other = registered("other", name_zh="另一家针织厂", name_en="Other knitter")
    editor.post(f"{PARTNER}{other.pk}/retire/", {"reason": "It closed."})
    page = editor.get(f"{PARTNER}{named.pk}/merge/", {"into": other.pk}).content.decode()
    assert "This partner is retired or merged itself." in page


def test_who_may_only_look_is_refused(viewer, named):
    for action in ("retire", "merge"):
        assert viewer.get(f"{PARTNER}{named.pk}/{action}/").status_code == 403


@pytest.fixture
def approved(lists) -> Edition:
    by = staff("writer", "Editors")
    draft = lifecycle.open_draft(province="440000", by=by)
    rows = rows_of(draft)[1:]
    draft = lifecycle.revise(draft=draft, rows=rows, by=by, expected_version=draft.version)
    draft = lifecycle.submit(draft=draft, by=by, expected_version=draft.version)
    second = staff("second", "Approvers")
    return lifecycle.approve(draft=draft, by=second, expected_version=draft.version)


def test_who_publishes_sees_the_impact_and_confirms_what_was_read(approved, registered):
    approver = Desk(staff("approver", "Approvers"))
    approver.look(approved)
    found = re.search(r'href="([^"]*/impact/[^"]*version=\d+)"', approver.page)
    assert found
    page = approver.client.get(found[1]).content.decode()
    assert "Shortlists touched:" in page
    assert f'name="version" value="{approved.version}"' in page
    assert "Publish now" in page
    approver.press("publish", approved)
    assert Edition.objects.get(pk=approved.pk).state == Edition.State.PUBLISHED


def test_who_may_not_publish_has_no_button_there(approved):
    editor = Desk(staff("editor", "Editors"))
    page = editor.client.get(f"/admin/matcher/matchgeneration/impact/{approved.pk}/")
    assert "Publish now" not in page.content.decode()


def test_the_impact_of_a_list_stands_under_its_editions_and_has_the_icon(approved):
    editor = Desk(staff("editor", "Editors"))
    page = editor.client.get(f"/admin/matcher/matchgeneration/impact/{approved.pk}/")
    assert page.context["opts"] is Edition._meta
    assert "pages/mark" in page.content.decode()
