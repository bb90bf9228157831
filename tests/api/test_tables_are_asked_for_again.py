"""Tables have names, ETags and HEAD, and are compressed while they are sent."""

import gzip

import pytest

from matcher.models import Shortlist
from partners.registry.registration import register_records
from tests.api.conftest import maker
from tests.api.test_entries_as_tables import MEDIA, SUFFIXES, content, headers

PATHS = ("/v1/partners", "/v1/policy/matrix", "/v1/matches", "/v1/provinces/44/priorities")


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_table_is_not_sent_again(call, lists, path, suffix):
    first = headers(call.get(f"{path}.{suffix}"))
    etag = first["ETag"]
    assert call.get(f"{path}.{suffix}", If_None_Match=etag).status_code == 304
    assert call.get(f"{path}.{suffix}", If_None_Match=f"W/{etag}").status_code == 304
    other = call.get(f"{path}.{suffix}", If_None_Match='"another"')
    assert headers(other)["ETag"] == etag
    assert first["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_unchanged_shortlist_is_not_sent_again(call, shortlist, suffix):
    address = f"{shortlist}/entries.{suffix}"
    etag = headers(call.get(address))["ETag"]
    assert call.get(address, If_None_Match=etag).status_code == 304
    Shortlist.objects.update(checked_partners=0)
    # Only the workbook tells whether the answer is stale.
    if suffix == "xlsx":
        assert headers(call.get(address, If_None_Match=etag))["ETag"] != etag
    else:
        assert call.get(address, If_None_Match=etag).status_code == 304


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_new_partner_changes_the_table_of_partners(call, lists, suffix):
    etag = headers(call.get(f"/v1/partners.{suffix}"))["ETag"]
    register_records(records=[maker("own-list", "new")])
    assert headers(call.get(f"/v1/partners.{suffix}", If_None_Match=etag))["ETag"] != etag


def test_formats_and_filters_have_etags_of_their_own(call, lists):
    addresses = [f"/v1/partners.{suffix}" for suffix in SUFFIXES]
    addresses += ["/v1/partners.csv?makes=C18", "/v1/partners.csv?makes=C182"]
    etags = [headers(call.get(address))["ETag"] for address in addresses]
    assert len(set(etags)) == len(etags)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("path", PATHS)
def test_head_has_the_headers_and_no_body(call, lists, path, suffix):
    given = headers(call.get(f"{path}.{suffix}"))
    for found in (call("HEAD", f"{path}.{suffix}"), call("HEAD", path, Accept=MEDIA[suffix])):
        assert found.status_code == 200
        assert content(found) == b""
        for name in ("ETag", "Content-Type", "Content-Disposition", "Cache-Control"):
            assert found.headers[name] == given[name]


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_stream_is_compressed_where_the_client_takes_it(call, lists, suffix):
    plain = content(call.get(f"/v1/partners.{suffix}"))
    packed = call.get(f"/v1/partners.{suffix}", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"].startswith('W/"')
    assert gzip.decompress(content(packed)) == plain


def test_a_workbook_is_not_compressed_twice(call, lists):
    found = call.get("/v1/partners.xlsx", Accept_Encoding="gzip")
    assert "Content-Encoding" not in found.headers
    assert int(found.headers["Content-Length"]) == len(content(found))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Knitwear", 'attachment; filename="shortlist-Knitwear-revision-1.csv"'),
        ('../"x"\r\n; a', 'attachment; filename="shortlist-x-a-revision-1.csv"'),
        ("针织", "attachment; filename*=utf-8''shortlist-%E9%92%88%E7%BB%87-revision-1.csv"),
        ("", 'attachment; filename="shortlist-untitled-revision-1.csv"'),
    ],
)
def test_the_name_of_the_file_tells_what_is_in_it(call, shortlist, title, expected):
    brief = Shortlist.objects.get().brief
    brief.title = title
    brief.save()
    found = headers(call.get(f"{shortlist}/entries.csv"))
    assert found["Content-Disposition"] == expected


def test_a_very_long_title_makes_no_very_long_name(call, shortlist):
    brief = Shortlist.objects.get().brief
    brief.title = "word " * 40
    brief.save()
    assert len(headers(call.get(f"{shortlist}/entries.csv"))["Content-Disposition"]) < 130
