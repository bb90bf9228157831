"""Answers of the API are compressed for clients that take gzip; pages with cookies are not."""

import gzip
import json


def test_an_answer_is_compressed_where_the_client_takes_it(call, shortlist):
    plain, packed = call.get(shortlist), call.client.get(shortlist, HTTP_ACCEPT_ENCODING="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) * 2 < len(plain.content)
    assert json.loads(gzip.decompress(packed.content)) == plain.json()


def test_an_answer_is_plain_where_the_client_does_not_take_it(call, shortlist):
    assert "Content-Encoding" not in call.get(shortlist).headers


def test_a_page_with_a_form_is_not_compressed(client, db):
    page = client.get("/accounts/login", HTTP_ACCEPT_ENCODING="gzip")
    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers
