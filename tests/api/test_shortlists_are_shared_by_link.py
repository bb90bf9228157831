"""A link shows the entries to whoever has it, for a while, and nothing of the firm."""

import datetime as dt
import io
import json
import logging
from typing import Any

import pytest
from django.utils import timezone
from structlog.stdlib import ProcessorFormatter

from matcher.models import SharedLink
from matcher.shortlists import link_usage, shared_links
from matcher.tasks import prune
from partners.models import Partner


@pytest.fixture
def share(call, shortlist):
    def make(**settings: Any):
        return call.post(f"{shortlist}/links", settings).json()

    return make


def test_whoever_has_the_link_reads_the_entries_without_a_key(call, nobody, shortlist, share):
    answer = call.get(shortlist).json()
    shown = nobody.get(share()["path"]).json()
    for name in ("entries", "basis", "weights", "verdict", "revision", "ask_all"):
        assert shown[name] == answer[name]
    assert shown["frozen_at"] is None


def test_it_shows_nothing_that_the_firm_wrote(nobody, shortlist, share):
    text = nobody.get(share(name="For Kiel")["path"]).content.decode()
    for word in ("Knitwear", "Nordtuch", "For Kiel", "brief", shortlist.rsplit("/", 1)[1]):
        assert word not in text


def test_sentences_are_in_the_readers_language(nobody, share):
    shown = nobody.get(share()["path"], Accept_Language="zh-Hans").json()
    assert not shown["entries"][0]["components"][0]["because"][0]["text"].isascii()


def test_a_link_to_a_frozen_copy_shows_the_copy(call, nobody, shortlist, share):
    copy = call.post(f"{shortlist}/freeze", {}).json()
    path = share(frozen=copy["id"])["path"]
    before = nobody.get(path).json()
    Partner.objects.update(name_en="Renamed")
    assert nobody.get(path).json() == before
    shown, made = (dt.datetime.fromisoformat(one["frozen_at"]) for one in (before, copy))
    assert shown == made
    assert before["entries"] == call.get(copy["location"]).json()["entries"]
    call("DELETE", copy["location"])
    assert nobody.get(path).status_code == 404


def test_a_shortlist_that_is_not_answered_shows_no_entry(call, nobody, shortlist, share, knitwear):
    path = share()["path"]
    call.put(shortlist, {**knitwear, "order_quantity": 500})
    shown = nobody.get(path).json()
    assert (shown["revision"], shown["basis"], shown["entries"]) == (None, None, [])


def test_the_token_is_shown_once_and_kept_as_a_digest(call, shortlist, share):
    made = share(name="For Kiel")
    secret = made["token"].split("_", 2)[2]
    row = SharedLink.objects.get()
    assert made["token"].startswith(f"rhs_{row.prefix}_")
    stored = json.dumps(SharedLink.objects.values().get(), default=str)
    assert secret not in stored
    assert bytes(row.digest) == shared_links._digest(secret)
    (listed,) = call.get(f"{shortlist}/links").json()["results"]
    assert listed == made["details"]
    assert secret not in json.dumps(listed)
    assert call.get(f"{shortlist}/links/{listed['id']}").json() == listed


def test_a_revoked_an_expired_and_an_unknown_link_answer_alike(call, nobody, shortlist, share):
    revoked, expired, alive = share(), share(), share()
    call("DELETE", f"{shortlist}/links/{revoked['details']['id']}")
    old = timezone.now() - dt.timedelta(days=40)
    SharedLink.objects.filter(pk=expired["details"]["id"]).update(
        created_at=old, expires_at=old + dt.timedelta(days=30)
    )
    last = "A" if alive["path"][-1] != "A" else "B"
    others = [alive["path"][:-1] + last, "/v1/shared/rhs_0123456789ab_x", "/v1/shared/x"]
    answers = [nobody.get(path) for path in (revoked["path"], expired["path"], *others)]
    assert {one.status_code for one in answers} == {404}
    bodies = [{**one.json(), "request_id": ""} for one in answers]
    assert all(one == bodies[0] for one in bodies)
    assert nobody.get(alive["path"]).status_code == 200
    listed = call.get(f"{shortlist}/links").json()["results"]
    assert [one["live"] for one in listed] == [True, False, False]


