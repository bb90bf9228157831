"""From the log-in to the first shortlist in a real browser, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from firms.models import Firm
from tests.pages.conftest import Screen
from tests.workbench.conftest import PASSWORD, enter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.browser]


def test_from_the_log_in_to_the_first_shortlist(browser, service, seeded, broker, tmp_path):
    """On one service: loading the seeds takes longer than to click."""
    service.start_sweep()
    service.start_web_and_worker()
    firm = Firm.objects.create(name="Nordtuch GmbH")
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    screen = Screen(browser, service.address, tmp_path, width=1366)
    newcomer(screen.page, service.address)
    compared(screen.page)
    weighed(screen.page, scripts=True)
    assert not screen.faults
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = plain.new_page()
    newcomer(page, service.address)
    compared(page)
    weighed(page, scripts=False)


def newcomer(page: Page, address: str) -> None:
    """Log in, take an example of the first page, make the shortlist: two fields and three clicks,
    of which a person does each in some ten seconds at most.
    """
    page.goto(address)
    page.fill("#id_login", "ada@nordtuch.example")
    page.fill("#id_password", PASSWORD)
    page.click("form button.main")
    page.locator("a[href^='/briefs/new']", has_text="industrial robots").click()
    expect(page.locator("#preview")).to_be_visible()
    page.click("button.main")
    expect(page).to_have_url(re.compile("/shortlists/"))
    expect(page.locator(".entries tbody tr").first).to_be_visible()


def compared(page: Page) -> None:
    """Tick two entries, and read them side by side."""
    boxes = page.locator('.entries input[name="partner"]')
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".compared tbody tr").first).to_be_visible()
    expect(page.locator(".pairs li")).to_have_count(1)


def weighed(page: Page, *, scripts: bool) -> None:
    """Try another weight, and save it as the brief's."""
    page.get_by_role("link", name="Weights").click()
    slider = page.locator("#id_weight_trust")
    if scripts:
        with page.expect_response("**/weights?**"):
            slider.fill("120")
            slider.dispatch_event("change")
    else:
        slider.focus()
        for _ in range(30):
            page.keyboard.press("ArrowRight")
        page.get_by_role("button", name="Show the order").click()
    expect(page.locator("#preview")).to_contain_text("With these weights")
    page.get_by_role("button", name="Save as the brief").click()
    expect(page).to_have_url(re.compile(r"/shortlists/[^/]+$"))
    expect(page.locator(".entries tbody tr").first).to_be_visible()
