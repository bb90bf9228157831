"""A list is narrowed by stage, signal and sector; its record and figures stay beside it."""

from decimal import Decimal

import pytest

from priorities.models import ContextFigure
from tests.api.desk import added, changed, done, without


@pytest.fixture
def keys(call):
    def of(query: str) -> list[str]:
        found = done(call.get(f"/v1/provinces/44/priorities?{query}")).json()
        return [row["key"] for row in found["priorities"]]

    return of


def test_by_signal_and_stage(desk, keys):
    assert keys("signal=context") == ["PP3"]
    assert keys("stage=under+way&signal=support") == ["PP1", "PP2"]
    assert keys("stage=delivered") == []


def test_by_emphasis(desk, call, keys):
    desk.publish(added(emphasis="headline", paragraph=8, section="tasks", anchor="针织"))
    assert keys("emphasis=headline") == ["GD0001"]
    assert keys("emphasis=mention") == []
    row = call.get("/v1/provinces/44/priorities?emphasis=headline").json()["priorities"][0]
    assert (row["paragraph"], row["emphasis"]) == (8, "headline")
    assert (row["title_en"], row["title_zh"]) == ("New", "优先事项 PP1")


@pytest.mark.parametrize("text", ["C182", "knitted garments", "针织服装", "C18", "18"])
def test_by_a_sector_that_is_covered_or_covers(desk, keys, text):
    assert keys(f"sector={text}") == ["PP1", "PP2"]


def test_by_a_service_and_by_what_nothing_targets(desk, keys):
    desk.publish(added(targets=["PS033"]))
    assert keys("sector=PS03") == ["GD0001"]
    assert keys("sector=e-commerce") == ["GD0001"]
    assert keys("sector=EI-NEV") == []


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("stage=deliverd", "stage", "delivered"),
        ("signal=suport", "signal", "support"),
        ("emphasis=headlin", "emphasis", "headline"),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest(call, lists, query, parameter, nearest):
    refused = done(call.get(f"/v1/provinces/44/priorities?{query}"), 400).json()["errors"][0]
    assert refused["parameter"] == parameter
    assert nearest in refused["nearest"][0]


def _record(call, **query: str):
    text = "&".join(f"{name}={value}" for name, value in query.items())
    found = done(call.get(f"/v1/provinces/44/priorities?{text}")).json()
    return {one["key"]: one for one in found["record"]}


def test_the_record_tells_each_stage_with_edition_day_and_evidence(desk, call):
    desk.publish(
        changed(
            "PP1",
            stage="delivered",
            summary_en="It opened.",
            document="A review",
            published_on="2026-10-01",
            document_precision="month",
        )
    )
    trail = _record(call)["PP1"]
    assert trail["listed"]
    assert [
        (one["became"], one["edition"], one["on"], one["precision"], one["summary_en"])
        for one in trail["steps"]
    ] == [
        ("under way", 1, "2026-01-20", "month", "knitwear first"),
        ("delivered", 2, "2026-10-01", "month", "It opened."),
    ]
    assert trail["steps"][1]["document"]["title"] == "A review"


def test_a_new_stage_without_a_new_document_dates_from_its_edition(desk, call):
    edition = desk.publish(changed("PP1", stage="lapsed", summary_en="Dropped.")).json()
    step = _record(call)["PP1"]["steps"][-1]
    assert (step["became"], step["precision"]) == ("lapsed", "day")
    assert step["on"] == edition["in_force_from"][:10]


def test_the_record_tells_what_was_removed_withdrawn_and_taken_up_again(desk, call):
    first = desk.editor.get("/v1/editions").json()["results"][0]
    desk.publish(without("PP1"))
    found = _record(call)["PP1"]
    assert not found["listed"]
    assert [(one["became"], one["edition"]) for one in found["steps"]] == [
        ("under way", 1),
        ("removed", 1),
    ]
    back = done(desk.editor.post(f"{first['location']}/revert", None), 201)
    desk.withdraw(desk.put_through(back))
    steps = [one["became"] for one in _record(call)["PP1"]["steps"]]
    assert steps == ["under way", "removed", "under way", "withdrawn"]
    assert _record(call, as_of="2026-01-21").keys() == {"PP1", "PP2", "PP3"}
    assert _record(call, as_of="2026-01-19") == {}


def test_the_record_tells_what_ended_by_itself(desk, call):
    desk.publish(changed("PP1", effective_to="2026-02-01"))
    step = _record(call)["PP1"]["steps"][-1]
    assert (step["became"], step["on"]) == ("ended", "2026-02-01")
    assert len(_record(call, as_of="2026-02-01")["PP1"]["steps"]) == 1


def test_the_figures_of_the_province_and_the_country_stand_beside_it(call, lists):
    for place, value in (("440000", "3.9"), (None, "5.0"), ("320000", "5.3")):
        ContextFigure.objects.create(
            place_id=place,
            indicator="gdp_growth",
            period="2025",
            value=Decimal(value),
            qualifier="about",
            unit="percent",
            source="a bureau https://example.org/",
            confidence="high",
        )
    found = call.get("/v1/provinces/44/priorities?stage=delivered").json()["context"]
    assert [(one["place"] and one["place"]["code"], one["value"]) for one in found] == [
        ("440000", 3.9),
        (None, 5),
    ]
    assert found[0]["links"] == ["https://example.org/"]
    assert (found[0]["qualifier"], found[0]["unit"]) == ("about", "percent")
