"""The system's Chromium on pages of the real service."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.demanded import missing
from tests.service.conftest import broker, key, knitwear, seeded, service

__all__ = ["broker", "key", "knitwear", "seeded", "service"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# It runs as any user, root too, in a small container, and calls nobody but us.
_FLAGS = (
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--disable-default-apps", "--lang=en"),
)


def _chromium() -> str:
    """Where it is; without it the test is skipped, or fails where it is demanded."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if not found:
        why = "no Chromium on this machine (Debian: apt-get install chromium fonts-noto-cjk)"
        missing("browser", why)
    return found


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    path = _chromium()
    # A page takes seconds to draw on a busy machine.
    expect.set_options(timeout=30_000)
    # Playwright keeps an event loop in this thread, and the test reads the database beside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield opened
        opened.close()
        # What was opened while the loop ran is this fixture's: nobody sees it afterwards.
        connections.close_all()


class Screen:
    """One curator's browser window. It fails the test when a page breaks or calls elsewhere."""

    def __init__(
        self, browser: Browser, address: str, folder: Path, *, width: int = 1440, locale: str = "en"
    ) -> None:
        self.address, self.folder, self.kind = address, folder, f"{width} wide, {locale}"
        self.page: Page = browser.new_context(
            viewport={"width": width, "height": 900}, locale=locale
        ).new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self._allowed(message.text))
        self.page.on("request", lambda request: self._only_ours(request.url))
        self.page.on("response", lambda answer: self._whole(answer.status, answer.url))

    def _allowed(self, text: str) -> None:
        """What the content policy stops is a line of the console."""
        if "Content Security Policy" in text:
            self.faults.append(text)

    def _only_ours(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"asks for {url}")

    def _whole(self, status: int, url: str) -> None:
        if status >= 400 and not url.endswith("/favicon.ico"):
            self.faults.append(f"{status} for {url}")

    def log_in(self, name: str, password: str) -> None:
        self.page.goto(f"{self.address}/admin/")
        self.page.fill("input[name=login]", name)
        self.page.fill("input[name=password]", password)
        self.page.click("form button.main")

    def picture(self, name: str) -> None:
        """A screenshot of the whole page; nothing in it sticks out to the right."""
        self.page.evaluate("() => window.scrollTo(0, 0)")
        self.page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        wide = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} ({self.kind}) is cut off: {wide} pixels too wide"
        assert not self.faults, (self.kind, self.faults)
