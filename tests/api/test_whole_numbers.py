"""A whole number is one however it is written, as JSON Schema has it; a fraction is none."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knitwear")]


@pytest.mark.parametrize("written", ["2", "2.0", "2.00", "2e0", "0.2e1", "20e-1"])
def test_the_same_number_is_the_same_limit(call, written):
    ranked = _rank(call, written)
    assert ranked.status_code == 200
    assert ranked.json()["understood"]["limit"] == 2


@pytest.mark.parametrize("written", ["2.5", "2e-1", "1e999999999", "1e-999999999", '"2"', "true"])
def test_what_is_no_whole_number_is_refused(call, written):
    refused = _rank(call, written)
    assert refused.status_code == 400
    assert [one["pointer"] for one in refused.json()["errors"]] == ["/limit"]


def _rank(call, limit):
    """Ask with the limit as it is written."""
    body = f'{{"seeking": "manufacturer", "sectors": ["C182"], "limit": {limit}}}'
    return call.client.post("/v1/rank", body, content_type="application/json")
