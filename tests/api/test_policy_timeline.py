"""The timeline tells what entered a list, moved or left it: newest first, with its dates."""

import pytest

from tests.api.desk import added, changed, done, without


@pytest.fixture
def told(call):
    """(what happened, key) of each row."""

    def of(query: str = "") -> list[tuple[str, str]]:
        rows = done(call.get(f"/v1/policy/timeline?{query}")).json()["results"]
        assert [row["on"] for row in rows] == sorted((row["on"] for row in rows), reverse=True)
        return [(row["happened"], row["key"]) for row in rows]

    return of


FIRST = [("published", "PP1"), ("published", "PP2"), ("published", "PP3")]


def test_a_first_list_enters_with_the_days_that_its_rows_hold_from(call, lists, told):
    assert told() == FIRST
    row = call.get("/v1/policy/timeline").json()["results"][0]
    assert (row["on"], row["precision"]) == ("2026-01-20", "month")
    assert row["province"]["code"] == "440000"
    assert (row["document"]["published_on"], row["document"]["precision"]) == ("2026-01-20", "day")
    assert (row["stage"], row["stage_before"], row["speaker"]) == ("under way", None, "government")


def test_a_move_dates_from_its_new_document(desk, call, told):
    desk.publish(
        changed(
            "PP1",
            stage="delivered",
            summary_en="Opened.",
            document="A review",
            published_on="2026-10-01",
        )
    )
    assert told()[0] == ("moved", "PP1")
    row = call.get("/v1/policy/timeline").json()["results"][0]
    assert (row["on"], row["precision"]) == ("2026-10-01", "day")
    assert (row["stage_before"], row["stage"], row["summary_en"]) == (
        "under way",
        "delivered",
        "Opened.",
    )


def test_a_move_without_a_new_document_dates_from_its_edition(desk, call):
    edition = desk.publish(changed("PP1", stage="lapsed", summary_en="Dropped.")).json()
    row = call.get("/v1/policy/timeline").json()["results"][0]
    assert (row["happened"], row["on"]) == ("moved", edition["in_force_from"][:10])
    assert (row["edition"], row["policy"]) == (edition["id"], edition["policy"])


def test_an_edit_of_words_is_no_policy(desk, told):
    desk.publish(changed("PP1", title_en="Called otherwise"))
    assert told() == FIRST


def test_what_is_taken_out_and_what_is_withdrawn(desk, call, told):
    edition = desk.publish(without("PP2"))
    assert told()[0] == ("removed", "PP2")
    desk.withdraw(edition, reason="It was a city's.")
    assert told()[:3] == [("withdrawn", "PP1"), ("withdrawn", "PP3"), ("removed", "PP2")]
    rows = call.get("/v1/policy/timeline").json()["results"]
    assert [row["reason"] for row in rows[:3]] == ["It was a city's.", "It was a city's.", ""]


def test_it_is_narrowed_by_place(desk, told):
    desk.publish(added(places=["440100"], effective_from="2026-02-01"))
    assert told("place=Guangzhou") == [("published", "GD0001"), *FIRST]
    assert told("place=广东") == [("published", "GD0001"), *FIRST]
    assert told("place=GBA") == [("published", "GD0001"), *FIRST]
    assert told("place=Jiangsu") == []
    assert told("place=Suzhou, Jiangsu") == []


def test_it_is_narrowed_by_sector_and_stage(desk, told):
    desk.publish(added(targets=["PS033"], effective_from="2026-02-01"))
    assert told("sector=PS03") == [("published", "GD0001")]
    assert told("sector=C182") == FIRST[:2]
    desk.publish(changed("PP1", stage="delivered", summary_en="Opened."))
    assert told("stage=delivered") == [("moved", "PP1")]


def test_it_is_narrowed_by_signal_and_emphasis_and_tells_the_paragraph(desk, call, told):
    desk.publish(added(emphasis="headline", paragraph=8, section="tasks", anchor="针织"))
    assert told("emphasis=headline") == [("published", "GD0001")]
    assert told("signal=context") == FIRST[2:]
    row = call.get("/v1/policy/timeline?emphasis=headline").json()["results"][0]
    assert (row["paragraph"], row["section"], row["anchor"]) == (8, "tasks", "针织")
    assert (row["emphasis"], row["title_zh"], row["reviewed"]) == ("headline", "优先事项 PP1", True)


@pytest.mark.parametrize(
    "query",
    ["place=Nowhere", "emphasis=loud", "signal=none", "sector=knitwaer", "stage=done", "limit=0"],
)
def test_what_is_unknown_is_refused(call, lists, query):
    refused = done(call.get(f"/v1/policy/timeline?{query}"), 400).json()
    assert refused["errors"][0]["parameter"] == query.partition("=")[0]


def test_small_pages_hold_what_one_page_holds(desk, call, told):
    edition = desk.publish(added(targets=["PS033"]))
    desk.publish(changed("PP1", stage="delivered", summary_en="Opened."))
    desk.withdraw(desk.publish(without("GD0001")))
    whole, seen, address = told(), [], "/v1/policy/timeline?limit=1"
    while address:
        page = done(call.get(address)).json()
        seen += [(row["happened"], row["key"]) for row in page["results"]]
        address = page["next"]
    assert seen == whole
    assert len(whole) == len(set(whole)) == 9, edition


@pytest.mark.parametrize(
    ("query", "nearest"),
    [("province=Guangdong", "place"), ("place=Guangdon", "Guangdong (440000)")],
)
def test_another_word_or_spelling_is_refused_with_the_nearest(call, lists, query, nearest):
    refused = call.get(f"/v1/policy/timeline?{query}")
    assert refused.status_code == 400
    assert nearest in refused.json()["errors"][0]["nearest"]


def test_where_only_provinces_are_asked_for_a_place_is_told_so(call, lists):
    refused = call.get("/v1/editions?place=Guangdong")
    assert refused.json()["errors"][0]["nearest"] == ["province"]
