"""Records that next year's list of a dataset does not name are gone, by date."""

import datetime as dt

import pytest

from partners.models import Partner, Record

LIST = "id,name\n1,Qinghe Knitting Co Ltd\n2,Baihu Ceramics Co Ltd\n"
NEXT = "id,name\n1,Qinghe Knitting Co Ltd\n"
DATED = '[columns]\nkey = "id"\nname = "name"\n[list]\ndate = 2026-03-01\n'


@pytest.fixture
def listed(run):
    return run(LIST)


def test_a_record_that_is_not_named_is_gone_since_the_day_of_the_list(listed, run):
    report = run(NEXT, DATED, whole=True)
    gone = Record.objects.get(key="2")
    assert (gone.gone_on, gone.gone_because) == (dt.date(2026, 3, 1), "not in list.csv")
    assert report.counts["gone"] == 1


def test_a_partner_whose_last_record_is_gone_is_ranked_no_more(listed, run):
    run(NEXT, whole=True)
    retired = Partner.objects.get(records__key="2")
    assert retired.retired_at is not None
    assert retired.retirement_reason == "no dataset lists it any more"


def test_a_partner_that_another_dataset_lists_stays_without_the_facts_that_are_gone(listed, run):
    run("id,name\n9,Baihu Ceramics Co Ltd\n", dataset="other")
    run(NEXT, whole=True)
    partner = Partner.objects.get(records__key="2")
    assert (partner.retired_at, partner.datasets) == (None, ["other"])


def test_a_firm_that_is_listed_again_returns(listed, run):
    run(NEXT, whole=True)
    run(LIST, whole=True)
    assert Partner.objects.active().count() == 2
    assert not Record.objects.exclude(gone_on=None).exists()


def test_a_part_of_a_list_ends_nothing(listed, run):
    report = run(NEXT)
    assert "gone" not in report.counts
    assert Partner.objects.active().count() == 2


def test_while_rows_have_errors_nothing_ends_and_the_report_says_so(listed, run):
    report = run("id,name\n1,Qinghe Knitting Co Ltd\n2,\n", whole=True)
    assert report.counts["error"] == 1
    assert "not ended as gone, because rows have errors: 1" in report.summary()
    assert Partner.objects.active().count() == 2


def test_a_dry_run_tells_what_would_be_gone_and_ends_nothing(listed, run):
    report = run(NEXT, whole=True, dry_run=True)
    assert report.counts["gone"] == 1
    assert Partner.objects.active().count() == 2
