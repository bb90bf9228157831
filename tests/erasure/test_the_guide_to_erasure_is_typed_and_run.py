"""What docs/data.md tells an operator to type is typed here."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from firms.models import Firm

BASE_DIR = Path(__file__).resolve().parents[2]
GUIDE = (BASE_DIR / "docs" / "data.md").read_text("utf-8")
(SCRIPT,) = re.findall(r"```sh\n(.*?)```", GUIDE[GUIDE.index("\n## Erase a firm") :], re.DOTALL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_firm_is_counted_and_erased():
    firm = Firm.objects.create(name="Nordtuch GmbH")
    at = connection.settings_dict
    url = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    given = {"DATABASE_URL": url, "PATH": path, "FIRM_ID": str(firm.pk), "FIRM_NAME": firm.name}
    done = subprocess.run(
        ["sh", "-eu", "-c", SCRIPT],
        cwd=BASE_DIR,
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing was erased" in done.stdout
    assert done.stdout.splitlines()[-1].startswith(f"the firm {firm.pk} is erased")
    assert not Firm.objects.exists()
