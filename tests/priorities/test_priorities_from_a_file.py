"""A list from a file is tried out, each fault with its row, column, value and the nearest right
one, and then put into a draft as one revision.
"""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from core.faults import VersionConflict
from partners.models import Place
from priorities.editions import lifecycle
from priorities.importing.list_import import (
    ImportCheck,
    check_table,
    import_into_draft,
    list_as_csv,
)
from priorities.importing.spreadsheet import MOST_BYTES, UnreadableTable, read_table
from priorities.models import Edition
from tests.priorities.admin_desk import Desk, next_key, rows_of
from tests.priorities.curators import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(editor) -> Edition:
    return lifecycle.open_draft(province="440000", by=editor.user)


@pytest.fixture
def table(lists) -> list[list[str]]:
    """Guangdong's list as it is exported: header and rows."""
    edition = Edition.objects.published().get(province="440000")
    text = list_as_csv(rows_of(edition)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text)))


def as_csv(table: list[list[str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode(encoding)


def as_xlsx(table: list[list[str]]) -> bytes:
    dictionary = openpyxl.Workbook()
    for line in table:
        dictionary.active.append(line)
    out = io.BytesIO()
    dictionary.save(out)
    return out.getvalue()


def put(table: list[list[str]], row: int, column: str, value: str) -> None:
    """Write a cell, the header being row 1."""
    table[row - 1][table[0].index(column)] = value


def tried(content: bytes) -> ImportCheck:
    province = Place.objects.get(code="440000")
    return check_table(province=province, table=read_table("list", content))


def test_what_is_exported_is_read_as_it_was(draft, table):
    for content in (as_csv(table), as_xlsx(table), as_csv(table, "utf-8-sig")):
        assert tried(content) == ImportCheck(rows_of(draft), ())


def test_chinese_text_is_read_in_what_excel_writes(table):
    put(table, 2, "title_en", "制造业与服务业协同发展")
    for content in (as_csv(table, "gb18030"), as_csv(table), as_xlsx(table)):
        titles = [row.title_en for row in tried(content).rows]
        assert "制造业与服务业协同发展" in titles


def test_each_fault_says_where_and_what_is_nearest(table):
    put(table, 2, "targets", "PS01;C1822")
    put(table, 3, "stage", "launchd")
    put(table, 4, "effective_from", "soon")
    put(table, 5, "document_year", "MMXXVI")
    put(table, 6, "source", "heard it")
    put(table, 7, "places", "440100;320500")
    found = {(fault.row, fault.column): fault for fault in tried(as_xlsx(table)).faults}
    assert set(found) == {
        (2, "targets"),
        (3, "stage"),
        (4, "effective_from"),
        (5, "document_year"),
        (6, "source"),
        (7, "places"),
    }
    assert found[2, "targets"].value == "PS01;C1822"
    assert "C182" in found[2, "targets"].nearest
    assert found[3, "stage"].nearest == ("launched",)
    assert "“soon”" in str(found[4, "effective_from"])


def test_a_wrong_column_is_named_with_the_nearest_right_one(table):
    table[0][table[0].index("summary_en")] = "sumary_en"
    faults = tried(as_csv(table)).faults
    assert ("sumary_en", ("summary_en",)) in [(fault.column, fault.nearest) for fault in faults]
    assert ("summary_en", "the column is missing") in [
        (fault.column, fault.why) for fault in faults
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"key,key\n1,2\n", "two columns are called key"),
        (b"key\n1,2\n", "more cells than the header"),
        (b"a\x00b", "neither a CSV nor an XLSX"),
        (b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        (b'key\n"open', "not a CSV file"),
        (b"key\n" + b"x" * 9_000, "a cell of more than 8000"),
        (b",".join([b"c"] * 61), "more than 60 cells"),
        (b"key\n" + b"1\n" * 401, "more than 400 rows"),
        (b"x" * 2_000_001, "2000001 bytes"),
        (b"PK\x03\x04 and nothing", "not an XLSX file"),
    ],
)
def test_what_is_no_table_or_too_large_is_refused(content, why):
    with pytest.raises(UnreadableTable, match=why):
        read_table("list", content)


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_parsed():
    bomb = packed(**{"xl/sharedStrings.xml": b"0" * 40_000_000})
    assert len(bomb) < MOST_BYTES
    with pytest.raises(UnreadableTable, match="unpacks to more than"):
        read_table("list.xlsx", bomb)


def test_a_zip_that_lies_about_its_size_is_refused():
    bomb = bytearray(packed(**{"xl/sharedStrings.xml": b"0" * 40_000_000}))
    size = (40_000_000).to_bytes(4, "little")
    while size in bomb:
        bomb[bomb.index(size) : bomb.index(size) + 4] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableTable):
        read_table("list.xlsx", bytes(bomb))


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "A&#49;0", "A999999999"])
def test_a_cell_far_away_is_refused_before_a_huge_table_is_made(table, place):
    with zipfile.ZipFile(io.BytesIO(as_xlsx(table))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    page = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = page.replace(b'r="B2"', f'r="{place}"'.encode())
    with pytest.raises(UnreadableTable, match="there is a cell at"):
        read_table("list.xlsx", packed(**members))


def test_the_file_is_the_whole_list_and_one_revision(draft, editor, table):
    gone, key = table.pop(3)[0], next_key("440000")
    table.append(list(table[1]))
    put(table, len(table), "key", "")
    put(table, len(table), "title_en", "针织先行")
    rows = read_table("list", as_csv(table))
    import_into_draft(draft=draft, table=rows, by=editor.user, expected_version=draft.version)
    found = {row.key: row.title_en for row in rows_of(draft)}
    assert gone not in found
    assert found[key] == "针织先行"
    assert [act.verb for act in draft.acts.all()] == ["open", "revise"]


def test_a_draft_that_moved_on_is_not_overwritten(draft, editor, table):
    rows = read_table("list", as_csv(table))
    with pytest.raises(VersionConflict):
        import_into_draft(draft=draft, table=rows, by=editor.user, expected_version=7)


class TestAdmin:
    def send(self, desk: Desk, draft: Edition, content: bytes) -> str:
        sent = SimpleUploadedFile("list.xlsx", content)
        answer = desk.client.post(f"/admin/priorities/edition/{draft.pk}/import/", {"file": sent})
        self.checked = answer.context.get("checked")
        desk._keep(answer)
        return desk.page

    def agree(self, desk: Desk, draft: Edition, tried: str) -> None:
        given = {"checked": tried, "version": draft.version}
        desk._keep(
            desk.client.post(f"/admin/priorities/edition/{draft.pk}/import/", given, follow=True)
        )

    def test_it_is_tried_out_looked_at_and_put_in(self, draft, editor, table):
        before = rows_of(draft)
        put(table, 2, "title_en", "制造业与服务业协同发展")
        page = self.send(editor, draft, as_xlsx(table))
        assert f"No fault. Rows: {len(before)}" in page
        assert "<ins>制造业与服务业协同发展</ins>" in page
        assert rows_of(draft) == before
        self.agree(editor, draft, self.checked)
        assert editor.told(f"Rows that are in the draft now: {len(before)}.")
        assert rows_of(draft)[0].title_en == "制造业与服务业协同发展"

    def test_faults_are_shown_as_a_table_and_nothing_can_be_put_in(self, draft, editor, table):
        put(table, 3, "targets", "C1822")
        page = self.send(editor, draft, as_csv(table))
        assert "Nothing is written. Faults: 1" in page
        assert "C1822 is no sector" in page
        assert self.checked is None

    def test_what_was_not_tried_out_is_refused(self, draft, editor, table):
        self.send(editor, draft, as_csv(table))
        self.agree(editor, draft, self.checked[:-3] + "abc")
        assert editor.told("these are not the rows that were checked")
        assert draft.acts.count() == 1

    def test_a_draft_that_moved_on_meanwhile_is_not_overwritten(self, draft, editor, table):
        self.send(editor, draft, as_csv(table))
        rows = rows_of(draft)
        lifecycle.revise(draft=draft, rows=rows, by=editor.user, expected_version=draft.version)
        self.agree(editor, draft, self.checked)
        assert editor.told("Another curator changed it first")

    def test_no_file_or_no_table_is_said(self, draft, editor):
        editor.client.post(f"/admin/priorities/edition/{draft.pk}/import/", {})
        self.send(editor, draft, b"PK and nothing")
        assert editor.told("not an XLSX file")

    def test_only_who_may_draft_imports(self, draft):
        reader = Desk(staff("reader", "Approvers"))
        address = f"/admin/priorities/edition/{draft.pk}/import/"
        assert reader.client.get(address).status_code == 403
        assert reader.client.post(address, {}).status_code == 403


class TestCommand:
    @pytest.fixture
    def file(self, table, tmp_path):
        put(table, 2, "title_en", "Retitled")
        path = tmp_path / "list.xlsx"
        path.write_bytes(as_xlsx(table))
        return str(path)

    def run(self, file: str, *more: str) -> None:
        call_command(
            "import_priorities",
            file,
            "--province",
            "440000",
            "--by",
            "Editor@ronghe.example",
            *more,
        )

    def test_a_dry_run_writes_nothing(self, editor, file, table, capsys):
        self.run(file, "--dry-run")
        assert f"{len(table) - 1} rows, no fault; nothing was written" in capsys.readouterr().out
        assert not Edition.objects.open().exists()

    def test_it_opens_a_draft_and_fills_it(self, editor, file):
        self.run(file)
        draft = Edition.objects.open().get()
        assert rows_of(draft)[0].title_en == "Retitled"
        assert [act.by for act in draft.acts.all()] == [editor.user, editor.user]

    def test_faults_are_told_and_no_draft_is_left(self, editor, tmp_path, table, capsys):
        put(table, 3, "stage", "launchd")
        path = tmp_path / "list.csv"
        path.write_bytes(as_csv(table))
        with pytest.raises(CommandError, match="1 faults: nothing was written"):
            self.run(str(path))
        assert "row 3, column stage, “launchd”" in capsys.readouterr().err
        assert not Edition.objects.open().exists()

    def test_who_may_not_draft_is_refused(self, lists, file):
        staff("editor", "Approvers")
        with pytest.raises(CommandError, match="may not draft"):
            self.run(file)

    @pytest.mark.parametrize("wrong", [("--by", "nobody@x.example"), ("--province", "440100")])
    def test_a_wrong_name_is_refused(self, editor, file, wrong):
        with pytest.raises(CommandError, match=r"no active user|no province"):
            self.run(file, *wrong)

    def test_a_file_that_is_not_there_is_refused(self, editor, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            self.run(str(tmp_path / "none.csv"))
