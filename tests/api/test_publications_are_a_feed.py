"""The Atom feed of publications is well-formed, complete, stable, and not sent twice."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings

from api.v1 import render_feed
from tests.api.desk import added, changed, done, without

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[\w./-]+")


@pytest.fixture
def feed(call):
    def of(query: str = "", **headers: str) -> ElementTree.Element:
        response = done(call.get(f"/v1/policy/feed.atom?{query}", **headers))
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        validate(root)
        return root

    return of


def texts(element: ElementTree.Element, name: str) -> list[str]:
    return [one.text or "" for one in element.findall(ATOM + name)]


def validate(root: ElementTree.Element) -> None:
    """What RFC 4287 requires of a feed and of its entries."""
    entries = root.findall(ATOM + "entry")
    assert root.tag == ATOM + "feed"
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            (text,) = texts(element, name)
            assert text
        (updated,) = texts(element, "updated")
        assert dt.datetime.fromisoformat(updated).tzinfo
        assert TAG.fullmatch(texts(element, "id")[0])
        hrefs = [one.attrib["href"] for one in element.findall(ATOM + "link")]
        assert hrefs
        assert all(href.startswith("http://testserver/v1/") for href in hrefs)
    (author,) = root.findall(ATOM + "author")
    assert texts(author, "name") == ["Ronghe"]
    assert [one.attrib["rel"] for one in root.findall(ATOM + "link")].count("self") == 1
    ids = [text for entry in entries for text in texts(entry, "id")]
    assert len(ids) == len(set(ids))
    dates = [text for entry in entries for text in texts(entry, "updated")]
    assert texts(root, "updated") == dates[:1] or not dates
    assert dates == sorted(dates, reverse=True)


def titles(root: ElementTree.Element) -> list[str]:
    return [text for entry in root.findall(ATOM + "entry") for text in texts(entry, "title")]


def summary(root: ElementTree.Element) -> str:
    found = root.find(f"{ATOM}entry/{ATOM}summary")
    assert found is not None
    assert found.attrib["type"] == "html"
    return found.text or ""


def test_a_publication_is_an_entry_with_what_it_changed(desk, feed):
    edition = desk.publish(
        lambda rows: added(title_en="Yarn & <cloth>", paragraph=8)(
            changed("PP1", stage="delivered", summary_en="Opened.")(without("PP2")(rows))
        )
    ).json()
    root = feed()
    assert titles(root) == [
        "Guangdong: edition 2 of its priorities",
        "Guangdong: edition 1 of its priorities",
    ]
    told = summary(root)
    assert told.startswith("<p>1 entered, 1 moved to another stage, 1 removed</p><ul><li>")
    assert "<li>Yarn &amp; &lt;cloth&gt; (support, delivered, paragraph 8)</li>" in told
    link = root.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.attrib["href"] == f"http://testserver{edition['location']}"


def test_a_withdrawal_is_told_with_its_reason(desk, feed):
    desk.withdraw(desk.publish(without("PP2")), reason="Not the\nprovince's.")
    root = feed()
    assert titles(root)[0] == "Guangdong: its list of priorities is withdrawn"
    assert "<p>2 withdrawn</p><p>Not the province&#x27;s.</p>" in summary(root)


def test_it_is_narrowed_by_province_and_sector(desk, feed):
    desk.publish(added(targets=["PS033"]))
    assert len(titles(feed("province=Guangdong"))) == 2
    assert titles(feed("province=Jiangsu")) == []
    root = feed("sector=PS03&province=44")
    assert texts(root, "title") == [
        "Priorities of China's provinces: Guangdong, Information services"
    ]
    assert titles(root) == ["Guangdong: edition 2 of its priorities"]
    assert summary(root).startswith("<p>1 entered</p>")
    assert titles(feed("sector=C182")) == ["Guangdong: edition 1 of its priorities"]


def test_each_feed_has_an_id_of_its_own_and_an_entry_one_in_all(lists, feed):
    feeds = [feed(), feed("province=44"), feed("sector=C18"), feed("province=44&sector=C18")]
    assert len({text for root in feeds for text in texts(root, "id")}) == 4
    entries = [entry for root in feeds for entry in root.findall(ATOM + "entry")]
    assert len({text for entry in entries for text in texts(entry, "id")}) == 1


def test_the_ids_do_not_depend_on_the_name_that_the_service_is_reached_by(call, lists, feed):
    other = call.get("/v1/policy/feed.atom", Host=settings.ALLOWED_HOSTS[0])
    ids = [one.text for one in ElementTree.fromstring(other.content).iter(ATOM + "id")]
    assert ids == [one.text for one in feed().iter(ATOM + "id")]


def test_two_fetches_are_equal_and_a_publication_makes_another(desk, call):
    first, second = (call.get("/v1/policy/feed.atom") for _ in range(2))
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]
    ids = {one.text for one in ElementTree.fromstring(first.content).iter(ATOM + "id")}
    desk.publish(without("PP2"))
    third = call.get("/v1/policy/feed.atom", If_None_Match=first.headers["ETag"])
    assert third.status_code == 200
    assert third.headers["ETag"] != first.headers["ETag"]
    assert ids < {one.text for one in ElementTree.fromstring(third.content).iter(ATOM + "id")}


def test_an_empty_feed_is_stable_too(call, lists, feed):
    assert texts(feed("province=Jiangsu"), "updated") == ["1970-01-01T00:00:00+00:00"]
    first, second = (call.get("/v1/policy/feed.atom?province=Jiangsu") for _ in range(2))
    assert first.headers["ETag"] == second.headers["ETag"]


def test_what_the_caller_has_is_not_sent_again(call, lists):
    first = call.get("/v1/policy/feed.atom")
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    for held in (
        {"If_None_Match": tag},
        {"If_None_Match": f"W/{tag}"},
        {"If_Modified_Since": date},
        {"If_None_Match": tag, "If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        again = call.get("/v1/policy/feed.atom", **held)
        assert (again.status_code, again.content) == (304, b""), held
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == "private, no-cache"
    for other in (
        {"If_None_Match": '"another"', "If_Modified_Since": date},
        {"If_Modified_Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If_Modified_Since": "soon"},
    ):
        assert call.get("/v1/policy/feed.atom", **other).status_code == 200, other


def test_it_is_chinese_for_those_who_ask_so(lists, call, feed):
    root = feed("province=44", Accept_Language="zh-CN")
    assert root.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "zh"
    assert titles(root) == ["广东：第1版优先事项"]
    assert "优先事项 PP1（承诺支持，推进中）" in summary(root)
    assert "Accept-Language" in call.get("/v1/policy/feed.atom").headers["Vary"]


def test_a_long_list_shows_its_strongest_and_counts_the_others(lists, feed, monkeypatch):
    monkeypatch.setattr(render_feed, "_SHOWN", 1)
    told = summary(feed())
    assert re.findall("<li>(.*?)</li>", told) == [
        "Priority PP1 (support, under way)",
        "and 2 more",
    ]


@pytest.mark.parametrize(
    ("query", "nearest"), [("province=Guangdon", "Guangdong (440000)"), ("place=44", "province")]
)
def test_what_is_not_understood_is_a_problem_in_json(call, lists, query, nearest):
    refused = call.get(f"/v1/policy/feed.atom?{query}", Accept="application/atom+xml")
    assert refused.status_code == 400
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert nearest in refused.json()["errors"][0]["nearest"]
