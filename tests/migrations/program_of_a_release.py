"""Runs in the folder of a checkout, of this or an earlier release, as one of its processes would:
reads calls of the API from its input, a JSON array a line, and writes the responses.

Not a test: `test_old_and_new_code_share_a_database.py` starts it.
"""

import datetime as dt
import json
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from django.test import Client  # noqa: E402

from matcher.shortlists.answering import answer_shortlist  # noqa: E402


def prepare(count: int) -> str:
    """Load places and sectors, and register makers of knitted garments; a key of a new firm."""
    from firms import api_keys
    from firms.models import Firm
    from partners.intake.reference_files import load_reference
    from partners.registry import records
    from partners.registry.registration import register_records, save_dataset

    load_reference(Path("seeds"))
    save_dataset(dataset=records.DatasetRecord("own-list", "Own list", False, "A test's list."))
    register_records(
        records=[
            records.PartnerRecord(
                dataset="own-list",
                key=f"maker-{number}",
                name_en=f"Maker {number}",
                place="440100",
                offerings=(records.OfferingRecord("makes", "C182"),),
                evidence=(
                    records.EvidenceRecord(
                        "organisation",
                        "declared",
                        f"Maker {number}",
                        "a test",
                        "high",
                        checked_on=dt.date(2026, 11, 1),
                    ),
                ),
            )
            for number in range(count)
        ]
    )
    return api_keys.issue(firm=Firm.objects.create(name="Nordtuch GmbH"))


def respond(
    verb: str, path: str, key: str = "", body: object = None, version: str = ""
) -> tuple[int, object, str]:
    """One call of the API, or a step that a command or a worker does: status, body, ETag."""
    if verb == "PREPARE":
        return 200, prepare(int(path)), ""
    if verb == "ANSWER":
        answer_shortlist(path)
        return 200, None, ""
    response = Client().generic(
        verb,
        path,
        b"" if body is None else json.dumps(body).encode(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}", "Host": "localhost"}
        | ({"If-Match": version} if version else {}),
    )
    told = json.loads(response.content or b"null")
    return response.status_code, told, response.headers.get("ETag", "")


# What the code logs goes to the errors: the output is for responses alone.
output, sys.stdout = sys.stdout, sys.stderr
for line in sys.stdin:
    output.write(json.dumps(respond(*json.loads(line)), default=str) + "\n")
    output.flush()
