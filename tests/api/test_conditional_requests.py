"""ETags: read again only what changed, change only what was read."""

import pytest

from core.models import Counter
from matcher.models import Brief


def test_what_is_unchanged_is_not_sent_again(call, shortlist):
    etag = call.get(shortlist).headers["ETag"]
    for held in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        response = call.get(shortlist, If_None_Match=held)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == etag


@pytest.mark.parametrize("held", ['"x"', "nonsense", '"'])
def test_what_is_not_held_is_sent(call, shortlist, held):
    assert call.get(shortlist, If_None_Match=held).status_code == 200


def test_the_etag_moves_with_all_that_is_shown(call, shortlist, knitwear):
    seen = {call.get(shortlist).headers["ETag"]}
    seen.add(call.get(shortlist, Accept_Language="zh").headers["ETag"])
    counter = Counter.objects.get(name="partners")
    counter.number += 1
    counter.save()
    seen.add(call.get(shortlist).headers["ETag"])
    call.put(shortlist, knitwear)
    seen.add(call.get(shortlist).headers["ETag"])
    assert len(seen) == 4


def test_a_brief_that_was_read_may_be_changed(call, shortlist, knitwear):
    etag = call.get(shortlist).headers["ETag"]
    assert call.put(shortlist, knitwear, If_Match=etag).status_code == 202
    assert Brief.objects.get().version == 2


def test_a_brief_that_somebody_changed_meanwhile_is_not(call, shortlist, knitwear):
    etag = call.get(shortlist).headers["ETag"]
    call.put(shortlist, knitwear)
    refused = call.put(shortlist, {**knitwear, "title": "Mine"}, If_Match=etag)
    assert refused.status_code == 412
    assert refused.json()["type"] == "/problems/version-moved"
    assert Brief.objects.get().title == "Knitwear"


@pytest.mark.parametrize("held", ["*", ""])
def test_any_version_may_be_asked_for(call, shortlist, knitwear, held):
    assert call.put(shortlist, knitwear, If_Match=held).status_code == 202


def test_the_weak_etag_of_a_compressed_response_serves_for_a_change(call, shortlist, knitwear):
    read = call.client.get(shortlist, headers={"Accept-Encoding": "gzip"})
    assert read.headers["ETag"].startswith('W/"')
    changed = call.put(shortlist, knitwear, If_Match=read.headers["ETag"])
    assert changed.status_code == 202
    late = call.put(shortlist, knitwear, If_Match=read.headers["ETag"])
    assert late.status_code == 412


@pytest.mark.parametrize("held", ["1", '"x"', "W/1", '"1", "2"', '"' + "1" * 40 + '"'])
def test_an_if_match_that_is_no_etag_of_ours_is_refused(call, shortlist, knitwear, held):
    refused = call.put(shortlist, knitwear, If_Match=held)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["parameter"] == "If-Match"
    assert Brief.objects.get().version == 1
