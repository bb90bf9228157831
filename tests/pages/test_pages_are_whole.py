"""The admin's other pages, wide and narrow, in English and in Chinese: nothing is cut off, and
nothing is asked of anybody else.
"""

import pytest
from playwright.sync_api import expect

from partners.models import Partner
from priorities.editions import lifecycle
from priorities.importing.list_import import list_as_csv
from priorities.importing.seed_lists import load_context_figures, load_doubts
from priorities.models import Document, Edition
from tests.pages.conftest import Screen
from tests.priorities.admin_desk import rows_of
from tests.priorities.curators import staff
from tests.seeded import SEEDS

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.browser,
]
PASSWORD = "four eyes see more"


def test_pages_are_whole(browser, service, seeded, tmp_path):
    """On one service: loading the seeds and starting it takes longer than to look."""
    service.start_web()
    load_context_figures(SEEDS)
    load_doubts(SEEDS)
    both = staff("both", "Editors", "Approvers", password=PASSWORD)
    draft = lifecycle.open_draft(province="370000", by=both)
    rows = rows_of(draft)
    draft = lifecycle.revise(draft=draft, rows=rows[1:], by=both, expected_version=1)
    for width, locale in ((1440, "en"), (820, "zh-CN")):
        folder = tmp_path / locale
        folder.mkdir()
        screen = Screen(browser, service.address, folder, width=width, locale=locale)
        look_at_all(screen, draft, list_as_csv(rows))


def look_at_all(screen: Screen, draft: Edition, file: str) -> None:
    screen.page.goto(f"{screen.address}/admin/")
    screen.picture("00-log-in")
    screen.log_in("both", PASSWORD)
    expect(screen.page.locator("#to-continue")).to_be_visible()
    for name, path in pages(draft).items():
        screen.page.goto(f"{screen.address}/admin/{path}")
        screen.page.evaluate(
            "() => document.querySelectorAll('#rh-beside details').forEach(one => one.open = true)"
        )
        screen.picture(name)
    send_a_faulty_file(screen, draft, file)


def pages(draft: Edition) -> dict[str, str]:
    partner = Partner.objects.of_dataset(["demonstration"]).first()
    document = Document.objects.filter(province="440000").first()
    return {
        "01-waiting": "",
        "02-partners": "partners/partner/?q=panyu",
        "03-a-partner": f"partners/partner/{partner.pk}/change/",
        "04-places": "partners/place/?province=440000",
        "05-documents": "priorities/document/",
        "06-a-document": f"priorities/document/{document.pk}/change/",
        "07-editions-found": "priorities/edition/?q=山东",
        "08-a-draft": f"priorities/edition/{draft.pk}/change/",
        "09-its-history": f"priorities/edition/{draft.pk}/history/",
        "10-the-list-in-force": f"priorities/edition/{draft.base_id}/change/",
        "11-sectors": "partners/sector/?q=针织",
    }


def send_a_faulty_file(screen: Screen, draft: Edition, text: str) -> None:
    page = screen.page
    page.goto(f"{screen.address}/admin/priorities/edition/{draft.pk}/import/")
    for name, content in (
        ("12-a-faulty-file", text.replace("under way", "underway", 1)),
        ("13-a-file-tried-out", text),
    ):
        page.set_input_files(
            "input[name=file]",
            {"name": "list.csv", "mimeType": "text/csv", "buffer": content.encode()},
        )
        page.locator("form[enctype] button").click()
        screen.picture(name)
    expect(page.locator("input[name=checked]")).to_have_count(1)
