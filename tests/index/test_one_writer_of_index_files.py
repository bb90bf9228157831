"""Of several workers that find the index file out of date one writes a new file."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from matcher import loaded
from matcher.index import partner_index
from matcher.models import IndexFile
from partners.intake.reference_files import load_reference
from tests.matcher.market import open_market
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_writes_no_file_while_another_writes_one(transactional_db, settings, tmp_path):
    settings.INDEX_DIR = str(tmp_path)
    load_reference(SEEDS)
    open_market()
    holding, done = Event(), Event()

    def hold():
        try:
            with transaction.atomic():
                assert partner_index._is_only_writer()
                holding.set()
                done.wait(20)
        finally:
            connection.close()

    other = Thread(target=hold)
    other.start()
    try:
        assert holding.wait(20)
        loaded.write_columns()
        assert not IndexFile.objects.exists()
    finally:
        done.set()
        other.join(20)
    loaded.write_columns()
    assert IndexFile.objects.count() == 1
    assert len(list(tmp_path.iterdir())) == 1
