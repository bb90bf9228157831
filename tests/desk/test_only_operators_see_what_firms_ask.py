"""Editors and approvers see nothing that a firm asked or was answered; operators do."""

import pytest
from django.test import Client

from firms.models import Firm
from matcher.briefs.submit import submit
from matcher.models import Entry, Revision
from matcher.shortlists import answering
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db
# Whatever belongs to one firm.
_OF_FIRMS = (
    "matcher/shortlist/",
    "matcher/revision/",
    "firms/firm/",
    "firms/member/",
    "firms/apikey/",
    "firms/keyusage/",
    "webhooks/event/",
    "webhooks/endpoint/",
    "webhooks/delivery/",
    "webhooks/notice/",
)


def enter(role: str) -> Client:
    client = Client()
    client.force_login(staff(role.lower(), role))
    return client


@pytest.fixture
def asked(lists, registered) -> str:
    """The page of a firm's shortlist, answered."""
    registered()
    firm = Firm.objects.create(name="Nordtuch GmbH")
    made = submit(firm=firm, asked={"seeking": "manufacturer", "sectors": ["C182"]})
    answering.answer_shortlist(made.pk)
    return f"/admin/matcher/shortlist/{made.pk}/change/"


@pytest.mark.parametrize("role", ["Editors", "Approvers"])
def test_a_curator_is_refused_and_has_no_entry_in_the_menu(asked, role):
    curator = enter(role)
    revision = f"/admin/matcher/revision/{Revision.objects.get().pk}/change/"
    history = asked.replace("change", "history")
    for address in (*(f"/admin/{one}" for one in _OF_FIRMS), asked, revision, history):
        assert curator.get(address).status_code == 403, address
    menu = curator.get("/admin/").content.decode()
    for address in _OF_FIRMS:
        assert f'"/admin/{address}"' not in menu


def test_an_operator_sees_firms_and_the_entries_of_the_newest_revision(asked):
    operator = enter("Operators")
    menu = operator.get("/admin/").content.decode()
    for address in _OF_FIRMS:
        assert operator.get(f"/admin/{address}").status_code == 200, address
        assert f'"/admin/{address}"' in menu or address == "matcher/revision/"
    page = operator.get(asked).content.decode()
    entries = Entry.objects.filter(revision__number=1).select_related("partner")
    assert entries
    for entry in entries:
        assert str(entry.partner) in page
        assert str(entry.points) in page


def test_an_operator_draws_no_list_and_curates_no_partner():
    may = staff("operator", "Operators").get_all_permissions()
    assert not may & {
        "priorities.draft_edition",
        "priorities.approve_edition",
        "partners.curate_partner",
    }
