"""Chunks are committed one by one, and an import that broke off goes on when it is run again."""

import pytest

from partners.intake import running_import
from partners.intake.import_undo import undo_import
from partners.models import ImportedRow, ImportRun, Partner, Record
from partners.registry import registration

LIST = "name\n" + "".join(f"Works {number} of Lane {number}\n" for number in range(25))


class Killed(BaseException):
    """The end of a process: nothing that handles errors sees it."""


@pytest.fixture
def killed(monkeypatch, run):
    """An import in chunks of ten that ends after its first chunk."""
    monkeypatch.setattr(running_import, "CHUNK", 10)
    register, calls = registration.register_records, []

    def once(**arguments: object) -> object:
        if calls:
            raise Killed
        calls.append(arguments)
        return register(**arguments)

    with monkeypatch.context() as patch:
        patch.setattr(registration, "register_records", once)
        with pytest.raises(Killed):
            run(LIST)


def test_the_chunks_before_stay_and_a_second_run_ends_as_one_that_was_not_killed(killed, run):
    assert Partner.objects.count() == 10
    report = run(LIST)
    assert report.counts["created"] == 25
    assert Record.objects.count() == Partner.objects.count() == 25


def test_both_runs_are_one_import_and_undone_as_one(killed, run):
    report = run(LIST)
    assert [one.state for one in ImportRun.objects.all()] == ["done"]
    assert ImportedRow.objects.filter(run=report.run, ending="created").count() == 25
    undo_import(report.run)
    assert Partner.objects.active().count() == 0
