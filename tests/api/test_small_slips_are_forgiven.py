"""What clients get wrong at first: a slash too many, a byte order mark, the bare start."""

import codecs
import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/v1/places/", "/v1/places"),
        ("/v1/places//?kind=province", "/v1/places?kind=province"),
        ("/v1/provinces/广东/priorities/", "/v1/provinces/%E5%B9%BF%E4%B8%9C/priorities"),
        ("/docs/", "/docs"),
    ],
)
def test_a_slash_too_many_leads_to_the_address(typed, meant):
    answer = Client().get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (308, meant)


def test_method_and_body_go_with_it():
    # 308 asks the client to send the same request again; 301 would turn it into a GET.
    assert Client().post("/v1/rank/", b"{}", content_type="application/json").status_code == 308


@pytest.mark.parametrize("path", ["/v1/nothing/", "//elsewhere.example/", "/v1/", "/"])
def test_no_other_address_leads_anywhere(path):
    answer = Client().get(path)
    assert answer.headers.get("Location") in {None, "/docs"}


def test_the_start_leads_to_the_documentation():
    answer = Client().get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/docs")


def test_a_byte_order_mark_is_passed_over(call, knitwear):
    body = json.dumps(knitwear).encode()
    answers = [call.post("/v1/rank", sent) for sent in (body, codecs.BOM_UTF8 + body)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_a_wrong_method_is_told_before_a_wrong_parameter(call):
    assert call("PUT", "/v1/me?nothing=1").status_code == 405
