"""Every page in a real browser: no fault of accessibility, nothing cut off, nobody else asked."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from firms.models import Firm
from matcher.briefs.submit import submit
from matcher.shortlists import answering
from tests.pages.conftest import Screen
from tests.workbench.catalogue import ROOT
from tests.workbench.conftest import PASSWORD, enter, world_of
from tests.workbench.every_page import PAGES, World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.browser]
LOG_IN = ("/accounts/login", "/accounts/login/code", "/accounts/factors", "/accounts/sessions")
# The name of what has the focus, and whether its upper edge lies behind the tray; null at the end.
_FOCUSED = """() => {
  const one = document.activeElement, tray = document.querySelector(".tray");
  if (one === document.body) return null;
  const y = one.getBoundingClientRect().top, {top, bottom} = tray.getBoundingClientRect();
  return [one.innerText || one.name, !tray.contains(one) && y > top && y < bottom];
}"""
# As pages are looked at: the width, the language, the system's theme.
VIEWS = ((1366, "en", "light"), (390, "zh-CN", "dark"), (390, "en", "light"))


@pytest.fixture
def world(seeded, service) -> World:
    service.start_web()
    asked = json.loads((ROOT / "docs" / "briefs" / "knitwear.json").read_text("utf-8"))
    made = submit(firm=Firm.objects.create(name="Nordtuch GmbH"), asked=asked)
    answering.answer_shortlist(made.pk)
    return world_of(made.pk)


def test_pages_are_open_to_everybody_and_whole(browser, service, world, tmp_path):
    """On one service: loading the seeds takes longer than to look."""
    enter(Firm.objects.get(), "ada@nordtuch.example", password=PASSWORD)
    for width, locale, scheme in VIEWS:
        folder = tmp_path / f"{width}-{locale}"
        folder.mkdir()
        screen = Screen(browser, service.address, folder, width=width, locale=locale)
        screen.page.emulate_media(color_scheme=scheme)
        # What a stranger sees of a partner.
        look(screen, f"/partners/{world.organisation}")
        look(screen, "/accounts/login")
        screen.page.fill("input[name=login]", "ada@nordtuch.example")
        screen.page.fill("input[name=password]", PASSWORD)
        screen.page.click("form button.main")
        for address in (*map(world.address, PAGES), *LOG_IN[2:]):
            look(screen, address)
        assert not hidden_by_the_tray(screen, world.address("shortlist"))


def test_a_secret_that_is_shown_once_is_shown_whole_on_a_telephone(
    browser, service, world, tmp_path
):
    enter(Firm.objects.get(), "ada@nordtuch.example", password=PASSWORD)
    screen = Screen(browser, service.address, tmp_path, width=390)
    page = screen.page
    page.goto(f"{screen.address}/accounts/login")
    page.fill("input[name=login]", "ada@nordtuch.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("form button.main")
    for address, field, text in (
        ("/account/keys", "name", "Einkauf"),
        ("/account/webhooks", "url", "https://hooks.nordtuch.example/new"),
        (world.address("links"), "name", "Our plant in Kiel"),
    ):
        page.goto(screen.address + address)
        page.fill(f"main input[name={field}]", text)
        page.locator("main button.main").first.click()
        expect(page.locator(".copied-text").first).to_be_visible()
        screen.picture(f"secret-of-{address.split('/')[-1]}")


def look(screen: Screen, address: str) -> None:
    screen.page.goto(screen.address + address)
    screen.picture(address.strip("/").replace("/", "-") or "home")
    found = Axe().run(screen.page)
    assert found.violations_count == 0, (screen.kind, address, found.generate_report())


def hidden_by_the_tray(screen: Screen, address: str) -> list[str]:
    """What has the focus behind the tray, as one goes through the page by the keyboard. Until an
    entry is ticked the tray stands behind the last one, over none.
    """
    screen.page.goto(screen.address + address)
    tray = screen.page.locator(".tray")
    found = []
    expect(tray).not_to_have_css("position", "sticky")
    screen.page.locator(".entries [name=partner]").first.check()
    expect(tray).to_have_css("position", "sticky")
    for _ in range(200):
        screen.page.keyboard.press("Tab")
        focused = screen.page.evaluate(_FOCUSED)
        if focused is None:
            break
        name, hidden = focused
        found += [name] if hidden else []
    return found
