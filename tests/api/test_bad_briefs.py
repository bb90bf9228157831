"""A brief that cannot be understood: a pointer, the nearest right name, and nothing stored."""

import pytest

from matcher.models import Brief
from matcher.scoring.weights import DEFAULT

CASES = [
    # what is wrong, where, one of the nearest
    ({"seeking": "manufacter"}, "/seeking", "manufacturer"),
    ({"seeking": None}, "/seeking", ""),
    ({"sectors": ["blockchain"]}, "/sectors/0", ""),
    ({"sectors": ["C182", "PS033"]}, "/sectors/1", ""),
    ({"sectors": "C182"}, "/sectors", ""),
    ({"sectors": ["C182", 18]}, "/sectors/1", ""),
    ({"sectors": [""]}, "/sectors/0", ""),
    ({"sectors": ["x" * 121]}, "/sectors/0", ""),
    ({"sectors": ["C182"] * 51}, "/sectors", ""),
    ({"sector": ["C182"]}, "/sector", "sectors"),
    ({"a/b~c": 1}, "/a~1b~0c", ""),
    ({"client": {"plaec": "Guangzhou"}}, "/client/plaec", "place"),
    ({"client": []}, "/client", ""),
    ({"provinces": ["Guangdon"]}, "/provinces/0", "440000"),
    ({"provinces": ["Suzhou"]}, "/provinces/0", "320500"),
    ({"products": ["99"]}, "/products/0", ""),
    ({"order_quantity": 0}, "/order_quantity", ""),
    ({"order_quantity": -5}, "/order_quantity", ""),
    ({"order_quantity": "150"}, "/order_quantity", ""),
    ({"order_quantity": True}, "/order_quantity", ""),
    ({"order_quantity": 1.23456}, "/order_quantity", ""),
    ({"order_quantity": 1e300}, "/order_quantity", ""),
    ({"order_unit": "peice"}, "/order_unit", "piece"),
    ({"lead_time_days": 0}, "/lead_time_days", ""),
    ({"lead_time_days": 3651}, "/lead_time_days", ""),
    ({"lead_time_days": 1.5}, "/lead_time_days", ""),
    ({"certifications": ["–"]}, "/certifications/0", ""),
    ({"languages": ["Germann"]}, "/languages/0", "de"),
    ({"markets": ["Germny"]}, "/markets/0", "DE"),
    ({"require": ["market"]}, "/require/0", "markets"),
    ({"require": ["languages"]}, "/require/0", ""),
    ({"weights": {"polcy": 1}}, "/weights/polcy", "policy"),
    ({"weights": {"fit": "1"}}, "/weights/fit", ""),
    ({"weights": {"fit": -1}}, "/weights/fit", ""),
    ({"weights": {str(n): 1 for n in range(21)}}, "/weights", ""),
    ({"weights": {"policy": 1000}}, "/weights", ""),
    ({"weights": dict.fromkeys(DEFAULT, 0)}, "/weights", ""),
    ({"datasets": ["own-lst"]}, "/datasets/0", "own-list"),
    ({"datasets": ["own-list", "demonstration"]}, "/datasets", ""),
    ({"limit": 0}, "/limit", ""),
    ({"limit": -1}, "/limit", ""),
    ({"limit": "20"}, "/limit", ""),
    ({"limit": 201}, "/limit", ""),
    ({"limit": False}, "/limit", ""),
    ({"exclude": [10**9]}, "/exclude/0", ""),
    ({"exclude": [2**70]}, "/exclude/0", ""),
    ({"title": 5}, "/title", ""),
]


@pytest.mark.parametrize(("wrong", "pointer", "nearest"), CASES)
def test_each_fault_is_pointed_at(call, knitwear, wrong, pointer, nearest):
    refused = call.post("/v1/shortlists", {**knitwear, **wrong})
    assert refused.status_code == 400, refused.content
    assert refused.json()["type"] == "/problems/brief-not-understood"
    errors = {one["pointer"]: one for one in refused.json()["errors"]}
    assert pointer in errors
    assert nearest in "".join(errors[pointer]["nearest"])
    assert not Brief.objects.exists()


def test_all_faults_come_at_once(call, knitwear):
    refused = call.post("/v1/rank", {**knitwear, "limit": "20", "sector": [], "client": {"x": 1}})
    assert {one["pointer"] for one in refused.json()["errors"]} == {
        "/limit",
        "/sector",
        "/client/x",
    }


def test_a_changed_brief_that_is_refused_changes_nothing(call, shortlist, knitwear):
    assert call.put(shortlist, {**knitwear, "limit": 0}).status_code == 400
    assert call.put(shortlist, {**knitwear, "sectors": ["nothing"]}).status_code == 400
    assert Brief.objects.get().version == 1


@pytest.mark.parametrize("seeking", ["manufacturer", "service_provider"])
def test_a_brief_that_says_nothing_is_refused(call, lists, seeking):
    assert call.post("/v1/rank", {"seeking": seeking}).status_code == 400
