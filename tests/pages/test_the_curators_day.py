"""The curator's day, in a real browser on the real service: draft, be refused, approve, publish,
and a firm's shortlist moves.
"""

import pytest
from playwright.sync_api import expect

from matcher.models import Revision
from priorities.models import Edition
from tests.pages.conftest import Screen
from tests.priorities.curators import staff
from tests.service.conftest import within

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.browser,
]
PASSWORD = "four eyes see more"
TITLE = "测试重点：针织服装与设计服务（模拟）"
QUOTE = "测试用语：本句只为检验中文显示，不是任何省份的文件内容。"


@pytest.fixture
def shortlist(service, seeded, broker, key, knitwear) -> str:
    """A stored shortlist, answered by a worker."""
    service.start_sweep()
    service.start_web_and_worker()
    status, _ = service.call(key, "POST", "/v1/shortlists", knitwear)
    assert status in (201, 202)
    return within(90, lambda: Revision.objects.values_list("shortlist", flat=True).first(), "asked")


def test_the_curators_day(browser, service, shortlist, tmp_path):
    for name, roles in (
        ("editor", ("Editors", "Approvers")),
        ("approver", ("Approvers", "Operators")),
    ):
        staff(name, *roles, password=PASSWORD)
    editor = Screen(browser, service.address, tmp_path)
    editor.log_in("editor", PASSWORD)
    expect(editor.page.get_by_text("No draft waits for you.")).to_be_visible()
    editor.picture("01-nothing-waits")
    draft_a_list(editor)
    be_refused(editor)
    approver = Screen(browser, service.address, tmp_path)
    approver.log_in("approver", PASSWORD)
    approve_and_publish(approver)
    see_it_move(approver, shortlist)


def draft_a_list(editor: Screen) -> None:
    page = editor.page
    page.get_by_role("link", name="Editions").click()
    editor.picture("02-editions")
    page.select_option("#rh-province", "440000")
    page.get_by_role("button", name="Open a draft").click()
    expect(page.get_by_text("Nothing is different.")).to_be_visible()
    editor.picture("03-a-fresh-draft")

    open_rows(editor)
    page.locator("#id_rows-0-title_en").fill("制造业与服务业协同发展")
    page.get_by_role("button", name="Add a priority").click()
    row = page.locator(".rh-row").last
    fill_in(editor, row)
    expect(page.get_by_role("button", name="Submit for approval")).to_be_disabled()
    editor.picture("04-typed")
    page.get_by_role("button", name="Save the draft").first.click()

    # The document has no date, so it is known to the year only: the row says so, and what was
    # typed is still there.
    expect(
        page.get_by_text("a document without a date is known to the year only").first
    ).to_be_visible()
    editor.picture("05-a-faulty-row")
    row = page.locator(".rh-row").last
    expect(row.locator("input[name$=-title_en]")).to_have_value(TITLE)
    row.locator("select[name$=-document_precision]").select_option("year")
    page.get_by_role("button", name="Save the draft").first.click()
    expect(page.locator("#rh-diff .rh-added")).to_contain_text(TITLE)
    expect(page.locator("#rh-diff .rh-added ins", has_text="C182 针织")).to_be_visible()
    expect(page.locator("#rh-diff .rh-changed ins")).to_have_text("制造业与服务业协同发展")
    editor.picture("06-the-difference")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.get_by_text("another curator must approve it")).to_be_visible()
    editor.picture("07-submitted")


