"""Lists and documents are found by their province, in each of the ways it is written."""

import pytest

from tests.priorities.admin_desk import Desk
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ["edition", "document"])
@pytest.mark.parametrize("text", ["广东", "guangdong", "Guangdong", "gd", "CN-GD"])
def test_guangdongs_are_found_and_no_others(lists, model, text):
    desk = Desk(staff("editor", "Editors"))
    page = desk.client.get(f"/admin/priorities/{model}/", {"q": text}).context["cl"]
    assert {one.province_id for one in page.result_list} == {"440000"}
