"""What docs/operations.md tells an operator to type is typed here, in one shell."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.db import connection

from firms.models import Firm
from tests.backups.conftest import connected_to, run

BASE_DIR = Path(__file__).resolve().parents[2]
GUIDE = (BASE_DIR / "docs" / "operations.md").read_text("utf-8")
SECTIONS = GUIDE[GUIDE.index("\n## Back up") : GUIDE.index("\nRestore a backup into an empty")]
SCRIPT = "".join(
    textwrap.dedent(block) for block in re.findall(r" *```sh\n(.*?) *```", SECTIONS, re.DOTALL)
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_backup_is_made_and_restored(new_database, tmp_path):
    Firm.objects.create(name="Nordtuch GmbH")
    assert run("backup", tmp_path / "first.dump")[0] == 0
    name = new_database()
    with connected_to(name):
        assert run("restore", tmp_path / "first.dump")[0] == 0
    at = connection.settings_dict
    database = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{name}"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-eu", "-c", SCRIPT],
        cwd=BASE_DIR,
        env=os.environ
        | {"OWNER_URL": database, "BACKUP_URL": database, "BACKUPS": str(tmp_path), "PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "are as the manifest says" in done.stdout.splitlines()[-1]
    with connected_to(name):
        assert Firm.objects.get().name == "Nordtuch GmbH"
