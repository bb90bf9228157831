"""A Monday of a member in a real browser, with scripts and without, from a need to a link."""

import re

import pytest
from playwright.sync_api import Page, expect

from firms.models import Firm
from tests.pages.conftest import Screen
from tests.workbench.conftest import PASSWORD, enter

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.browser]
NEED = "lithium battery makers in Guangdong with ISO 14001"


def test_from_a_need_to_a_shared_shortlist(browser, service, seeded, broker, tmp_path):
    """On one service: loading the seeds takes longer than to click."""
    service.start_sweep()
    service.start_web_and_worker()
    firm = Firm.objects.create(name="Nordtuch GmbH")
    enter(firm, "ada@nordtuch.example", password=PASSWORD)
    screen = Screen(browser, service.address, tmp_path, width=1366)
    link = monday(screen.page, service.address, scripts=True)
    assert not screen.faults
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    monday(plain.new_page(), service.address, scripts=False)
    read_by_a_stranger(browser.new_context().new_page(), link)


def monday(page: Page, address: str, *, scripts: bool) -> str:
    """Log in, say a need, mend it, make the shortlist, decide, share; the link."""
    page.goto(address)
    page.fill("#id_login", "ada@nordtuch.example")
    page.fill("#id_password", PASSWORD)
    page.click("form button.main")
    page.fill("#text", NEED)
    page.click("form.need button")
    expect(page.locator("#id_provinces")).to_have_value("Guangdong")
    page.fill("#id_certifications", "")
    if scripts:
        # The preview follows by itself, and what is typed is continued.
        with page.expect_response("**/briefs/try"):
            page.press("#id_certifications", "Tab")
        page.press("#id_provinces", "End")  # the focus alone leaves the caret before the text
        page.locator("#id_provinces").press_sequentially(", Fuj")
        expect(page.locator("#options-provinces option").first).to_have_attribute(
            "value", "Guangdong, Fujian"
        )
    page.fill("#id_provinces", "Guangdong, Fujian")
    page.click("#try")
    expect(page.locator("#preview")).to_contain_text("Fujian")
    page.click("button.main")
    expect(page).to_have_url(re.compile("/shortlists/"))
    entries = page.locator(".entries tbody tr")
    expect(entries.first).to_be_visible()
    entries.first.get_by_role("link", name="Decide").click()
    page.get_by_label("contacted").check()
    page.fill("#note", "Called on Monday")
    page.get_by_role("button", name="Record").click()
    expect(page.locator(".entries")).to_contain_text("Called on Monday")
    page.get_by_role("link", name="Share").click()
    page.fill("#name", "The bank")
    page.get_by_role("button", name="Make a link").click()
    return page.locator(".notice .copied-text").inner_text()


def read_by_a_stranger(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator(".entries tbody tr").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Called on Monday")
    expect(page.locator("body")).not_to_contain_text("Nordtuch")