def test_links_of_an_archived_shortlist_end(call, nobody, shortlist, share):
    path = share()["path"]
    call("DELETE", shortlist)
    assert nobody.get(path).status_code == 404
    refused = call.post(f"{shortlist}/links", {})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/link-refused")


@pytest.mark.parametrize("days", [-1, 91])
def test_a_link_ends_within_ninety_days(call, shortlist, days):
    end = (timezone.now() + dt.timedelta(days=days)).isoformat()
    refused = call.post(f"{shortlist}/links", {"expires_at": end})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["pointer"] == "/expires_at"
    assert SharedLink.objects.count() == 0


@pytest.mark.parametrize(
    ("settings", "pointer"),
    [({"frozen": "x"}, "/frozen"), ({"nmae": "a"}, "/nmae"), ({"name": 3}, "/name")],
)
def test_settings_that_are_not_understood_make_no_link(call, shortlist, settings, pointer):
    refused = call.post(f"{shortlist}/links", settings)
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert SharedLink.objects.count() == 0


def test_live_links_are_few(call, shortlist, share, monkeypatch):
    monkeypatch.setattr(shared_links, "MOST_LIVE", 1)
    first = share()
    assert call.post(f"{shortlist}/links", {}).status_code == 409
    call("DELETE", f"{shortlist}/links/{first['details']['id']}")
    assert call.post(f"{shortlist}/links", {}).status_code == 201


def test_neither_caches_nor_other_sites_learn_of_it(nobody, share):
    for path in (share()["path"], "/v1/shared/x"):
        headers = nobody.get(path).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]


def test_each_use_is_counted_and_reading_writes_nothing(
    nobody, share, call, shortlist, django_assert_num_queries
):
    link_usage.flush()
    path = share()["path"]
    nobody.get(path)
    nobody.get(path)
    assert SharedLink.objects.get().uses == 0
    assert link_usage.flush() == 1
    (listed,) = call.get(f"{shortlist}/links").json()["results"]
    assert listed["uses"] == 2
    assert listed["last_used_at"] > listed["created_at"]
    assert link_usage.flush() == 0


def test_an_address_follows_only_so_many(nobody, share):
    path = share()["path"]
    statuses = [nobody.get(path).status_code for _ in range(61)]
    assert set(statuses[:60]) == {200}
    assert statuses[60] == 429


@pytest.fixture
def logged(monkeypatch):
    """What the log gets, as it is written."""
    written = io.StringIO()
    (handler,) = [
        one for one in logging.getLogger().handlers if isinstance(one.formatter, ProcessorFormatter)
    ]
    monkeypatch.setattr(handler, "stream", written)
    return written.getvalue


def test_no_log_line_holds_the_secret(nobody, share, logged):
    token = share()["token"]
    _, prefix, secret = token.split("_", 2)
    nobody.get(f"/v1/shared/{token}")
    nobody.get(f"/v1/shared/{token[:-1]}")
    nobody.get(f"/v1/shared/{token}/more")
    logging.getLogger("another.library").error("failed at %s", f"/v1/shared/{token}")
    lines = logged()
    assert lines.count(f"/v1/shared/rhs_{prefix}_***") >= 4
    assert "django.request" in lines
    assert secret[:-1] not in lines


def test_another_firm_keeps_no_link(stranger, shortlist, share):
    number = share()["details"]["id"]
    for method in ("GET", "DELETE"):
        assert stranger(method, f"{shortlist}/links/{number}").status_code == 404
    assert stranger.post(f"{shortlist}/links", {}).status_code == 404
    assert SharedLink.objects.live().count() == 1


@pytest.mark.parametrize("end", ["expires_at", "revoked_at"])
def test_what_ended_long_ago_is_deleted_with_its_counts(call, shortlist, share, end):
    ended, live = share()["details"]["id"], share()["details"]["id"]
    now = timezone.now()
    links = SharedLink.objects.filter(pk=ended)
    links.update(**{"created_at": now - dt.timedelta(days=180), end: now - dt.timedelta(days=91)})
    prune()
    assert [one["id"] for one in call.get(f"{shortlist}/links").json()["results"]] == [live]
    links = SharedLink.objects.filter(pk=live)
    links.update(**{"created_at": now - dt.timedelta(days=180), end: now - dt.timedelta(days=89)})
    prune()
    assert SharedLink.objects.count() == 1
