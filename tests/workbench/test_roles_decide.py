"""A viewer changes nothing, and no firm sees another's pages."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from firms.models import Role, Scope
from pages.frame.member_pages import member_page
from tests.workbench.conftest import enter
from tests.workbench.every_page import FILES, OF_A_FIRM, OPEN_TO_ALL, PAGES

OWNER, ANALYST, VIEWER = Role.OWNER, Role.ANALYST, Role.VIEWER


@member_page()
def anyones(request):
    return HttpResponse(request.firm.name)


@member_page(Scope.CURATE)
def curators(request):
    return HttpResponse()


@member_page(owner=True)
def owners(request):
    return HttpResponse()


@pytest.mark.parametrize(
    ("view", "method", "role", "allowed"),
    [
        (anyones, "get", VIEWER, True),
        (anyones, "post", VIEWER, False),
        (anyones, "post", ANALYST, True),
        (anyones, "delete", VIEWER, False),
        (curators, "post", ANALYST, False),
        (curators, "post", OWNER, True),
        (owners, "get", ANALYST, False),
        (owners, "get", OWNER, True),
    ],
)
def test_the_role_decides_what_a_form_does(db, firm, view, method, role, allowed):
    request = getattr(RequestFactory(), method)("/")
    request.user, request.session = enter(firm, "a@b.example", role).user, {}
    assert view(request).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("name", [name for name in PAGES | FILES if name not in OPEN_TO_ALL])
def test_who_is_not_logged_in_sees_no_page(nobody, world, name):
    nobody.look(world.address(name), follow=False)
    assert nobody.answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OF_A_FIRM or [pytest.param("", marks=pytest.mark.skip)])
def test_another_firms_page_is_not_there(rival, world, name):
    rival.look(world.address(name))
    assert rival.status == 404


@pytest.mark.parametrize("name", ["shortlist", "brief", "weights", "decision", "links"])
def test_a_viewer_is_told_who_may_change_what_the_page_shows(viewer, owner, world, name):
    told = "An owner or an analyst of your firm can change this."
    assert told in viewer.look(world.address(name))
    assert told not in owner.look(world.address(name))


def test_a_curator_of_no_firm_is_led_to_the_desk(admin_client):
    page = admin_client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 403
    assert 'href="/admin/"' in page.content.decode()
