"""Priorities, the matrix and matches as tables: the rows of their JSON."""

import json

import pytest

from tests.api.test_entries_as_tables import (
    content,
    from_csv,
    from_json_lines,
    from_sheet,
    whole,
)


def rows(response):
    return [json.loads(line) for line in content(response).splitlines()]


@pytest.mark.parametrize(
    ("path", "sheet"),
    [
        ("/v1/provinces/Guangdong/priorities", "Priorities"),
        ("/v1/policy/matrix", "Matrix"),
        ("/v1/matches", "Matches"),
        ("/v1/partners/{a}/matches", "Matches"),
    ],
)
def test_each_format_has_the_same_rows(call, pks, path, sheet):
    path = path.format(**pks)
    table = {one: content(call.get(f"{path}.{one}")) for one in ("csv", "xlsx", "jsonl")}
    expected = whole(from_csv(table["csv"]))
    assert len(expected) > 1
    assert whole(from_json_lines(table["jsonl"])) == expected
    assert whole(from_sheet(table["xlsx"], sheet)) == expected
    assert content(call.get(path, Accept="text/csv")) == table["csv"]


def test_priorities_are_those_of_the_list(call, lists):
    path = "/v1/provinces/Guangdong/priorities"
    expected = call.get(path).json()["priorities"]
    found = rows(call.get(f"{path}.jsonl"))
    same = ("key", "title_en", "title_zh", "signal", "stage", "rank", "summary_en", "source")
    for one, row in zip(expected, found, strict=True):
        assert {name: row[name] for name in same} == {name: one[name] for name in same}
        assert row["targets"] == " | ".join(each["code"] for each in one["targets"])
        assert (row["in_effect"], row["scores"]) == (one["in_effect"], one["scores"])
        assert row["published_on"] == one["document"]["published_on"]


def test_priorities_take_the_filters_of_the_list(call, lists):
    path = "/v1/provinces/Guangdong/priorities"
    found = rows(call.get(f"{path}.jsonl?signal=context"))
    assert [row["key"] for row in found] == ["PP3"]


def test_a_province_without_a_list_has_no_rows_and_the_workbook_says_why(call, lists):
    path = "/v1/provinces/Shaanxi/priorities"
    assert rows(call.get(f"{path}.jsonl")) == []
    told = dict(from_sheet(content(call.get(f"{path}.xlsx")), "List"))
    assert told["held"].startswith("false")


def test_the_matrix_has_a_row_for_each_cell(call, lists):
    expected = call.get("/v1/policy/matrix").json()
    cells = {
        (row["province"]["code"], code): cell["strength"]
        for row in expected["rows"]
        for code, cell in (row["cells"] or {}).items()
    }
    found = rows(call.get("/v1/policy/matrix.jsonl"))
    named = {(r["province_code"], r["sector"]): r["strength"] for r in found if r["sector"]}
    assert named == cells
    unknown = {row["province_code"] for row in found if not row["known"]}
    assert unknown == {row["province"]["code"] for row in expected["rows"] if not row["known"]}


def test_pairs_are_those_of_the_answer(call, lists):
    expected = call.get("/v1/matches?service=PS033").json()["results"]
    found = rows(call.get("/v1/matches.jsonl?service=PS033"))
    assert [(row["maker_id"], row["provider_id"], row["points"]) for row in found] == [
        (one["maker"]["id"], one["provider"]["id"], one["points"]) for one in expected
    ]
    for one, row in zip(expected, found, strict=True):
        assert {each["name"]: row[f"{each['name']}_points"] for each in one["components"]} == {
            each["name"]: each["points"] for each in one["components"]
        }
        assert row["need_service_code"] == one["need"]["service"]["code"]


def test_the_matches_of_a_partner_have_reasons_in_both_languages(call, pks):
    path = f"/v1/partners/{pks['a']}/matches"
    found = rows(call.get(f"{path}.jsonl"))
    assert found
    for language, name in (("en", "en"), ("zh-Hans", "zh")):
        expected = call.get(path, Accept_Language=language).json()["providers"]
        for one, row in zip(expected, found, strict=True):
            assert row["counterpart"] == "provider"
            assert row["partner_id"] == one["partner"]["id"]
            for each in one["components"]:
                said = " | ".join(dict.fromkeys(reason["text"] for reason in each["because"]))
                assert row[f"{each['name']}_reasons_{name}"] == said


def test_a_partner_that_there_is_not_has_no_table(call, lists):
    assert call.get("/v1/partners/999999999/matches.csv").status_code == 404
