"""A view that will go away tells it in headers, from when and what to read, and in the document."""

import datetime as dt

import pytest

from api.requests.deprecation import Deprecated
from api.v1.urls import urlpatterns
from api.v1.views.me import Me
from tests.api.test_schema import OPERATIONS, template

SOON = Deprecated(dt.date(2027, 1, 1), dt.date(2027, 7, 1), "/docs#me")


@pytest.mark.django_db
def test_its_responses_have_the_headers(call, monkeypatch):
    monkeypatch.setattr(Me, "deprecated", SOON)
    headers = call.get("/v1/me").headers
    assert headers["Deprecation"] == "@1798761600"
    assert headers["Sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert headers["Link"] == '</docs#me>; rel="deprecation"; type="text/html"'


def test_its_refusals_have_them_too(nobody, monkeypatch):
    monkeypatch.setattr(Me, "deprecated", SOON)
    refused = nobody.get("/v1/me")
    assert refused.status_code == 401
    assert refused.headers["Deprecation"] == "@1798761600"


def test_an_end_that_is_not_decided_is_not_told():
    assert "Sunset" not in Deprecated(dt.date(2027, 1, 1), None, "/docs").headers()


@pytest.mark.django_db
def test_others_have_none(call):
    assert {"Deprecation", "Sunset", "Link"}.isdisjoint(call.get("/v1/me").headers)


@pytest.mark.parametrize(("path", "method", "described"), OPERATIONS)
def test_the_document_and_the_view_agree(path, method, described):
    view = next(one.callback.view_class for one in urlpatterns if template(one.pattern) == path)
    assert described.get("deprecated", False) is (view.deprecated is not None)
