"""A reader's day, in a real browser on the real service: a document is read, its proposals are
decided with the keyboard, the draft goes through four eyes, and a firm's shortlist moves.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from matcher.models import Revision
from matcher.sentences import sentence
from priorities.models import Edition, ReadDocument
from tests.pages.conftest import Screen
from tests.priorities.curators import staff
from tests.service.conftest import Service, within

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.browser,
]
PASSWORD = "four eyes see more"
# Invented, as its first paragraph says: no province said it.
TEXT = (Path(__file__).parent / "invented_report.txt").read_text(encoding="utf-8")
TITLE = "An invented report for a test"
MENDED, PARAGRAPH = 4, 10
SIZES = ((1280, "en"), (390, "en"), (1280, "zh-CN"), (390, "zh-CN"))


@pytest.fixture
def shortlist(service: Service, seeded: None, broker: None, key: str, knitwear: object) -> str:
    """A stored shortlist, answered by a worker."""
    service.start_sweep()
    service.start_web_and_worker()
    status, _ = service.call(key, "POST", "/v1/shortlists", knitwear)
    assert status in (201, 202)
    return within(90, lambda: Revision.objects.values_list("shortlist", flat=True).first(), "asked")


def test_the_readers_day(
    browser: Browser, service: Service, shortlist: str, tmp_path: Path
) -> None:
    staff("reader", "Editors", password=PASSWORD)
    staff("approver", "Approvers", "Operators", password=PASSWORD)
    reader = Screen(browser, service.address, tmp_path, width=1280)
    reader.log_in("reader", PASSWORD)
    read_the_text(reader)
    look_again(browser, service, tmp_path)
    decide_with_the_keyboard(reader)
    submit_the_draft(reader)
    approver = Screen(browser, service.address, tmp_path, width=1280)
    approver.log_in("approver", PASSWORD)
    approve_and_publish(approver)
    see_it_move(approver, shortlist)


def read_the_text(reader: Screen) -> None:
    page = reader.page
    page.get_by_role("link", name="Reading").click()
    page.get_by_role("link", name="Read a document").click()
    page.fill("[name=text]", TEXT)
    page.select_option("[name=province]", "440000")
    for name, value in (
        ("published_on", "2026-11-20"),
        ("source", "example.org/invented"),
        ("title", TITLE),
        ("title_zh", "测试用虚构报告"),
    ):
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("is no address of a page")).to_be_visible()
    reader.picture("01-a-fault")
    page.fill("[name=source]", "https://example.org/invented")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".rh-proposal")).to_have_count(15)
    expect(page.locator(".rh-text .rh-mark")).to_have_count(15)
    expect(page.locator("#rh-mark-4")).to_have_text("深入实施针织服装产业提升行动")
    reader.picture("02-read")


def decide_with_the_keyboard(reader: Screen) -> None:
    """Accept the first, reject two, mend the fourth, accept the eleven others."""
    page = reader.page
    for pressed in "?arr":
        page.keyboard.press(pressed)
    expect(page.locator("#rh-keys")).to_contain_text("next, previous proposal")
    expect(page.locator("#rh-progress")).to_contain_text("rejected 2")
    expect(page.locator(".rh-proposal.rh-current")).to_have_id(f"rh-proposal-{MENDED}")
    reader.picture("03-three-decided")
    page.keyboard.press("e")
    expect(page.locator("[name=targets]")).to_be_focused()
    page.fill("[name=targets]", "C1822")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_text("C1822 is no sector")).to_be_visible()
    reader.picture("04-an-unknown-sector")
    page.fill("[name=targets]", "C182")
    page.fill("[name=title_en]", "Renewal of knitwear (a test)")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.locator("#rh-progress")).to_contain_text("mended 1")
    page.keyboard.press("j")
    for _ in range(11):
        page.keyboard.press("a")
    expect(page.locator("#rh-progress")).to_contain_text("accepted 12")
    expect(page.locator("#rh-progress")).to_contain_text("open 0")
    page.keyboard.press("k")
    reader.picture("05-all-decided")
    states = list(ReadDocument.objects.get().proposals.values_list("decision", flat=True))
    assert states == ["accepted", "rejected", "rejected", "mended", *["accepted"] * 11]


def submit_the_draft(reader: Screen) -> None:
    page = reader.page
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("What you kept is in the draft now")).to_be_visible()
    expect(page.locator("#rh-diff .rh-added")).to_have_count(13)
    assert Edition.objects.open().get().coverage == "document"
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("another curator must approve it")).to_be_visible()
    reader.picture("06-submitted")


def approve_and_publish(approver: Screen) -> None:
    page = approver.page
    page.locator("#to-approve a").click()
    expect(page.locator("#rh-diff")).to_contain_text("Renewal of knitwear (a test)")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved: it can be published.")).to_be_visible()
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_text("Shortlists touched:")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published: it is in force now.")).to_be_visible()
    page.get_by_role("link", name="Reading").click()
    page.locator("#result_list a", has_text="测试用虚构报告").first.click()
    # Who may not draft sees the decisions, and no button.
    expect(page.locator(".rh-deciding")).to_have_count(0)
    approver.picture("07-the-approver-looks")


def see_it_move(approver: Screen, shortlist: str) -> None:
    """The stored shortlist has a new revision whose reason names the paragraph that was read."""
    edition = Edition.objects.get(province="440000", number=2)
    row = edition.priorities.get(title_en="Renewal of knitwear (a test)")
    assert (row.paragraph, row.emphasis) == (PARAGRAPH, "headline")

    def moved() -> Revision | None:
        newest = Revision.objects.filter(shortlist=shortlist).order_by("-number").first()
        is_new = newest and any(row.key in one["because"] for one in newest.changes)
        return newest if is_new else None

    newest = within(90, moved, "the shortlist has moved because of the new priority")
    reasons = [
        sentence(reason, "en")
        for entry in newest.entries.all()
        for one in entry.detail["components"]
        for reason in one["because"]
        if reason["args"].get("key") == row.key
    ]
    assert any(f"{TITLE}, paragraph {PARAGRAPH}" in one for one in reasons), reasons[:3]
    page = approver.page
    page.goto(f"{approver.address}/admin/matcher/shortlist/{shortlist}/change/")
    expect(page.get_by_text(f"because of {row.key}").first).to_be_visible()
    approver.picture("08-the-shortlist-has-moved")


def look_again(browser: Browser, service: Service, tmp_path: Path) -> None:
    """Each page wide and narrow, in English and in Chinese."""
    reading = ReadDocument.objects.get().pk
    pages = {
        "list": "",
        "form": "read/",
        "page": f"{reading}/change/",
        "mend": f"{reading}/change/?mend={MENDED}#rh-proposal-{MENDED}",
        "history": f"{reading}/history/",
    }
    for width, locale in SIZES:
        folder = tmp_path / f"{width}-{locale}"
        folder.mkdir()
        screen = Screen(browser, service.address, folder, width=width, locale=locale)
        screen.log_in("reader", PASSWORD)
        for name, path in pages.items():
            screen.page.goto(f"{screen.address}/admin/priorities/readdocument/{path}")
            screen.page.evaluate(
                "() => document.querySelectorAll('.rh-page details').forEach(d => d.open = true)"
            )
            screen.picture(name)
        screen.page.goto(f"{screen.address}/admin/priorities/readdocument/{pages['page']}")
        screen.page.keyboard.press("j")
        screen.page.screenshot(path=folder / "seen-first.png")
