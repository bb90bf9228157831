"""A curator imports a list over REST, reads what became of its rows, and undoes it."""

import datetime as dt
import io

import pytest
import xlsxwriter
from django.utils import timezone

from partners.intake import stored_file
from partners.intake.import_jobs import run_pending_imports
from partners.models import ImportRun, Partner, Record
from tests.api.keeping import LIST, imported, keeper, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def curating(firm, places, sectors):
    return keeper(firm)


def two_sheets() -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        for name in ("List", "Notes"):
            sheet = book.add_worksheet(name)
            for at, line in enumerate(LIST.splitlines()):
                sheet.write_row(at, 0, line.split(","))
    return packed.getvalue()


def test_an_import_waits_for_a_worker_and_then_tells_how_its_rows_ended(curating):
    taken = upload(curating, LIST)
    assert taken.status_code == 202
    assert taken.json()["state"] == "queued"
    assert not Record.objects.exists()
    run_pending_imports()
    done = curating.get(taken.headers["Location"]).json()
    assert (done["state"], done["fault"]) == ("done", "")
    assert done["columns"] == {"name_en": ["name_en"], "place": ["city"], "makes": ["makes"]}
    assert {name: n for name, n in done["endings"].items() if n} == {"created": 1, "error": 1}
    assert Partner.objects.get().name_en == "First Knit Ltd"


def test_an_error_is_told_with_its_place_and_the_nearest_value(curating):
    address = imported(curating)
    (row,) = curating.get(f"{address}/rows?ending=error").json()["results"]
    assert row["row"] == 3
    (remark,) = row["remarks"]
    assert (remark["column"], remark["value"]) == ("city", "Suzou")
    assert "Suzhou" in remark["suggestion"]


def test_all_rows_are_read_page_by_page(curating):
    lines = "".join(f"Maker number {n} Ltd,Guangzhou,C182\n" for n in range(5))
    address = f"{imported(curating, 'name_en,city,makes' + chr(10) + lines)}/rows?limit=2"
    seen = []
    while address:
        page = curating.get(address).json()
        seen += [row["row"] for row in page["results"]]
        address = page["next"]
    assert sorted(seen) == [2, 3, 4, 5, 6]


def test_a_dry_run_reports_the_same_and_changes_nothing(curating):
    done = curating.get(imported(curating, dry_run="true")).json()
    assert done["dry_run"]
    assert done["endings"]["created"] == 1
    assert not Record.objects.exists()


def test_a_map_is_given_by_the_name_of_a_shipped_one_or_as_toml(curating):
    named = 'columns = {name_zh = "name_en"}\n[list]\nname = "Ours"\n'
    done = curating.get(imported(curating, map=named)).json()
    assert done["columns"] == {"name_zh": ["name_en"]}
    shipped = upload(curating, LIST, map="open_supply_hub").json()
    assert "[columns]" in shipped["map"]


