"""The Atom feed of a shortlist tells what changed with each revision, and why."""

from xml.etree import ElementTree

import pytest

from api.v1 import render_shortlist_feed
from matcher.shortlists import answering
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.desk import added
from tests.api.test_publications_are_a_feed import ATOM, summary, texts, titles, validate


@pytest.fixture
def feed(call, shortlist):
    def of(**headers: str) -> ElementTree.Element:
        response = call.get(f"{shortlist}/feed.atom", **headers)
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        validate(root)
        return root

    return of


def link(root):
    found = root.find(f"{ATOM}entry/{ATOM}link")
    assert found is not None
    return found.attrib["href"].removeprefix("http://testserver")


def test_the_first_answer_is_the_first_entry(feed, shortlist):
    root = feed()
    assert texts(root, "title") == ["Knitwear"]
    assert titles(root) == ["Revision 1: the first answer"]
    assert link(root) == f"{shortlist}/revisions/1"


def test_a_publication_is_told_with_the_priority_and_who_moved(feed, desk, call):
    desk.publish(lambda rows: added(targets=["PS02"], title_en="A & B")(rows)[1:])
    answering.sweep()
    root = feed()
    told = summary(root)
    assert titles(root)[0].startswith("Revision 2: ")
    assert titles(root)[0].endswith("moved")
    assert "Maker a: " in told
    assert "Priorities changed: Priority PP1." in told
    assert call.get(link(root)).status_code == 200


def test_an_edited_brief_is_told_with_its_fields(feed, call, shortlist, knitwear):
    call.put(shortlist, {**knitwear, "order_quantity": 500, "languages": ["de"]})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    root = feed()
    assert titles(root)[0] == "Revision 2: the brief was edited"
    assert "<p>The brief was edited.</p><p>Edited: /languages, /order_quantity.</p>" in summary(
        root
    )


def test_new_partners_are_told_by_name(feed):
    register_records(records=[maker("own-list", "new <one>", least=50, days=2)])
    answering.sweep()
    told = summary(feed())
    assert told.startswith("<p>Partners changed.</p>")
    assert "Maker new &lt;one&gt;: New at rank" in told


def test_it_is_chinese_for_those_who_ask_so(feed):
    register_records(records=[maker("own-list", "new", least=50, days=2)])
    answering.sweep()
    root = feed(Accept_Language="zh-Hans")
    assert titles(root)[1] == "第1次修订：首次答复"
    assert "制造商new：新列入" in summary(root)


def test_a_long_change_shows_the_first_and_counts_the_others(feed, monkeypatch):
    monkeypatch.setattr(render_shortlist_feed, "_SHOWN", 1)
    register_records(records=[maker("own-list", "new", least=50, days=2)])
    answering.sweep()
    told = summary(feed())
    assert told.count("<li>") == 2
    assert " more</li>" in told


def test_what_the_caller_has_is_not_sent_again(call, shortlist, feed):
    first = call.get(f"{shortlist}/feed.atom")
    for held in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        assert call.get(f"{shortlist}/feed.atom", **held).status_code == 304
    register_records(records=[maker("own-list", "new", least=50, days=2)])
    answering.sweep()
    again = call.get(f"{shortlist}/feed.atom", If_None_Match=first.headers["ETag"])
    assert again.status_code == 200


def test_a_pending_shortlist_has_an_empty_feed(call, knitwear):
    made = call.post("/v1/shortlists", knitwear).headers["Location"]
    root = ElementTree.fromstring(call.get(f"{made}/feed.atom").content)
    assert titles(root) == []
