"""A sector's map and a province's list: what is known, what is not, and every statement found."""

import re

from priorities.models import Priority
from tests.workbench.published_lists import changed, many, publish, without


def test_a_place_without_a_list_is_no_zero(owner, lists):
    page = owner.look("/provinces?sector=C182")
    tiles = dict(re.findall(r'<g class="tile ([\w -]+)"><title>(\w+)', page))
    assert tiles == tiles | {"level-3": "Guangdong"}
    assert 'class="tile unknown"><title>Jiangsu: no list is held' in page
    assert "1 of the 1 provinces with a list name it." in owner.text
    assert "No list held of: Shanxi , Jiangsu" in owner.text


def test_colours_are_also_letters_and_marks_and_a_table(owner, lists):
    page = owner.look("/provinces?sector=C182")
    tile = page[page.index('aria-label="Guangdong: named, under way: Priority PP1"') :]
    assert ">N</text>" in tile[: tile.index("</g>")]
    assert tile[: tile.index("</g>")].count('class="filled"') == 3
    row = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "named" in row
    assert "under way" in row
    assert 'href="/provinces/440000?priority=PP1#PP1"' in row


def test_any_word_names_a_sector(owner, lists):
    assert "Who puts first: Manufacture of knitted apparel" in owner.look(
        "/provinces?sector=knitted+apparel"
    )
    asked = owner.look("/provinces?sector=Manufacture+of+knitted+apparel+(C182)")
    assert 'value="Manufacture of knitted apparel (C182)"' in asked


def test_a_word_that_names_none_is_told(owner, lists):
    page = owner.look("/provinces?sector=zzzz")
    assert owner.status == 200
    assert "“zzzz” is not known as a sector" in page
    assert 'aria-invalid="true"' in page


def test_a_list_is_filtered(owner, lists):
    assert "3 statements" in owner.look("/provinces/440000")
    page = owner.look("/provinces/440000?signal=support&sector=C18")
    assert "2 statements" in page
    assert "Priority PP3" not in page
    assert "No statement of the list passes" in owner.look("/provinces/440000?emphasis=headline")
    assert "3 statements" in owner.look("/provinces/440000?emphasis=nonsense&page=99")


def test_a_statement_is_found_on_the_page_of_the_list_that_holds_it(owner, lists):
    publish(many(60))
    last = Priority.objects.get(title_en="Row 60", edition__number=2).key
    assert f'id="{last}"' not in owner.look("/provinces/440000")
    assert f'id="{last}"' in owner.look(f"/provinces/440000?priority={last}")
    assert "Page 2 of 2" in owner.text


def test_a_long_list_costs_no_more_queries(owner, lists, django_assert_num_queries):
    owner.look("/provinces/440000")
    with django_assert_num_queries(9):
        owner.look("/provinces/440000")
    publish(many(60))
    owner.look("/provinces/440000")
    with django_assert_num_queries(9):
        owner.look("/provinces/440000?page=1")


def test_a_city_and_a_province_that_is_none_have_no_page(owner, lists):
    for code in ("440100", "999999", "GBA", "guangdong"):
        owner.look(f"/provinces/{code}")
        assert owner.status == 404


def test_a_province_without_a_list_says_so_on_every_part(owner, lists):
    assert "No list of this province is held" in owner.look("/provinces/320000")
    assert "Nothing is recorded" in owner.look("/provinces/320000/timeline")
    assert "No list of this province is held" in owner.look("/provinces/320000/changes")
    assert "Nothing is recorded" in owner.look("/provinces/320000/record")
    assert "No figure of this province" in owner.look("/provinces/320000/around")


def test_two_editions_are_compared(owner, lists):
    assert "Only one edition is held so far" in owner.look("/provinces/440000/changes")
    publish(
        lambda rows: without("PP2")(changed("PP1", stage="delivered", summary_en="Opened.")(rows))
    )
    owner.look("/provinces/440000/changes")
    assert (
        "Changed: Priority PP1 Stage under way delivered Summary knitwear first Opened."
        in owner.text
    )
    assert "Dropped: Priority PP2" in owner.text
    assert "1 statement stayed as it was." in owner.text


def test_an_edition_that_does_not_exist_is_left_aside(owner, lists):
    publish(without("PP2"))
    page = owner.look("/provinces/440000/changes?edition=0&against=x")
    assert owner.status == 200
    assert "Priority PP2" in page


def test_a_record_tells_each_step_and_is_filtered_by_where_it_stands(owner, lists):
    publish(
        lambda rows: without("PP2")(changed("PP1", stage="delivered", summary_en="Opened.")(rows))
    )
    owner.look("/provinces/440000/record?outcome=delivered")
    assert re.search(r"Priority PP1 under way [\d-]+, edition 1 → delivered", owner.text)
    assert "Priority PP2" not in owner.text
    assert "Priority PP2" in owner.look("/provinces/440000/record?outcome=removed")


def test_a_timeline_goes_on_after_a_position_and_starts_anew_at_a_wrong_one(owner, lists):
    publish(many(60))
    page = owner.look("/provinces/440000/timeline")
    (older,) = re.findall(r'href="(\?after=[^"]+)">Older', page)
    first = set(re.findall(r"#([\w-]+)\"", page))
    second = set(re.findall(r"#([\w-]+)\"", owner.look(f"/provinces/440000/timeline{older}")))
    assert second - {"main"}
    assert not (first & second) - {"main"}
    anew = owner.look("/provinces/440000/timeline?after=nonsense")
    assert set(re.findall(r"#([\w-]+)\"", anew)) == first