def open_rows(editor: Screen) -> None:
    """By keyboard, on a telephone, and without the script. To open a row changes nothing."""
    page = editor.page
    first, second = page.locator(".rh-row").nth(0), page.locator(".rh-row").nth(1)
    expect(first.locator("[name=rows-0-closed]")).to_have_count(1)
    first.locator("summary").press("Enter")
    expect(page.locator("#id_rows-0-title_en")).to_be_visible()
    expect(first.locator(".select2-selection")).to_have_count(2)
    expect(first.locator("[name=rows-0-closed]")).to_have_count(0)
    expect(page.get_by_role("button", name="Submit for approval")).to_be_enabled()
    page.set_viewport_size({"width": 390, "height": 844})
    editor.picture("03-a-row-on-a-telephone")
    page.set_viewport_size({"width": 1440, "height": 900})

    without_script = page.context.browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = without_script.new_page()
    plain.goto(page.url)
    expect(plain.locator("noscript p")).to_be_visible()
    plain.locator("a.rh-edit").nth(1).click()
    expect(plain.locator("[name=rows-1-title_en]")).to_have_count(1)
    expect(plain.locator("[name=rows-0-title_en]")).to_have_count(0)
    without_script.close()

    # The box to remove a row stands beside the line that opens it.
    second.get_by_text("Remove from the list").click()
    expect(second.locator("[name=rows-1-DELETE]")).to_be_checked()
    second.locator("[name=rows-1-DELETE]").press("Space")
    expect(second.locator("[name=rows-1-DELETE]")).not_to_be_checked()
    expect(second.locator("details")).not_to_have_attribute("open", "")


def fill_in(editor: Screen, row) -> None:
    for name, text in (
        ("title_en", TITLE),
        ("title_zh", "一项新的优先事项"),
        ("category", "manufacturing"),
        ("summary_en", QUOTE),
        ("source", "https://example.org/a-test"),
        ("document", "测试文件"),
        ("document_year", "2026"),
        ("effective_from", "2026-02-24"),
    ):
        row.locator(f"[name$=-{name}]").fill(text)
    for name, value in (
        ("signal", "support"),
        ("speaker", "government"),
        ("stage", "under way"),
        ("document_precision", "day"),
        ("precision", "day"),
        ("confidence", "high"),
    ):
        row.locator(f"select[name$=-{name}]").select_option(value)
    row.locator(".rh-field-targets .select2-selection").click()
    editor.page.keyboard.type("C182")
    editor.page.locator(".select2-results__option", has_text="C182").first.click()
    expect(row.locator(".rh-field-targets")).to_contain_text("C182")


def be_refused(editor: Screen) -> None:
    """There is no button for one's own work: send what the button would send."""
    page = editor.page
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    page.evaluate(
        """() => {
            const form = document.querySelector(".rh-verb");
            form.action = form.action.replace(/[a-z]+\\/$/, "approve/");
            form.submit();
        }"""
    )
    expect(page.get_by_text("Four eyes: editor has edited this draft")).to_be_visible()
    editor.picture("08-refused")
    assert Edition.objects.open().get().state == "submitted"


def approve_and_publish(approver: Screen) -> None:
    page = approver.page
    expect(page.locator("#to-approve")).to_contain_text("广东")
    approver.picture("09-waiting-for-the-approver")
    page.locator("#to-approve a").click()
    expect(page.locator("#rh-diff .rh-added")).to_contain_text(QUOTE)
    expect(page.locator("#rh-rows")).to_have_count(0)
    approver.picture("10-to-approve")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Approved: it can be published.")).to_be_visible()
    approver.picture("11-approved")
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_text("Shortlists touched:")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Published: it is in force now.")).to_be_visible()
    approver.picture("12-published")


def see_it_move(approver: Screen, shortlist: str) -> None:
    """The stored shortlist has a new revision that names the new priority."""
    key = Edition.objects.get(province="440000", number=2).priorities.get(title_en=TITLE).key

    def moved() -> bool:
        newest = Revision.objects.filter(shortlist=shortlist).order_by("-number").first()
        return newest is not None and any(key in one["because"] for one in newest.changes)

    within(90, moved, "the shortlist has moved because of the new priority")
    page = approver.page
    page.goto(f"{approver.address}/admin/matcher/shortlist/{shortlist}/change/")
    expect(page.get_by_text(f"because of {key}").first).to_be_visible()
    approver.picture("13-the-shortlist-has-moved")
