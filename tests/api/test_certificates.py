"""GET /v1/certificates lists certificates by any spelling and by the sectors that they apply to."""

import pytest

pytestmark = pytest.mark.django_db


def names(answer):
    assert answer.status_code == 200
    return [row["name"] for row in answer.json()["results"]]


def test_what_a_certificate_implies_is_shown(caller):
    row = next(
        row
        for row in caller.get("/v1/certificates", {"q": "iatf16949"}).json()["results"]
        if row["name"] == "IATF 16949"
    )
    assert row["implies"] == ["ISO 9001"]
    assert "TS 16949" in row["aliases"]
    assert row["source"]


def test_any_spelling_finds_it_and_all_are_listed_without_one(caller):
    assert names(caller.get("/v1/certificates", {"q": "质量管理体系认证"})) == ["ISO 9001"]
    assert len(names(caller.get("/v1/certificates"))) > 240


def test_those_of_a_sector_apply_to_it(caller):
    toys = names(caller.get("/v1/certificates", {"applies_to": "toys"}))
    assert "EN 71" in toys
    assert "AS9100" not in toys


def test_an_unknown_sector_is_refused(caller):
    assert caller.get("/v1/certificates", {"applies_to": "qwxz"}).status_code == 400
