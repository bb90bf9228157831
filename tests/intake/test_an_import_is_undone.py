"""To undo an import puts back what it changed, and ends what it created."""

import pytest

from partners.errors import ImportRefused
from partners.intake.import_undo import undo_import
from partners.models import ImportRun, Partner, Record

FIRST = "id,name,city\n1,Qinghe Knitting Co Ltd,Foshan\n2,Baihu Ceramics Co Ltd,Jingdezhen\n"
NEXT = "id,name,city\n1,Qinghe Knitting Co Ltd,Dongguan\n3,Heishan Tools Co Ltd,Yiwu\n"


def state():
    """What the active partners and their present records say."""
    partners = Partner.objects.active().order_by("pk")
    records = Record.objects.filter(gone_on=None).order_by("pk")
    return (
        list(partners.values("pk", "name_en", "place", "datasets")),
        list(records.values("pk", "partner", "facts", "digest", "file", "row")),
    )


@pytest.fixture
def first(run):
    return run(FIRST)


def test_what_was_created_updated_and_gone_is_as_before(first, run):
    before = state()
    report = run(NEXT, whole=True)
    assert (report.counts["created"], report.counts["updated"], report.counts["gone"]) == (1, 1, 1)
    assert state() != before
    undo_import(report.run)
    assert state() == before


def test_a_record_that_joined_another_partner_leaves_it(first, run):
    before = state()
    report = run("name,website\nQinghe Knitting Co Ltd,qinghe.example\n", dataset="other")
    assert report.counts["attached"] == 1
    undo_import(report.run)
    assert state() == before


def test_the_same_file_after_an_undo_is_imported_again(first, run):
    done = state()
    undo_import(first.run)
    assert state() == ([], [])
    run(FIRST)
    assert state() == done


def test_what_was_changed_since_is_undone_first(first, run):
    changed = run(NEXT)
    before = state()
    with pytest.raises(ImportRefused, match="changed since: own-list/1"):
        undo_import(first.run)
    assert state() == before
    undo_import(changed.run)
    undo_import(first.run)
    assert state() == ([], [])


def test_an_import_is_undone_once(first):
    undo_import(first.run)
    with pytest.raises(ImportRefused, match="undone"):
        undo_import(first.run)


def test_an_unknown_import_is_refused(reference):
    with pytest.raises(ImportRefused, match="no import 7"):
        undo_import(7)


def test_the_run_tells_that_it_was_undone(first):
    undo_import(first.run)
    assert ImportRun.objects.get().state == "undone"
