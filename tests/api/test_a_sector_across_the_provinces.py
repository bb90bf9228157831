"""A sector tells which provinces put it first: the strongest first, each with its paragraph."""

import datetime as dt

import pytest

from core.clock import CHINA
from partners.models import Sector
from priorities.editions import lifecycle
from priorities.editions.rows import PriorityRow
from tests.api.conftest import priority
from tests.api.desk import done


def publish(province: str, *rows: PriorityRow) -> None:
    lifecycle.publish_first(
        province=province,
        rows=rows,
        coverage="document",
        since=dt.datetime(2026, 1, 25, tzinfo=CHINA),
    )


@pytest.fixture
def provinces(lists):
    """Beside Guangdong's, whose emphasis nobody has read, three lists and a province without."""
    Sector.objects.create(
        code="C181",
        kind="manufacturing",
        parent_id="C18",
        name_en="Woven apparel",
        name_zh="机织服装制造",
        confidence="high",
        source="a test",
    )
    publish(
        "320000",
        priority(
            "JS1",
            stage="delivered",
            emphasis="headline",
            paragraph=8,
            section="review",
            anchor="针织服装",
            targets=("C182", "PS033"),
        ),
        priority("JS2", stage="pledged", emphasis="mention", effective_from=dt.date(2026, 2, 1)),
        priority("JS3", reviewed=False),
        priority("JS4", speaker="company"),
        priority("JS5", effective_to=dt.date(2026, 2, 1)),
        priority("JS6", signal="context"),
    )
    publish("340000", priority("AH1", emphasis="list"), priority("AH2", targets=("PS02",)))
    publish("610000", priority("SN1", targets=("C181",), stage="launched", emphasis="headline"))


@pytest.fixture
def named(call, provinces):
    """(province, key, relation, strength) of each row."""

    def of(sector: str, query: str = ""):
        rows = done(call.get(f"/v1/sectors/{sector}/priorities?{query}")).json()["results"]
        return [
            (row["province"]["code"], row["key"], row["relation"], row["strength"]) for row in rows
        ]

    return of


def test_the_strongest_is_first_then_the_earliest_then_by_province(named):
    assert named("C18") == [
        ("320000", "JS1", "narrower", 255),
        ("610000", "SN1", "narrower", 153),
        ("340000", "AH1", "exact", 122),
        ("440000", "PP1", "exact", 122),
        ("320000", "JS2", "exact", 20),
        ("320000", "JS6", "exact", 0),
    ]


def test_a_group_is_named_by_those_that_name_its_division_too(named):
    assert named("C182", "emphasis=headline") == [("320000", "JS1", "exact", 255)]
    assert ("340000", "AH1", "broader", 122) in named("C182")
    assert "SN1" not in [key for _, key, *_ in named("C182")]


@pytest.mark.parametrize("text", ["PS033", "e-commerce support services", "电子商务支持服务"])
def test_any_spelling_of_a_service_leads_to_it(named, text):
    assert named(text) == [("320000", "JS1", "exact", 255)]


def test_a_row_tells_where_it_stands(call, provinces):
    found = done(call.get("/v1/sectors/C182/priorities")).json()
    assert found["sector"]["code"] == "C182"
    row = found["results"][0]
    assert (row["paragraph"], row["section"], row["anchor"]) == (8, "review", "针织服装")
    assert (row["title_en"], row["title_zh"]) == ("Priority JS1", "优先事项 JS1")
    assert (row["since"], row["document"]["title"]) == ("2026-01-20", "Work report")
    assert row["links"] == ["https://example.org/report"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("stage=launched", ["SN1"]),
        ("signal=context", ["JS6"]),
        ("emphasis=list", ["AH1"]),
        ("stage=pledged&emphasis=headline", []),
        ("as_of=2026-01-22", ["PP1"]),
        ("as_of=2026-01-30", ["JS1", "SN1", "JS5", "AH1", "PP1", "JS6"]),
    ],
)
def test_it_is_narrowed_by_statement_and_day(named, query, keys):
    assert [key for _, key, *_ in named("C18", query)] == keys


def test_the_totals_count_provinces_whatever_the_filters(call, provinces):
    told = done(call.get("/v1/sectors/C18/priorities?emphasis=list")).json()["totals"]
    assert told == {"lists": 4, "named_by": 3, "part_named_by": 1}
    told = done(call.get("/v1/sectors/PS033/priorities")).json()["totals"]
    assert told == {"lists": 4, "named_by": 1, "part_named_by": 0}


def test_small_pages_hold_what_one_page_holds(call, named):
    whole, seen, address = named("C18"), [], "/v1/sectors/C18/priorities?limit=1"
    while address:
        page = done(call.get(address)).json()
        seen += [row["key"] for row in page["results"]]
        address = page["next"]
    assert seen == [key for _, key, *_ in whole]


@pytest.mark.parametrize(
    ("text", "nearest"), [("C189", "(C18)"), ("PS03X", None), ("EI-NVE", "(EI-NEV)")]
)
def test_an_unknown_code_is_refused_with_the_nearest(call, provinces, text, nearest):
    refused = done(call.get(f"/v1/sectors/{text}/priorities"), 404).json()
    assert refused["type"] == "/problems/name-not-known"
    near = refused["errors"][0]["nearest"]
    assert near[0].endswith(nearest) if nearest else near == []


def test_a_sector_that_nobody_names_has_no_rows(call, provinces):
    found = done(call.get("/v1/sectors/EI-NEV/priorities")).json()
    assert (found["results"], found["next"], found["totals"]["named_by"]) == ([], None, 0)
