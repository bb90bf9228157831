"""By route, so that a new page cannot be forgotten: a viewer changes nothing, and what is of one
firm is not there for another.
"""

import re

import pytest
from django.urls import URLPattern

from firms import api_keys
from firms.models import Firm, Member
from matcher.models import SharedLink
from pages.urls import _pages
from webhooks.endpoints import registration
from webhooks.models import Delivery, Endpoint

ROUTES = {str(one.name): one for one in _pages if isinstance(one, URLPattern)}
# What a viewer may send: a brief is tried and stored nowhere; the switches are the visitor's own;
# for its own entry an organisation asks without an account.
HARMLESS = ("try-brief", "try-edit", "choose-language", "choose-theme", "choose-firm", "takedown")
# The parts of addresses that name something of a firm.
OWNED = ("shortlists/<", "webhooks/<", "members/<", "keys/<")
OF_A_FIRM = [name for name, one in ROUTES.items() if any(o in str(one.pattern) for o in OWNED)]


@pytest.fixture
def address(world, firm, owner):
    """The address of a route, with what belongs to the firm."""
    key = api_keys.create_key(firm=firm, spec=api_keys.KeySpec(name="ERP"))[0]
    endpoint = Endpoint.objects.get(pk=world.endpoint)
    registration.send_test_event(endpoint=endpoint)
    member = Member.objects.get(firm=firm, user=owner.client.session["_auth_user_id"])
    named = {
        "shortlists/<uuid:pk>": f"shortlists/{world.shortlist}",
        "webhooks/<uuid:pk>": f"webhooks/{endpoint.pk}",
        "members/<int:pk>": f"members/{member.pk}",
        "partners/<int:pk>": f"partners/{world.partner}",
        "takedowns/<uuid:pk>": f"takedowns/{world.takedown}",
        "<slug:prefix>": key.prefix,
        "<int:partner>": str(world.partner),
        "<int:link>": str(SharedLink.objects.earliest("pk").pk),
        "<int:number>": str(Delivery.objects.get().pk),
        "<slug:action>": "test",
        "<slug:question>": "minimum_order",
        "<slug:suffix>": "csv",
        "<slug:field>": "products",
        "<str:token>": world.link,
        "provinces/<str:code>": "provinces/440000",
        "sectors/<str:code>": "sectors/C182",
    }

    def of(name: str) -> str:
        path = f"/{ROUTES[name].pattern}"
        for part, value in named.items():
            path = path.replace(part, value)
        assert not re.search("[<>]", path), path
        return path

    return of


@pytest.mark.parametrize("name", [name for name in ROUTES if name not in HARMLESS])
def test_a_viewer_changes_nothing(viewer, address, name):
    viewer.press(address(name), follow=False)
    assert viewer.status in (403, 405), name


@pytest.mark.parametrize("name", OF_A_FIRM)
def test_what_is_of_one_firm_is_not_there_for_another(rival, address, name):
    assert Firm.objects.count() == 2
    rival.look(address(name), follow=False)
    assert rival.status in (404, 405), name
    rival.press(address(name), follow=False, role="viewer", rhythm="daily")
    assert rival.status in (404, 405), name


def test_the_owner_is_let_in_by_the_same_addresses(owner, address):
    """The addresses above are right: the firm's own owner finds something at each."""
    for name in OF_A_FIRM:
        owner.look(address(name), follow=False)
        assert owner.status in (200, 204, 400, 404, 405), name
        assert owner.status != 404 or name == "moved", name
