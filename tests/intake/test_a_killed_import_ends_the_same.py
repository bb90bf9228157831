"""Chunks are committed one by one, and an import that broke off is finished by running it again."""

import pytest

from partners.intake import import_file
from partners.models import Partner, Record
from partners.registry import registration

LIST = "name\n" + "".join(f"Works {number} of Lane {number}\n" for number in range(25))


class Killed(Exception):
    """The end of a process."""


@pytest.fixture
def killed(monkeypatch, run):
    """An import in chunks of ten that ends after its first chunk."""
    monkeypatch.setattr(import_file, "CHUNK", 10)
    register, calls = registration.register_records, []

    def once(records, attach, origin, today):
        if calls:
            raise Killed
        calls.append(records)
        return register(records=records, attach=attach, origin=origin, today=today)

    with monkeypatch.context() as patch:
        patch.setattr(registration, "register_records", once)
        with pytest.raises(Killed):
            run(LIST)


def test_the_chunks_before_stay_and_a_second_run_finishes(killed, run):
    assert Partner.objects.count() == 10
    report = run(LIST)
    assert report.counts["created"] == 15
    assert report.counts["unchanged"] == 10
    assert Record.objects.count() == Partner.objects.count() == 25
