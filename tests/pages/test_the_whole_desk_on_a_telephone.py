"""Every page of the desk at 390 pixels, in Chinese, in a real browser on the real service: nothing
is cut off, no script is stopped by the content policy, nothing is asked of anybody else, and axe
finds no fault of accessibility, in the light and in the dark.
"""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client

from partners.intake.reference_files import load_reference
from partners.models import Partner
from partners.registry import registration
from partners.registry.duplicates import Suspicion, suspect
from priorities.importing.seed_lists import load_seed_lists
from tests.desk.filled import addresses, fill_the_desk
from tests.pages.conftest import Screen
from tests.partners.examples import DATASET, KNITTER
from tests.seeded import SEEDS, restore_counters

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.browser,
]
PASSWORD = "four eyes see more"
# What a reader cannot bring into view: it ends right of the window, and nothing around it scrolls.
_CUT = """() => {
    const width = document.documentElement.clientWidth, cut = [];
    for (const one of document.querySelectorAll("#main *")) {
        const box = one.getBoundingClientRect();
        if (!box.width || !box.height || box.right <= width + 1) continue;
        if (getComputedStyle(one).visibility === "hidden") continue;
        let around = one, scrolls = false;
        while ((around = around.parentElement) && !scrolls)
            scrolls = /auto|scroll/.test(getComputedStyle(around).overflowX);
        if (!scrolls) cut.push(one.tagName + " " + one.textContent.trim().slice(0, 40));
    }
    return cut;
}"""


@pytest.fixture
def superuser() -> User:
    return User.objects.create_superuser("zhubian", "zhubian@ronghe.example", PASSWORD)


@pytest.fixture
def filled(service, superuser) -> None:
    restore_counters()
    load_reference(SEEDS)
    load_seed_lists(SEEDS)
    registration.save_dataset(dataset=DATASET)
    other = replace(KNITTER, key="knitting", name_zh="广州针织厂", place="440300")
    registration.register_records(records=[KNITTER, other])
    first = Partner.objects.get(records__key="knitter")
    suspect([Suspicion("own", "knitting", first.pk, 0.81, "one name is short for the other")])
    client = Client()
    client.force_login(superuser)
    fill_the_desk(superuser, client)


@pytest.mark.filterwarnings("ignore:The default scheme will be changed")
def test_nothing_is_cut_no_policy_is_broken_and_axe_finds_nothing(
    browser, service, filled, tmp_path
):
    service.start_web()
    screen = Screen(browser, service.address, tmp_path, width=390, locale="zh-CN")
    screen.log_in("zhubian", PASSWORD)
    screen.page.wait_for_url(f"{service.address}/admin/")
    cut, faults = {}, {}
    for number, address in enumerate(addresses()):
        screen.page.emulate_media(color_scheme=("light", "dark")[number % 2])
        answer = screen.page.goto(f"{service.address}{address}")
        if answer is None or answer.status in (403, 404, 405):
            screen.faults.clear()
            continue
        if found := screen.page.evaluate(_CUT):
            cut[address] = found[:3]
        screen.picture(f"{number:03}")
        found = Axe().run(screen.page).response["violations"]
        if found:
            faults[address] = [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
    assert not cut, cut
    assert not faults, faults
