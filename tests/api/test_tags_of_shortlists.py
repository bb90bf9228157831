"""A firm finds its shortlists again by tags of its own."""

import pytest

from matcher.shortlists import answering


def found(call, query):
    return [one["id"] for one in call.get(f"/v1/shortlists?{query}").json()["results"]]


def test_a_shortlist_is_found_by_its_tag(call, shortlist, knitwear):
    call.post("/v1/shortlists", knitwear)
    assert call.put(f"{shortlist}/tags", {"tags": ["Spring  2027", "Berlin"]}).json() == {
        "tags": ["berlin", "spring 2027"]
    }
    own = shortlist.rsplit("/", 1)[1]
    assert found(call, "tag=spring 2027") == found(call, "tag=BERLIN") == [own]
    assert found(call, "tag=autumn") == []
    assert len(found(call, "")) == 2


def test_tags_are_shown_with_the_shortlist_and_in_the_list(call, shortlist):
    call.put(f"{shortlist}/tags", {"tags": ["围巾"]})
    assert call.get(shortlist).json()["tags"] == ["围巾"]
    assert call.get("/v1/shortlists").json()["results"][0]["tags"] == ["围巾"]
    assert call.get(f"{shortlist}/tags").json() == {"tags": ["围巾"]}


def test_new_tags_take_the_place_of_the_old_ones(call, shortlist):
    call.put(f"{shortlist}/tags", {"tags": ["one", "two"]})
    call.put(f"{shortlist}/tags", {"tags": ["two", "three", "TWO"]})
    assert call.get(f"{shortlist}/tags").json() == {"tags": ["three", "two"]}
    call.put(f"{shortlist}/tags", {"tags": []})
    assert call.get(f"{shortlist}/tags").json() == {"tags": []}


def test_tags_change_the_etag_and_not_the_answer(call, shortlist):
    before = call.get(shortlist)
    call.put(f"{shortlist}/tags", {"tags": ["berlin"]})
    after = call.get(shortlist)
    assert after.headers["ETag"] != before.headers["ETag"]
    assert after.json() == {**before.json(), "tags": ["berlin"]}
    assert answering.sweep() == 0


@pytest.mark.parametrize(
    ("tags", "pointer"),
    [
        (["x" * 41], "/tags/0"),
        (["fine", " — "], "/tags/1"),
        ([f"tag {n}" for n in range(21)], "/tags"),
        ([7], "/tags/0"),
        ("berlin", "/tags"),
    ],
)
def test_tags_that_cannot_be_given_are_refused(call, shortlist, tags, pointer):
    refused = call.put(f"{shortlist}/tags", {"tags": tags})
    assert refused.json()["type"] == "/problems/tags-not-understood"
    assert [one["pointer"] for one in refused.json()["errors"]] == [pointer]
    assert call.get(f"{shortlist}/tags").json() == {"tags": []}


def test_tags_of_another_firm_are_not_there(call, stranger, shortlist):
    call.put(f"{shortlist}/tags", {"tags": ["berlin"]})
    assert found(stranger, "tag=berlin") == []
    assert stranger.put(f"{shortlist}/tags", {"tags": ["mine"]}).status_code == 404
