"""An import of 10,000 rows with 37 bad ones ends with kill -9, is run again, and is undone."""

import io
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from partners.intake.reference_files import load_reference
from partners.models import ImportedRow, ImportRun, Partner, Record
from tests.intake.test_bad_rows_among_ten_thousand import BAD, ROWS, list_of_ten_thousand, row
from tests.seeded import SEEDS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
# A busy machine takes minutes for what takes twenty seconds alone.
MOST_SECONDS = 300
GOOD = ROWS - len(BAD)
__all__ = ["list_of_ten_thousand"]


def state() -> tuple[list[Any], list[Any]]:
    """What the active partners and their present records say."""
    partners = Partner.objects.active().order_by("pk")
    records = Record.objects.filter(gone_on=None).order_by("pk")
    return (
        list(partners.values("pk", "name_en", "place", "datasets", "identifiers")),
        list(records.values("pk", "partner", "facts", "digest", "file", "row")),
    )


@pytest.fixture
def before(transactional_db: None, tmp_path: Path) -> tuple[list[Any], list[Any]]:
    """The state with one partner, which the long list names as well."""
    load_reference(SEEDS)
    name, address, *_ = row(10)
    path = tmp_path / "other.csv"
    path.write_text(f'factory name,address\n"{name}","{address}"\n', encoding="utf-8")
    call_command("import_partners", path, dataset="other", stdout=io.StringIO())
    return state()


def kill_midway(path: Path) -> int:
    """Import the file in a process that is killed after its first chunks; records by then."""
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    with subprocess.Popen(
        [sys.executable, "manage.py", "import_partners", str(path), "--dataset", "own"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until(lambda: process.poll() is not None or own().count() >= 2_000)
        finally:
            process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    return own().count()


def own() -> Any:
    return Record.objects.filter(dataset="own")


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + MOST_SECONDS
    while not done():
        assert time.monotonic() < end, "the import has not got so far"
        time.sleep(0.05)


def test_the_end_is_that_of_one_run_and_an_undo_leaves_the_state_before(
    before, list_of_ten_thousand
):
    assert 2_000 <= kill_midway(list_of_ten_thousand) < GOOD

    said = io.StringIO()
    call_command("import_partners", list_of_ten_thousand, dataset="own", stdout=said)
    ends = {"rows read: 10000", "created: 9962", "attached: 1", "error: 37"}
    assert ends <= set(said.getvalue().splitlines())
    # The killed run and the second are one import, and nothing is there twice.
    run = ImportRun.objects.get(dataset="own")
    endings = ImportedRow.objects.filter(run=run).values_list("row", "ending")
    assert Counter(ending for _, ending in endings) == {"created": 9962, "attached": 1, "error": 37}
    assert {row for row, ending in endings if ending == "error"} == BAD.keys()
    assert len({row for row, _ in endings}) == ROWS
    assert own().count() == own().values("key").distinct().count() == GOOD
    assert Partner.objects.active().count() == GOOD

    call_command("undo_import", run.pk, stdout=io.StringIO())
    assert state() == before
