"""A curator's day with partners, in a real browser on the real service: import a list, settle three
duplicates, edit a partner, undo the import; then each page again, narrow and in Chinese.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from partners.intake.reference_files import load_reference
from partners.models import ImportRun, Partner, PossibleDuplicate, Record
from partners.registry import registration
from partners.registry.records import EvidenceRecord, OfferingRecord, PartnerRecord
from tests.pages.conftest import Screen
from tests.partners.examples import DATASET
from tests.priorities.curators import staff
from tests.seeded import SEEDS, restore_counters
from tests.service.conftest import Service

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.browser,
]
PASSWORD = "two records one firm"
# Invented names: each may be one of the list's, and no comparison of names can tell.
KNOWN = (
    ("haichuan", "佛山海川家具有限公司", "440600", "C21"),
    ("qiyuan", "东莞启元模具有限公司", "441900", "C35"),
    ("minghui", "中山明晖灯具有限公司", "442000", "C38"),
)
LIST = (
    "企业名称,English name,城市,主要产品,MOQ,联系人\n"
    "广东海川家具有限公司,,广东,家具,,李\n"
    "启元模具厂,,,模具,,王\n"
    "广东明晖灯具有限公司,,广东,灯具,100件,张\n"
    "宁波测试五金有限公司,Ningbo Test Hardware,宁波,五金,500 pcs,陈\n"
    "宁波测试五金有限公司,,宁波,五金,,陈\n"
    "杭州测试针织有限公司,,杭洲市区外,针织服装,,赵\n"
)


@pytest.fixture
def partners(service: Service) -> None:
    """Places, sectors and three partners that the list may name again."""
    restore_counters()
    load_reference(SEEDS)
    registration.save_dataset(dataset=DATASET)
    registration.register_records(
        records=[
            PartnerRecord(
                dataset="own",
                key=key,
                name_zh=name,
                place=place,
                offerings=(OfferingRecord("makes", sector),),
                evidence=(
                    EvidenceRecord("organisation", "reported", "A test", "a test", "medium"),
                ),
            )
            for key, name, place, sector in KNOWN
        ]
    )


def test_the_partner_curators_day(
    browser: Browser, service: Service, partners: None, tmp_path: Path
) -> None:
    service.start_web_and_worker()
    staff("editor", "Editors", password=PASSWORD)
    editor = Screen(browser, service.address, tmp_path)
    editor.log_in("editor", PASSWORD)
    try_a_list_out(editor)
    import_it(editor)
    settle_three(editor)
    edit_one(editor)
    undo_it(editor)
    look_again(browser, service, tmp_path)


def try_a_list_out(editor: Screen) -> None:
    page = editor.page
    page.get_by_role("link", name="Imports").click()
    editor.picture("01-no-import-yet")
    page.get_by_role("link", name="Import a list").click()
    editor.picture("02-upload")
    file = {"name": "fair.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    page.set_input_files("input[name=file]", file)
    page.fill("input[name=dataset]", "fair-2026")
    page.fill("input[name=name]", "A test fair")
    page.fill("textarea[name=notice]", "Invented for a test.")
    page.get_by_role("button", name="Try it out").click()
    # It reloads itself until the worker is done.
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Dry run: nothing was changed")).to_be_visible()
    expect(page.locator("#rh-columns")).to_contain_text("企业名称")
    expect(page.get_by_text("Columns not read: 联系人")).to_be_visible()
    editor.picture("03-tried-out")
    assert Record.objects.filter(dataset="fair-2026").count() == 0


def import_it(editor: Screen) -> None:
    page = editor.page
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Undo the import…")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="all").click()
    editor.picture("04-imported")
    assert PossibleDuplicate.objects.filter(state="open").count() == 3


def settle_three(editor: Screen) -> None:
    page = editor.page
    page.get_by_role("link", name="Possible duplicates of this list").click()
    editor.picture("05-the-queue")
    page.get_by_role("link", name="Begin with the likeliest").click()
    for number, verdict in enumerate(("The same", "Not the same", "The same"), 1):
        expect(page.locator("#rh-pair .rh-different").first).to_be_visible()
        editor.picture(f"06-pair-{number}")
        page.get_by_label("Reason").fill("seen on the website of the firm")
        page.get_by_role(
            "button", name=f"{'=' if verdict == 'The same' else '≠'} {verdict}"
        ).click()
        expect(page.get_by_text("Decided:")).to_be_visible()
    expect(page.get_by_text("No pair waits for a decision.")).to_be_visible()
    editor.picture("07-settled")
    states = PossibleDuplicate.objects.order_by("state").values_list("state", flat=True)
    assert list(states) == ["different", "same", "same"]


def edit_one(editor: Screen) -> None:
    page = editor.page
    partner = Partner.objects.get(records__key="haichuan")
    page.goto(f"{editor.address}/admin/partners/partner/{partner.pk}/change/")
    expect(page.locator("#rh-disagreements")).to_be_visible()
    editor.picture("08-a-partner-of-two-records")
    page.get_by_role("link", name="Edit", exact=True).click()
    editor.picture("09-the-form")
    fill_in(editor, place="Foshn")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("is not a known place")).to_be_visible()
    editor.picture("10-a-fault")
    page.fill("input[name=place]", "Foshan")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    editor.picture("11-saved")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.get_by_text("the firm wrote to us")).to_be_visible()
    editor.picture("12-history")
    partner.refresh_from_db()
    assert (partner.name_en, partner.place_id) == ("Foshan Haichuan Furniture", "440600")


def fill_in(editor: Screen, *, place: str) -> None:
    for name, text in (
        ("name_en", "Foshan Haichuan Furniture"),
        ("place", place),
        ("offerings-0-sector", "C211"),
        ("offerings-0-products", "chairs; tables"),
        ("minimum_order", "200"),
        ("speaker", "The firm"),
        ("source", "a letter"),
        ("reason", "the firm wrote to us"),
    ):
        editor.page.fill(f"[name={name}]", text)
    editor.page.select_option("[name=offerings-0-verb]", "makes")
    editor.page.select_option("[name=minimum_order_unit]", "piece")
    editor.page.select_option("[name=kind]", "declared")


def undo_it(editor: Screen) -> None:
    page = editor.page
    page.get_by_role("link", name="Imports").click()
    editor.picture("13-imports")
    run = ImportRun.objects.get(dry_run=False)
    page.goto(f"{editor.address}/admin/partners/importrun/{run.pk}/change/")
    page.get_by_text("Undo the import…").click()
    page.get_by_label("Reason").fill("the fair sent another list")
    editor.picture("14-about-to-undo")
    page.get_by_role("button", name="Undo it all").click()
    expect(page.get_by_text("Undone because: the fair sent another list")).to_be_visible()
    editor.picture("15-undone")
    assert not Record.objects.filter(dataset="fair-2026", gone_on=None).exists()
    # What the curator entered stays.
    partner = Partner.objects.get(records__key="haichuan")
    assert partner.name_en == "Foshan Haichuan Furniture"


def look_again(browser: Browser, service: Service, tmp_path: Path) -> None:
    partner = Partner.objects.get(records__key="haichuan")
    tried = ImportRun.objects.get(dry_run=True)
    done = ImportRun.objects.get(dry_run=False)
    pair = PossibleDuplicate.objects.order_by("pk").first()
    assert pair is not None
    # Opened again, so that its buttons are there to be looked at.
    PossibleDuplicate.objects.filter(pk=pair.pk).update(
        state="open", decided_at=None, decided_by=None
    )
    pages = {
        "partners": "partner/",
        "a-partner": f"partner/{partner.pk}/change/",
        "edit": f"partner/{partner.pk}/edit/",
        "history": f"partner/{partner.pk}/history/",
        "imports": "importrun/",
        "upload": "importrun/upload/",
        "tried-out": f"importrun/{tried.pk}/change/",
        "undone": f"importrun/{done.pk}/change/?ending=",
        "duplicates": "possibleduplicate/",
        "pair": f"possibleduplicate/{pair.pk}/change/",
    }
    for width, locale in ((390, "en"), (1440, "zh-CN"), (390, "zh-CN")):
        folder = tmp_path / f"{width}-{locale}"
        folder.mkdir()
        screen = Screen(browser, service.address, folder, width=width, locale=locale)
        screen.log_in("editor", PASSWORD)
        for name, path in pages.items():
            screen.page.goto(f"{screen.address}/admin/partners/{path}")
            screen.page.evaluate(
                "() => document.querySelectorAll('.rh-page details').forEach(d => d.open = true)"
            )
            screen.picture(name)