@pytest.mark.parametrize(
    ("members", "pointer", "said", "nearest"),
    [
        ({"map": "open_suply_hub"}, "/map", "not a map that ships", "open_supply_hub"),
        ({"map": '[columns]\nname_zhh = "a"'}, "/map", "columns.name_zhh", "name_zh"),
        ({"map": "[columns"}, "/map", "cannot be read as TOML", None),
        ({"dataset": "own list"}, "/dataset", "is not a key of a dataset", None),
        ({"dataset": "curated"}, "/dataset", "what curators enter", None),
        ({"dry_run": "yes"}, "/dry_run", "true or false", None),
        ({"wholle": "true"}, "/wholle", "no field is called", "whole"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place(curating, members, pointer, said, nearest):
    refused = upload(curating, LIST, **members)
    assert (refused.status_code, refused.json()["type"]) == (
        400,
        "/problems/import-not-understood",
    )
    (error,) = refused.json()["errors"]
    assert error["pointer"] == pointer
    assert said in error["detail"]
    assert nearest is None or nearest in error["nearest"]
    assert not ImportRun.objects.exists()


def test_an_empty_file_is_refused(curating):
    refused = upload(curating, "")
    assert refused.json()["errors"][0]["pointer"] == "/file"


def test_a_file_that_cannot_be_read_fails_with_the_reason(curating):
    done = curating.get(imported(curating, "[]")).json()
    assert done["state"] == "failed"
    assert "JSON list" in done["fault"]


def test_why_an_import_failed_is_told_in_the_language_asked_for(curating):
    address = imported(curating, "[]")
    told = curating.get(address, Accept_Language="zh-Hans").json()["fault"]
    assert told == "list.csv，第 1 行：是 JSON 列表：请给出 JSON Lines，每行一个对象"
    listed = curating.get("/v1/imports", Accept_Language="zh-Hans").json()["results"]
    assert [one["fault"] for one in listed] == [told]


def test_what_else_a_file_holds_is_told_in_the_language_asked_for(curating):
    address = imported(curating, two_sheets())
    assert curating.get(address).json()["notices"] == ["only the sheet List is read, not Notes"]
    told = curating.get(address, Accept_Language="zh-Hans").json()["notices"]
    assert told == ["只读取工作表 List，不读取 Notes"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(curating, monkeypatch):
    monkeypatch.setattr("api.requests.uploads.MOST_BYTES", 40)
    refused = upload(curating, LIST)
    assert (refused.status_code, refused.json()["type"]) == (413, "/problems/body-too-large")
    monkeypatch.setattr("api.requests.uploads._REST", 0)
    assert upload(curating, LIST).status_code == 413
    assert not ImportRun.objects.exists()


def test_a_repeated_request_is_one_import_and_another_file_needs_another_key(curating):
    first = upload(curating, LIST, key="list-1")
    again = upload(curating, LIST, key="list-1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    other = upload(curating, LIST.replace("First", "Third"), key="list-1")
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    assert ImportRun.objects.count() == 1


def test_a_file_is_stored_and_read_back_in_pieces(curating, tmp_path, monkeypatch):
    monkeypatch.setattr(stored_file, "_READ", 7)
    content = bytes(range(256)) * 3
    run = ImportRun.objects.create(dataset="a", file="a")
    assert stored_file.store_file(run, [content[:100], content[100:101], content[101:]]) == 768
    stored_file.write_file(run, tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == content


def test_a_cancelled_import_goes_on_where_it_is_told_to(curating):
    address = upload(curating, LIST).headers["Location"]
    assert curating.post(f"{address}/cancel", {}).json()["state"] == "cancelled"
    run_pending_imports()
    assert not Record.objects.exists()
    assert curating.post(f"{address}/resume", {}).json()["state"] == "queued"
    run_pending_imports()
    assert curating.get(address).json()["state"] == "done"
    assert Record.objects.count() == 1


def test_an_import_whose_file_is_gone_cannot_go_on(curating):
    address = upload(curating, LIST).headers["Location"]
    curating.post(f"{address}/cancel", {})
    ImportRun.objects.update(content=None)
    refused = curating.post(f"{address}/resume", {})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/import-refused")
    assert "send it again" in refused.json()["detail"]


def test_an_import_that_is_done_is_neither_cancelled_nor_resumed(curating):
    address = imported(curating)
    for step in ("cancel", "resume"):
        assert curating.post(f"{address}/{step}", {}).status_code == 409


def test_an_undone_import_leaves_no_partner_in_the_list(curating, call):
    address = imported(curating)
    assert curating.post(f"{address}/undo", {}).json()["state"] == "undone"
    assert call.get("/v1/partners").json()["results"] == []
    assert curating.post(f"{address}/undo", {}).status_code == 409


def test_imports_are_listed_newest_first(curating):
    first, second = imported(curating), upload(curating, LIST).headers["Location"]
    found = curating.get("/v1/imports").json()["results"]
    assert [one["location"] for one in found] == [second, first]
    waiting = curating.get("/v1/imports?state=queued").json()["results"]
    assert [one["location"] for one in waiting] == [second]


def test_a_curator_of_lists_alone_may_not(firm):
    refused = upload(keeper(firm, "editor", "draft"), LIST)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-a-curator")


def test_the_file_comes_back_with_what_became_of_each_row(curating):
    answer = curating.get(f"{imported(curating)}/annotated")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="list-annotated.csv"' in answer.headers["Content-Disposition"]
    header, first, second = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert header.startswith('"import ending","import reason","name_en"')
    assert first.startswith('"created","","First Knit Ltd"')
    assert second.startswith('"error","city: ""Suzou"" ')


def test_a_file_that_is_not_kept_does_not_come_back(curating):
    waiting = upload(curating, LIST).headers["Location"]
    assert curating.get(f"{waiting}/annotated").status_code == 409
    run_pending_imports()
    over = stored_file.KEPT_WHEN_DONE + dt.timedelta(minutes=1)
    ImportRun.objects.update(finished_at=timezone.now() - over)
    stored_file.forget_old_files()
    refused = curating.get(f"{waiting}/annotated")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/import-refused")
    assert "send it again" in refused.json()["detail"]
