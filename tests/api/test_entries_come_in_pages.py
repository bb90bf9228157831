"""The entries of an answer, page by page, each exactly once."""

from matcher.shortlists import answering


def test_pages_hold_the_entries_of_the_answer(call, shortlist):
    expected = call.get(shortlist).json()["entries"]
    assert len(expected) > 1
    found, link = [], f"{shortlist}/entries?limit=1"
    while link:
        page = call.get(link).json()
        found += page["results"]
        link = page["next"]
    assert found == expected


def test_later_pages_are_of_the_revision_of_the_first(call, shortlist, knitwear):
    expected = call.get(shortlist).json()["entries"]
    first = call.get(f"{shortlist}/entries?limit=1").json()
    call.put(shortlist, {**knitwear, "limit": 1})
    answering.answer_shortlist(shortlist.rsplit("/", 1)[1])
    rest = call.get(first["next"].replace("limit=1", "limit=50")).json()
    assert [one["rank"] for one in rest["results"]] == [one["rank"] for one in expected[1:]]
    assert [one["points"] for one in rest["results"]] == [one["points"] for one in expected[1:]]


def test_a_brief_without_an_answer_has_no_entries(call, shortlist, knitwear):
    call.put(shortlist, {**knitwear, "limit": 1})
    assert call.get(f"{shortlist}/entries").json() == {"results": [], "next": None}
