"""A curator tries a list out, reads what it would do, imports it and undoes it."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from partners.admin.import_words import field_word
from partners.intake import import_jobs, stored_file
from partners.intake.mapping.fields import FIELD_NAMES
from partners.models import ImportRun, Partner, Record
from tests.desk.conftest import LIST, page_of, upload

pytestmark = pytest.mark.django_db


def press(client: Client, run: ImportRun, verb: str, **posted: Any) -> str:
    answer = client.post(f"/admin/partners/importrun/{run.pk}/{verb}/", posted, follow=True)
    import_jobs.run_pending_imports()
    return str(answer.content.decode())


@pytest.fixture
def tried(reference, editor) -> ImportRun:
    return upload(editor)


@pytest.fixture
def imported(tried, editor) -> ImportRun:
    press(editor, tried, "import")
    return ImportRun.objects.latest("pk")


def test_a_list_is_tried_out_and_changes_nothing(tried, editor):
    assert (tried.dry_run, tried.state) == (True, "done")
    assert not Partner.objects.exists()
    page = page_of(editor, f"importrun/{tried.pk}/change/")
    assert "Dry run: nothing was changed" in page
    assert "would be created" in page
    assert "<dt>rows read</dt><dd>2</dd>" in page


def test_the_page_shows_the_columns_and_those_that_are_not_read(tried, editor):
    page = page_of(editor, f"importrun/{tried.pk}/change/")
    assert "<td>Name in Chinese</td><td>名称</td>" in page
    assert "Columns not read: Contact person" in page


def test_what_is_worth_a_look_is_shown_first_with_its_row(tried, editor):
    page = page_of(editor, f"importrun/{tried.pk}/change/")
    assert "Unknown place" in page
    assert "Nowhere at all" in page
    assert "Row 2<" not in page


def test_rows_are_chosen_by_their_ending(tried, editor):
    page = page_of(editor, f"importrun/{tried.pk}/change/", ending="created")
    assert "Row 2<" in page
    assert page_of(editor, f"importrun/{tried.pk}/change/", ending="gone")


def test_the_checked_file_is_imported_by_a_button_once(tried, editor):
    press(editor, tried, "import")
    run = ImportRun.objects.latest("pk")
    assert (run.dry_run, run.state, run.checked_by, run.by.username) == (
        False, "done", tried, "editor",
    )  # fmt: skip
    assert Partner.objects.filter(name_zh="佛山测试家具有限公司").exists()
    assert "is not kept any longer" in press(editor, tried, "import")
    assert ImportRun.objects.count() == 2


def test_the_file_of_a_dry_run_is_kept_for_an_hour(tried, editor):
    stored_file.forget_old_files()
    assert "/import/" in page_of(editor, f"importrun/{tried.pk}/change/")
    over = stored_file.KEPT_WHEN_DONE + dt.timedelta(minutes=1)
    ImportRun.objects.update(finished_at=timezone.now() - over)
    stored_file.forget_old_files()
    page = page_of(editor, f"importrun/{tried.pk}/change/")
    assert "/import/" not in page
    assert "send it again" in page
    assert "is not kept any longer" in press(editor, tried, "import")


def test_an_import_is_undone_for_a_reason(imported, editor):
    assert "give a reason" in press(editor, imported, "undo", reason=" ")
    assert Record.objects.filter(gone_on=None).count() == 1
    page = press(editor, imported, "undo", reason="the wrong file")
    assert "Undone because: the wrong file" in page
    assert not Record.objects.filter(gone_on=None).exists()
    assert "/undo/" not in page


def test_an_import_leads_to_its_possible_duplicates(tried, imported, editor):
    link = f"possibleduplicate/?q={imported.dataset}"
    assert link in page_of(editor, f"importrun/{imported.pk}/change/")
    assert link not in page_of(editor, f"importrun/{tried.pk}/change/")
    page_of(editor, link)


def test_the_report_is_a_table_without_formulas(reference, editor):
    run = upload(editor, LIST + "=HYPERLINK(1),佛山,家具,\n")
    answer = editor.get(f"/admin/partners/importrun/{run.pk}/report/")
    assert f"import-{run.pk}.csv" in answer["Content-Disposition"]
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0].endswith('"message","suggestion"')
    assert any("unknown-place" in line and "Nowhere at all" in line for line in lines)
    assert not any(cell.startswith('"=') for line in lines for cell in line.split(","))


def test_an_import_that_waits_reloads_itself_and_can_be_cancelled(reference, editor):
    run = ImportRun(dataset="fair", file="list.csv")
    import_jobs.submit_import(run, LIST.encode(), by=editor_of(editor))
    page = page_of(editor, f"importrun/{run.pk}/change/")
    assert '<meta http-equiv="refresh" content="2">' in page
    page = press(editor, run, "cancel")
    assert "Cancelled." in page
    assert 'http-equiv="refresh"' not in page
    assert not Partner.objects.exists()
    assert "Refused" in press(editor, run, "cancel")


def editor_of(client):
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_a_file_that_cannot_be_used_says_why(reference, editor):
    run = upload(editor, "colour,taste\nred,sweet\n")
    assert run.state == "failed"
    page = page_of(editor, f"importrun/{run.pk}/change/")
    assert 'role="alert"' in page


@pytest.mark.parametrize(
    ("differs", "told"),
    [
        ({"dataset": "two words"}, "valid"),
        ({"map": "own"}, "Write the map here"),
        ({"map": "own", "toml": "[columns"}, "Refused"),
        ({"map": "own", "toml": "[colums]\n"}, "columns"),
        ({"file": ""}, "required"),
    ],
)
def test_a_form_that_cannot_be_used_is_shown_again(reference, editor, differs, told):
    given = {"file": SimpleUploadedFile("a.csv", b"name\nA\n"), "dataset": "fair", "map": ""}
    answer = editor.post("/admin/partners/importrun/upload/", given | differs)
    assert told in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_a_shipped_map_can_be_chosen(reference, editor):
    page = page_of(editor, "importrun/upload/")
    assert 'value="shipped:open_supply_hub"' in page
    run = upload(editor, map="shipped:open_supply_hub")
    assert "[columns]" in run.map


def test_the_list_tells_state_endings_and_who(imported, editor):
    page = page_of(editor, "importrun/")
    assert "created 1; error 1" in page
    assert "would be created 1; error 1" in page
    assert ">editor<" in page


def test_who_only_looks_sees_imports_and_changes_nothing(imported, viewer):
    page = page_of(viewer, f"importrun/{imported.pk}/change/")
    assert "/undo/" not in page
    assert "upload" not in page_of(viewer, "importrun/").replace("upload_file", "")
    assert viewer.get("/admin/partners/importrun/upload/").status_code == 403
    for verb in ("undo", "import", "cancel"):
        address = f"/admin/partners/importrun/{imported.pk}/{verb}/"
        assert viewer.post(address, {"reason": "no"}).status_code == 403
    imported.refresh_from_db()
    assert imported.state == "done"


def test_a_verb_of_an_import_is_never_a_mere_link(imported, editor):
    for verb in ("undo", "import", "cancel"):
        assert editor.get(f"/admin/partners/importrun/{imported.pk}/{verb}/").status_code == 405


def test_the_file_comes_back_with_what_became_of_each_row(tried, editor):
    page = page_of(editor, f"importrun/{tried.pk}/change/")
    assert f"/admin/partners/importrun/{tried.pk}/annotated/" in page
    answer = editor.get(f"/admin/partners/importrun/{tried.pk}/annotated/")
    header, first, _ = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert header.startswith('"import ending","import reason","名称"')
    assert first.startswith('"created","","佛山测试家具有限公司"')


def test_the_page_tells_what_else_the_file_holds(tried, editor):
    ImportRun.objects.update(notices=["only the sheet A is read, not B"])
    assert "only the sheet A is read" in page_of(editor, f"importrun/{tried.pk}/change/")


def test_each_field_of_an_import_has_its_word_in_both_languages():
    with override("en"):
        english = {field: field_word(field) for field in FIELD_NAMES}
    with override("zh-hans"):
        same = {field for field, word in english.items() if field_word(field) == word}
    assert same <= {"lei"}
