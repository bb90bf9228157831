"""GET /v1/certificates lists certificates by any spelling and by the sectors that they apply to."""

import pytest

pytestmark = pytest.mark.usefixtures("sectors")


def rows(answer):
    assert answer.status_code == 200
    return {row["name"]: row for row in answer.json()["results"]}


def test_what_a_certificate_implies_is_shown(call):
    row = rows(call.get("/v1/certificates?q=iatf16949"))["IATF 16949"]
    assert row["implies"] == ["ISO 9001"]
    assert "TS 16949" in row["aliases"]
    assert row["source"]


def test_any_spelling_finds_it_and_all_are_listed_without_one(call):
    assert "ISO 9001" in rows(call.get("/v1/certificates?q=质量管理体系认证"))
    assert len(rows(call.get("/v1/certificates"))) > 240


def test_those_of_a_sector_apply_to_it(call):
    clothes = rows(call.get("/v1/certificates?applies_to=C182"))
    assert "GOTS" in clothes
    assert "EN 71" not in clothes


def test_an_unknown_sector_is_refused(call):
    assert call.get("/v1/certificates?applies_to=qwxz").status_code == 400
