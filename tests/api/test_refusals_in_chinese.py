"""Whatever is refused is told in Chinese to those who ask for it, with no English between."""

import itertools
from urllib.parse import quote

import pytest
from django.db import OperationalError

from api.problems.problem_kinds import PROBLEM_KINDS
from matcher.shortlists import compute_answer
from tests.api.bodies import field_names
from tests.api.chinese import english_of, is_told_in_chinese
from tests.api.test_bad_briefs import CASES
from tests.api.test_hostile_parameters import PATHS, QUERIES, READS
from tests.api.test_keys_are_needed import OPERATIONS, filled

ZH = {"Accept_Language": "zh-Hans"}
HOSTILE = ("", "a\0b", "-1", "9" * 300, "9999-12-31", "nowhere")
# Bodies that no operation takes as they are.
BODIES = ("[]", "{", '{"a": "\\u0000"}', '{"nonsense": 1}', '{"a": 1, "a": 2}', "{}", "NaN")
WRONG = (None, 5, "", "x" * 5000, [{"x": None}], ["nowhere"])


@pytest.mark.parametrize("kind", PROBLEM_KINDS.values(), ids=PROBLEM_KINDS)
@pytest.mark.django_db
def test_every_kind_of_problem_is_explained_in_chinese(client, kind):
    page = client.get(f"/problems/{kind.slug}", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    title, *meaning = page.content.decode().split("\n", 1)
    assert english_of("".join(meaning)) == []
    assert english_of(title.removesuffix(f" ({kind.status})")) == []


@pytest.mark.parametrize("asked", ["zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "fr, zh;q=0.3"])
def test_each_name_of_the_language_is_understood(call, knitwear, asked):
    is_told_in_chinese(call.post("/v1/rank", {**knitwear, "title": ""}, Accept_Language=asked))


@pytest.mark.parametrize("asked", ["", "en", "de", "en, zh;q=0.9", "zh;q=0.1, en;q=0.5"])
def test_others_are_told_in_english(call, knitwear, asked):
    refused = call.post("/v1/rank", {**knitwear, "title": ""}, Accept_Language=asked)
    assert refused.headers["Content-Language"] == "en"
    assert "Accept-Language" in refused.headers["Vary"]
    assert refused.content.isascii()


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_missing_key(nobody, method, path):
    is_told_in_chinese(nobody(method, filled(path), **ZH))


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_an_unknown_parameter_or_what_an_operation_says_before(curator, method, path):
    response = curator(method, f"{filled(path)}?nonsense=1", {}, **ZH)
    if response.status_code >= 400:
        is_told_in_chinese(response)


@pytest.mark.parametrize("path", READS)
def test_parameters_that_cannot_be_understood(curator, known, path):
    address = path.format(**known(path))
    for name, text in itertools.product(QUERIES[path], HOSTILE):
        response = curator.get(f"{address}?{name}={quote(text)}", **ZH)
        if response.status_code >= 400:
            is_told_in_chinese(response)


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_names_that_nothing_has(curator, known, method, path):
    for text in ("nowhere", "Suzhou"):
        parts = {name: quote(text, safe="") for name in known(path)} | {"id": "1"}
        body = {} if method in ("POST", "PUT", "PATCH") else None
        response = curator(method, path.format(**parts), body, **ZH)
        if response.status_code >= 400:
            is_told_in_chinese(response)


@pytest.mark.parametrize("wrong", [wrong for wrong, *_ in CASES])
def test_briefs_that_cannot_be_understood(call, knitwear, wrong):
    is_told_in_chinese(call.post("/v1/rank", {**knitwear, **wrong}, **ZH))


@pytest.mark.parametrize(
    ("method", "path"), [one for one in OPERATIONS if one[0] in ("POST", "PUT", "PATCH")]
)
def test_bodies_that_cannot_be_understood(curator, known, method, path):
    address = path.format(**{**dict.fromkeys(("id", "number"), "1"), **known(path)})
    for body in BODIES:
        response = curator(method, address, body, If_Match='"1"', **ZH)
        if response.status_code >= 400:
            is_told_in_chinese(response)


@pytest.mark.parametrize(
    ("method", "path"), [one for one in OPERATIONS if one[0] in ("POST", "PUT", "PATCH")]
)
def test_fields_that_cannot_be_understood(curator, known, method, path):
    address = path.format(**{**dict.fromkeys(("id", "number"), "1"), **known(path)})
    for name, value in itertools.product(field_names(method, path), WRONG):
        response = curator(method, address, {name: value}, If_Match='"1"', **ZH)
        if response.status_code >= 400:
            is_told_in_chinese(response)


def test_what_reaches_no_view(call):
    for path in ("/v1", "/v1/nothing", "/v1/partners/x"):
        is_told_in_chinese(call.get(path, **ZH))
    is_told_in_chinese(call("DELETE", "/v1/rank", **ZH))
    is_told_in_chinese(call.get("/v1/datasets", Accept="text/html", **ZH))
    host = {"Host": "elsewhere", "Accept-Language": "zh-Hans"}
    is_told_in_chinese(call.client.get("/v1/datasets", headers=host))
    headers = {"Accept-Language": "zh-Hans"}
    sent = call.client.post("/v1/rank", "a=1", content_type="text/plain", headers=headers)
    is_told_in_chinese(sent)
    long = call.client.post(
        "/v1/rank", "1" * 1_000_001, content_type="application/json", headers=headers
    )
    is_told_in_chinese(long)


@pytest.mark.parametrize("fault", [RuntimeError("secret"), OperationalError("secret")])
def test_our_own_faults(call, knitwear, monkeypatch, fault):
    def break_(*_: object):
        raise fault

    monkeypatch.setattr(compute_answer, "answer_at_once", break_)
    call.client.raise_request_exception = False
    headers = {"Accept-Language": "zh-Hans"}
    sent = {"content_type": "application/json", "headers": headers}
    is_told_in_chinese(call.client.post("/v1/rank", knitwear, **sent))
