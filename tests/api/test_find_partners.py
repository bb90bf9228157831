"""Partners by what they make, do, where they are and where their record comes from."""

import pytest

pytestmark = pytest.mark.usefixtures("partners")


def _names(response):
    assert response.status_code == 200, response.content
    return [one["name_en"] for one in response.json()["results"]]


REAL = ["Maker a", "Maker b", "Maker c"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", [*REAL, "A platform"]),
        ("?makes=C18", REAL),
        ("?makes=knitted garments", REAL),
        ("?serves=PS03", ["A platform"]),
        ("?sector=C18", [*REAL, "A platform"]),
        ("?sector=PS033", ["A platform"]),
        ("?place=广州", ["Maker a", "Maker b"]),
        ("?place=大湾区", ["Maker a", "Maker b"]),
        ("?place=Jiangsu", ["Maker c"]),
        ("?makes=C18&place=CN-JS", ["Maker c"]),
        ("?dataset=demonstration", ["Maker d"]),
        ("?dataset=own-list&serves=PS033", ["A platform"]),
    ],
)
def test_filters_find_who_fits(call, query, names):
    assert _names(call.get(f"/v1/partners{query}")) == names


def test_every_partner_says_where_its_record_comes_from(call):
    found = call.get("/v1/partners?dataset=demonstration").json()["results"][0]
    assert (found["datasets"], found["simulated"]) == (["demonstration"], True)
    (record,) = found["records"]
    assert (record["key"], record["gone_on"]) == ("d", None)
    assert record["dataset"] == {
        "key": "demonstration",
        "name": "Demonstration",
        "simulated": True,
        "notice": "demonstration: a notice",
        "name_zh": "",
        "notice_zh": "",
    }
    alone = call.get(f"/v1/partners/{found['id']}").json()
    assert alone == found | {"disagreements": [], "merged_into": None}


def test_what_is_unknown_is_null(call):
    profile = call.get("/v1/partners?place=Jiangsu").json()["results"][0]["profile"]
    assert (profile["minimum_order"], profile["lead_time_days"]) == (None, None)
    assert profile["languages"] is None
    known = call.get("/v1/partners?place=Guangzhou").json()["results"][0]["profile"]
    assert known["minimum_order"] == {"amount": 100, "unit": "piece"}


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("maks=C18", "maks", "makes"),
        ("makes=C18x", "makes", ""),
        ("makes=PS033", "makes", ""),
        ("serves=C18", "serves", ""),
        ("place=Guangdon", "place", "Guangdong (440000)"),
        ("dataset=demonstratio", "dataset", "demonstration"),
        ("makes=C18&makes=C19", "makes", ""),
        ("place=%00", "place", ""),
    ],
)
def test_a_filter_that_means_nothing_is_refused(call, query, parameter, nearest):
    refused = call.get(f"/v1/partners?{query}")
    assert refused.status_code == 400
    error = refused.json()["errors"][0]
    assert error["parameter"] == parameter
    assert nearest in "".join(error["nearest"])


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_no_partner_has_this_id(call, pk):
    assert call.get(f"/v1/partners/{pk}").status_code == 404


def test_datasets_are_listed_with_their_notice(call):
    found = call.get("/v1/datasets").json()["results"]
    assert [(one["key"], one["simulated"], one["partners"]) for one in found] == [
        ("demonstration", True, 1),
        ("own-list", False, 4),
    ]
