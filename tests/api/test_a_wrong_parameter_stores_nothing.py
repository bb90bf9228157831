"""A request that writes and asks for its answer in a way that is not known is refused whole."""

import pytest

from matcher.models import Brief, Shortlist

WRONG = ("?include=everything", "?fields=colour", "?include=", "?later=1")


def stored():
    """All that a brief stores of itself, and the message that would have it answered."""
    return list(Shortlist.objects.values()), list(Brief.objects.values())


@pytest.mark.parametrize("query", WRONG)
@pytest.mark.parametrize("method", ["post", "put", "patch"])
def test_a_wrong_parameter_stores_nothing(call, knitwear, shortlist, method, query):
    etag, before = call.get(shortlist)["ETag"], stored()
    address = "/v1/shortlists" if method == "post" else shortlist
    body = knitwear | {"title": "Not to be stored"}
    headers = {} if method == "post" else {"If_Match": etag}
    response = getattr(call, method)(f"{address}{query}", body, **headers)
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == query[1:].partition("=")[0]
    assert stored() == before


def test_a_wrong_parameter_is_told_before_an_old_version(call, shortlist):
    """What a request asks is judged before whether its precondition holds (RFC 9110, 13.2.1)."""
    response = call.patch(f"{shortlist}?include=", {"title": "x"}, If_Match='"0"')
    assert response.status_code == 400
