"""`manage.py read_document` prints what a document proposes, and errors name the right value."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from priorities.reading.document import read
from tests.reading.documents import REPORT

FIELDS = [
    "paragraph", "section", "start", "end", "anchor", "targets", "signal", "stage", "places",
    "emphasis", "because",
]  # fmt: skip
RIGHT = {
    "province": "370000",
    "kind": "work-report",
    "published": "2031-01-20",
    "source": "https://province.example/report",
}


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def printed(path, changed=None):
    out = io.StringIO()
    call_command("read_document", path, stdout=out, **{**RIGHT, **(changed or {})})
    return out.getvalue()


def test_a_proposal_is_a_line_of_json_with_its_place(report):
    found = [json.loads(line) for line in printed(report, {"json": True}).splitlines()]
    paragraphs = {one.number: one.text for one in read(report).paragraphs}
    assert all(list(one) == FIELDS for one in found)
    for one in found:
        assert paragraphs[one["paragraph"]][one["start"] : one["end"]] == one["anchor"]
    assert {one["section"] for one in found} == {"review", "plan", "tasks"}
    assert {one["emphasis"] for one in found} == {"headline", "list", "mention"}
    assert {one["signal"] for one in found} == {"support", "strength", "shortage", "context"}


def test_without_json_a_table_is_printed(report):
    text = printed(report, {"province": "Shandong"})
    assert text.startswith("work-report of Shandong (370000), published on 2031-01-20")
    assert "proposals (" in text
    assert "济南" in text
    assert "in 370100, 370200" in text


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("province", "37000", "the nearest is 370000"),
        ("province", "Shandnog", "Shandong (370000)"),
        ("province", "370100", "lies in Shandong (370000)"),
        ("province", "YRD", "cluster"),
        ("kind", "workreport", "the nearest is work-report"),
        ("published", "2031-13-20", "write it as in 2026-01-20"),
        ("source", "province.example", "it begins with https://"),
    ],
)
def test_a_wrong_value_is_named_with_the_nearest_right_one(report, field, value, told):
    with pytest.raises(CommandError) as refused:
        printed(report, {field: value})
    assert f'--{field}: "{value}"' in str(refused.value)
    assert told in str(refused.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"missing\.txt: cannot be read"):
        printed(tmp_path / "missing.txt")
