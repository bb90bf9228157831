"""A list is read as it was at any instant, or at the end of any day in China."""

import datetime as dt
from urllib.parse import quote

import pytest

from core.clock import CHINA
from priorities.models import Edition
from tests.api.desk import added, changed, done

DAY = dt.timedelta(days=1)


@pytest.fixture
def today():
    return dt.datetime.now(CHINA).date()


@pytest.fixture
def read(call):
    """The number of the edition at `as_of`; None: no list is held."""

    def at(as_of: object) -> int | None:
        text = as_of.isoformat() if hasattr(as_of, "isoformat") else as_of
        found = done(call.get(f"/v1/provinces/44/priorities?as_of={quote(text)}")).json()
        assert found["held"] == (found["edition"] is not None)
        return found["edition"] and found["edition"]["number"]

    return at


def _since(number: int) -> dt.datetime:
    return Edition.objects.get(province="440000", number=number).in_force.lower


def test_before_on_and_after_a_publication(desk, read, today):
    desk.publish(added())
    since = _since(2)
    least = dt.timedelta(microseconds=1)
    assert [read(since + n * least) for n in (-1, 0, 1)] == [1, 2, 2]
    assert [read(today + n * DAY) for n in (-1, 0, 1)] == [1, 2, 2]


def test_before_its_first_list_a_province_has_none(desk, read):
    assert read("2026-01-19") is None
    assert read("2026-01-20") == 1
    assert read("2026-01-19T23:59:59+08:00") is None
    assert read("2026-01-19T16:00:00Z") == 1


def test_two_publications_on_one_day(desk, read, today):
    desk.publish(added())
    desk.publish(added(title_en="Another"))
    assert (read(_since(2)), read(_since(3))) == (2, 3)
    assert (read(today - DAY), read(today)) == (1, 3)


def test_a_withdrawal(desk, read, call, today):
    edition = desk.publish(added())
    desk.withdraw(edition)
    upper = Edition.objects.get(province="440000", number=2).in_force.upper
    assert read(_since(2)) == 2
    assert read(upper) is None
    assert read(today) is None
    assert call.get("/v1/provinces/44/priorities").json()["held"] is False


def test_what_expires_stops_counting_on_its_day_without_a_publication(desk, call, today):
    desk.publish(changed("PP1", effective_to=today.isoformat()))

    def counts(day):
        rows = call.get(f"/v1/provinces/44/priorities?as_of={day}").json()["priorities"]
        row = next(one for one in rows if one["key"] == "PP1")
        return row["in_effect"], row["scores"]

    assert counts(today) == (True, True)
    assert counts(today + DAY) == (False, False)


def test_what_lapsed_counts_nothing(desk, call):
    desk.publish(changed("PP1", stage="lapsed", summary_en="It was dropped."))
    rows = call.get("/v1/provinces/44/priorities").json()["priorities"]
    assert [row["in_effect"] for row in rows if row["key"] == "PP1"] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "yesterday", "", "2026", "2026-02", "2026-2-24", "20260224", "2026-02-30", "2026-W09-2",
        "2026-02-24T09:30:00", "2026-02-24 09:30:00%2B08:00", "2026-02-24T25:00:00Z", "0001-01-01",
        "9999-12-31T23:59:59-12:00", "٢٠٢٦-٠٢-٢٤", "2026-02-24T09:30:00%2B99:00",
    ],
)  # fmt: skip
def test_what_is_no_instant_is_refused_with_one(call, lists, text):
    refused = done(call.get(f"/v1/provinces/44/priorities?as_of={text}"), 400).json()
    assert refused["errors"][0]["parameter"] == "as_of"
    assert refused["errors"][0]["nearest"]


@pytest.mark.parametrize(
    ("text", "detail", "nearest"),
    [
        ("9999-12-31", "9999-12-31 is out of range: 1949 to 2199 are accepted", "2199-12-31"),
        ("0001-01-01", "0001-01-01 is out of range: 1949 to 2199 are accepted", "1949-01-01"),
        (
            "2200-01-01T00:00:00Z",
            "2200-01-01T00:00:00Z is out of range: 1949 to 2199",
            "2199-12-31",
        ),
        ("2026-02-30", "2026-02-30 is not a valid date or time", "2026-02-24"),
    ],
)
def test_what_is_wrong_with_a_day_is_said(call, lists, text, detail, nearest):
    refused = done(call.get(f"/v1/provinces/44/priorities?as_of={text}"), 400).json()
    assert detail in refused["detail"]
    assert refused["errors"][0]["nearest"][0] == nearest
    if nearest != "2026-02-24":
        done(call.get(f"/v1/provinces/44/priorities?as_of={nearest}"))


def test_a_plus_that_became_a_space_is_explained(call, lists):
    refused = call.get("/v1/provinces/44/priorities?as_of=2026-02-24T09:30:00+08:00").json()
    assert refused["errors"][0]["nearest"] == ["2026-02-24T09:30:00%2B08:00"]
