"""What curators read of imports and queues costs a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import ImportRun, PossibleDuplicate, Record, Suggestion
from tests.api.keeping import LIST, imported, keeper, upload

# With the query that finds the key.
EXPECTED = {
    "/v1/imports": 2,
    "/v1/imports/{run}": 2,
    "/v1/imports/{run}/rows": 3,
    "/v1/imports/{run}/rows?ending=error": 3,
    "/v1/duplicates": 2,
    "/v1/duplicates/{pair}": 2,
    "/v1/suggestions": 2,
    "/v1/suggestions/{suggestion}": 2,
    "/v1/takedowns/{suggestion}": 1,
    "/v1/partners/{partner}": 4,
}


@pytest.fixture
def keys(firm, partners) -> dict[str, object]:
    """Several of everything, and one of each to look at."""
    curating = keeper(firm)
    imported(curating)
    upload(curating, LIST)
    rows = list(Record.objects.filter(dataset="own-list").order_by("pk"))
    for left, right in ((rows[0], rows[1]), (rows[1], rows[2])):
        pair = PossibleDuplicate.objects.create(left=left, right=right, score=0.8, reasons=["a"])
    for row in rows[:2]:
        asked = Suggestion.objects.create(
            partner_id=row.partner_id, organisation="Maker", source="https://example.com"
        )
    run = ImportRun.objects.earliest("pk").pk
    return {"run": run, "pair": pair.pk, "suggestion": asked.pk, "partner": rows[0].partner_id}


@pytest.mark.parametrize("address", EXPECTED)
def test_an_address_costs_what_it_costs(firm, call, nobody, keys, address):
    caller = keeper(firm, "reader")
    if "/partners/" in address:
        caller = call
        # The first page of a connection prepares its statement.
        call.get("/v1/partners")
    elif "/takedowns/" in address:
        caller = nobody
    with CaptureQueriesContext(connection) as queries:
        assert caller.get(address.format(**keys)).status_code == 200
    counted = [one for one in queries if "SAVEPOINT" not in (one["sql"] or "")]
    assert len(counted) == EXPECTED[address], [one["sql"][:200] for one in counted]
    assert not any('"partners_importrun"."content"' in one["sql"] for one in counted)
