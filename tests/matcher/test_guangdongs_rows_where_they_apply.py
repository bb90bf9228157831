"""The article's Guangdong rows on the real seeds: where they apply and nowhere else."""

import json
from typing import Any

import pytest

from matcher.shortlists import compute_answer
from partners.models import Partner
from tests.seeded import SEEDS

pytestmark = pytest.mark.django_db
BRIEFS = SEEDS.parent / "docs" / "briefs"
COORDINATION, CROSS_BORDER = "PP001", "PP004"


@pytest.fixture
def entries(seeds):
    """Answer one of the demo's briefs on the whole of the seeds: (province, its detail)."""

    def answer(name: str, **differs: Any) -> list[tuple[str, dict[str, Any]]]:
        brief = json.loads((BRIEFS / f"{name}.json").read_text("utf-8")) | {"limit": 200} | differs
        found = compute_answer.answer_at_once(brief).entries
        rows = Partner.objects.filter(pk__in=[entry.partner for entry in found])
        places = dict(rows.values_list("pk", "place_id"))
        return [(places[e.partner][:2] + "0000", dict(e.detail)) for e in found]

    return answer


def keys(reasons: list[dict[str, Any]]) -> set[str]:
    return {reason["args"]["key"] for reason in reasons if "key" in reason["args"]}


def counted(detail: dict[str, Any]) -> set[str]:
    return {key for one in detail["components"] for key in keys(one["because"])}


def test_a_companys_words_stand_beside_guangdongs_makers_and_no_others(entries):
    found = entries("knitwear")
    assert {"440000", "330000"} <= {province for province, _ in found}
    for province, detail in found:
        assert (CROSS_BORDER in keys(detail["context"])) == (province == "440000")
        assert CROSS_BORDER not in counted(detail)


def test_the_coordination_of_services_counts_for_a_client_in_guangdong(entries):
    found = entries("services-around", services=["PS011", "PS041"])
    assert found
    for _, detail in found:
        assert counted(detail) == {COORDINATION}


def test_for_a_client_elsewhere_no_row_of_guangdong_is_a_reason(entries):
    client = {"sector": "C18", "place": "Jinan"}
    for province, detail in entries("services-around", client=client):
        named = counted(detail) | keys(detail["context"])
        # A provider's own place counts, too.
        assert province == "440000" or not named & {COORDINATION, CROSS_BORDER}
    # Of one service what the client's place says is the same for all: shown, not scored.
    answers = entries("services-around", services=["PS041"], client=client)
    assert {key for _, detail in answers for key in keys(detail["context"])} >= {"PP012"}
    assert not {key for _, detail in answers for key in counted(detail)} & {"PP012"}


def test_a_makers_reasons_are_its_own_provinces_rows(entries):
    from priorities.models import Priority

    home = dict(Priority.objects.values_list("key", "edition__province_id"))
    for province, detail in entries("knitwear"):
        for key in counted(detail) | keys(detail["context"]):
            assert home[key] == province
