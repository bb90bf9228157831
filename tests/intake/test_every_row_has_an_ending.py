"""Every row of an import ends as one of six, and the report adds up."""

import json

import pytest

from partners.models import Dataset, Offering, Partner, Record
from tests.registered import partner_of

LIST = """\
Company,Address,Product
Qinghe Knitting Co. Ltd.,"8 Long Lane, Keqiao District, Shaoxing, Zhejiang",knitted sweaters
QINGHE KNITTING COMPANY LIMITED,"Shaoxing, Zhejiang",socks

Baihu Furniture Co. Ltd.,"5 Tree Road, Foshan, Guangdong",wooden chairs
,"Foshan, Guangdong",tables
"""


def endings(report):
    return {row.row: row.ending for row in report.rows}


def test_rows_are_created_duplicates_or_errors_with_the_rows_number(run):
    report = run(LIST)
    assert endings(report) == {2: "created", 3: "duplicate", 5: "created", 6: "error"}
    assert report.counts == {
        "created": 2,
        "attached": 0,
        "updated": 0,
        "unchanged": 0,
        "duplicate": 1,
        "error": 1,
    }
    (error,) = report.errors
    assert (error.row, error.column, error.code) == (6, "Company", "constraint-error")


def test_a_duplicate_adds_its_facts_to_the_first_row(run):
    run(LIST)
    knitter = Partner.objects.get(name_en="Qinghe Knitting Co. Ltd.")
    assert knitter.place_id == "330600"
    words = Offering.objects.filter(partner=knitter).values_list("products", flat=True)
    assert sorted(word for found in words for word in found) == ["knitted sweaters", "socks"]


def test_a_second_run_creates_nothing(run):
    run(LIST)
    before = list(Partner.objects.order_by("pk").values())
    again = run(LIST)
    assert endings(again) == {2: "unchanged", 3: "duplicate", 5: "unchanged", 6: "error"}
    assert list(Partner.objects.order_by("pk").values()) == before


def test_a_changed_row_updates_its_record(run):
    run(LIST)
    report = run(LIST.replace("Foshan, Guangdong", "Dongguan, Guangdong"))
    assert endings(report)[5] == "updated"
    assert Partner.objects.get(name_en__startswith="Baihu").place_id == "441900"


def test_a_dry_run_tells_the_same_and_changes_nothing(run):
    dry = run(LIST, dry_run=True)
    assert not Partner.objects.exists()
    assert not Dataset.objects.exists()
    assert endings(dry) == endings(run(LIST))


def test_an_organisation_that_another_dataset_names_is_attached(run):
    run(LIST, dataset="first-list")
    report = run("name\nQinghe Knitting Co Ltd\n", dataset="second-list")
    (row,) = report.rows
    assert row.ending == "attached"
    assert "first-list/qinghe-knitting" in row.reason
    assert Record.objects.filter(dataset="second-list").count() == 1
    partner = partner_of(row.key, "second-list")
    assert partner.datasets == ["first-list", "second-list"]
    assert (partner.place_id, Partner.objects.count()) == ("330600", 2)


def test_another_spelling_under_a_new_key_of_the_dataset_joins_the_partner(run):
    run(LIST)
    report = run("name,province\nQing He Knitting Co. Ltd.,Zhejiang\n")
    assert [row.ending for row in report.rows] == ["attached"]
    assert (Partner.objects.count(), Record.objects.count()) == (2, 3)


@pytest.mark.parametrize("name", ["report.json", "report.csv"])
def test_the_written_report_holds_every_row(run, tmp_path, name):
    path = tmp_path / name
    report = run(LIST)
    report.write(path)
    text = path.read_text("utf-8-sig")
    if name.endswith("json"):
        document = json.loads(text)
        assert document["rows_read"] == sum(document["endings"].values()) == 4
    else:
        assert len(text.splitlines()) == 1 + 4


def test_a_province_that_nobody_knows_is_remarked_beside_a_known_city(run):
    report = run("name,city,province\nQing He Knitting Co. Ltd.,Shaoxing,Zejang\n")
    assert endings(report) == {2: "created"}
    (remark,) = (one for one in report.remarks if one.code == "unknown-place")
    assert (remark.row, remark.column, remark.value) == (2, "province", "Zejang")
    assert Partner.objects.get(name_en__startswith="Qing He").place_id == "330600"
