"""A search by place finds what lies in it, a province's cities too, in every spelling."""

import pytest

pytestmark = pytest.mark.django_db


def found(client, address: str, text: str) -> list[str]:
    rows = client.get(f"/admin/{address}/", {"q": text}).context["cl"].result_list
    return [str(row) for row in rows]


@pytest.mark.parametrize(
    "text", ["广东", "广东省", "guangdong", "Guangdong", "440000", "GBA", "广州"]
)
def test_a_partner_is_found_by_its_province_city_or_cluster(editor, registered, text):
    knitter = registered()
    assert knitter.place_id == "440100"
    elsewhere = registered("other", name_en="Other", name_zh="另一家", place="330100", aliases=())
    names = found(editor, "partners/partner", text)
    assert str(knitter) in names
    assert str(elsewhere) not in names


def test_a_text_that_names_no_place_is_searched_as_ever(editor, registered):
    knitter = registered()
    assert found(editor, "partners/partner", "knitter") == [str(knitter)]
    assert found(editor, "partners/partner", "nothing at all") == []


@pytest.mark.parametrize("text", ["广东", "guangdong", "Guangdong", "440000"])
def test_a_province_is_among_the_places(editor, reference, text):
    assert "Guangdong 广东" in found(editor, "partners/place", text)


@pytest.mark.parametrize("text", ["广东", "guangdong"])
def test_documents_are_found_by_province(editor, lists, text):
    page = editor.get("/admin/priorities/document/", {"q": text})
    provinces = {row.province_id for row in page.context["cl"].result_list}
    assert provinces == {"440000"}
