"""A list of priorities is edited in one form; saving it is one revision."""

import pytest

from priorities.editions import lifecycle
from priorities.models import Edition
from tests.priorities.admin_desk import Desk, new_row, next_key, rows_of
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(lists) -> Desk:
    return Desk(staff("editor", "Editors"))


@pytest.fixture
def draft(desk) -> Edition:
    return lifecycle.open_draft(province="540000", by=desk.user)


def test_a_draft_is_opened_from_the_list_of_editions(desk):
    page = desk.client.get("/admin/priorities/edition/").content.decode()
    assert '<option value="440000">Guangdong 广东' in page
    desk.client.post("/admin/priorities/edition/open/", {"province": "440000"})
    assert Edition.objects.open().get().province_id == "440000"


def test_the_form_sent_as_it_is_changes_nothing(desk, draft):
    before = rows_of(draft)
    desk.save(draft, desk.look(draft))
    assert rows_of(draft) == before
    assert draft.acts.filter(verb="revise").count() == 1


def test_a_title_a_new_row_and_a_removal_are_one_revision(desk, draft):
    first, second, *others = rows_of(draft)
    key = next_key("540000")
    fields = desk.look(draft, 0) | {"rows-0-title_en": "制造业与服务业协同", "rows-1-DELETE": "on"}
    desk.save(
        draft, new_row(fields, title_en="针织先行", targets=["C182"], summary_en="一份新文件。")
    )
    assert desk.told("Saved")
    found = {row.key: row for row in rows_of(draft)}
    assert found[first.key].title_en == "制造业与服务业协同"
    assert second.key not in found
    new = found[key]
    assert (new.title_en, new.targets, new.summary_en) == ("针织先行", ("C182",), "一份新文件。")
    assert {row.key for row in others} < set(found)
    assert [act.verb for act in draft.acts.all()] == ["open", "revise"]


def test_the_coverage_is_part_of_the_list(desk, draft):
    desk.save(draft, desk.look(draft) | {"coverage": "complete"})
    assert Edition.objects.get(pk=draft.pk).coverage == "complete"
    desk.save(draft, desk.look(draft) | {"coverage": "half"})
    assert Edition.objects.get(pk=draft.pk).coverage == "complete"
    assert desk.told("Nothing was saved")


def test_a_faulty_row_is_named_and_what_was_typed_is_kept(desk, draft):
    fields = new_row(
        desk.look(draft, 0), title_en="Typed with care", targets=["C1822"], source="no page"
    )
    row, key = int(fields["rows-TOTAL_FORMS"]), next_key("540000")
    before = rows_of(draft)
    desk.save(draft, fields)
    assert desk.told(f"Row {row}, targets: {key}: C1822 is no sector. Nearest: C182")
    assert desk.told(f"Row {row}, source: {key}: a source needs an address")
    assert desk.told("Nothing was saved")
    assert "Typed with care" in desk.page
    assert rows_of(draft) == before
    assert Edition.objects.get(pk=draft.pk).version == draft.version


def test_a_field_that_cannot_be_read_is_named_with_its_row(desk, draft):
    desk.save(draft, desk.look(draft, 1) | {"rows-1-effective_from": "soon"})
    assert desk.told("Row 2, effective from")
    assert Edition.objects.get(pk=draft.pk).version == draft.version


def test_an_empty_list_is_refused(desk, draft):
    fields = desk.look(draft)
    gone = {f"rows-{n}-DELETE": "on" for n in range(int(fields["rows-TOTAL_FORMS"]))}
    before = rows_of(draft)
    desk.save(draft, fields | gone)
    assert desk.told("to end the list, withdraw it")
    assert rows_of(draft) == before


def test_a_stage_that_moves_back_is_refused(desk, draft):
    number, row = next((n, row) for n, row in enumerate(rows_of(draft)) if row.stage == "under way")
    desk.save(draft, desk.look(draft, number) | {f"rows-{number}-stage": "pledged"})
    assert desk.told(f"Row {number + 1}, stage: {row.key}: a stage moves forward or lapses")


def test_the_difference_is_shown_in_colour(desk, draft):
    gone = rows_of(draft)[1]
    fields = desk.look(draft, 0, 2) | {"rows-0-title_en": "Another title", "rows-1-DELETE": "on"}
    fields |= {"rows-2-rank": "1"}
    desk.save(
        draft, new_row(fields, title_en="Knitwear first", targets=["C182"], summary_en="New.")
    )
    shown = desk.page.partition('id="rh-diff"')[2].partition("</section>")[0]
    assert '<article class="rh-item rh-added">' in shown
    assert "Knitwear first" in shown
    assert '<article class="rh-item rh-removed">' in shown
    assert gone.title_en in shown
    assert "<ins>Another title</ins>" in shown
    assert '<article class="rh-item rh-reranked">' in shown
    assert "C182 针织" in shown


def test_who_did_what_stands_beside_it(desk, draft):
    desk.look(draft)
    acts = desk.page.partition('id="rh-acts"')[2].partition("</section>")[0]
    assert "<b>opened</b> by editor" in acts


def test_a_published_edition_is_read_only(desk):
    edition = Edition.objects.published().get(province="540000")
    assert desk.look(edition) == {}
    assert "针织先行" not in desk.page
    fields = {"version": "1", "coverage": "excerpt", "rows-TOTAL_FORMS": "0"}
    desk.save(edition, fields | {"rows-INITIAL_FORMS": "0"})
    assert desk.told("Not possible in this state")
    assert rows_of(edition)


@pytest.mark.parametrize("query", ["广东", "guangdong", "Guangdong", "440000"])
def test_editions_are_found_in_every_spelling(desk, query):
    found = desk.client.get("/admin/priorities/edition/", {"q": query}).context["cl"].result_list
    assert [edition.province_id for edition in found] == ["440000"]


def test_filters_say_how_many(desk):
    page = desk.client.get("/admin/priorities/edition/").content.decode()
    count = Edition.objects.count()
    assert f"published ({count})" in page
    assert f"In force now ({count})" in page


@pytest.mark.parametrize("model", ["priorities/edition", "priorities/document"])
def test_every_list_of_this_floor_can_be_looked_at(desk, model):
    assert desk.client.get(f"/admin/{model}/").status_code == 200
