"""An entry is small unless more is asked for, and what is sent is what is documented."""

import json

import orjson
import pytest
from django.core.cache import caches

from api.v1 import render_entries
from partners.models import Alias
from partners.registry.registration import register_records
from tests.api.caller import COMPONENTS, validate
from tests.api.conftest import maker

ENTRY = COMPONENTS["schemas"]["EntryOut"]
# A ranking that is not stored shows no decision; `declared_to_you` is there where something is.
USUAL = set(ENTRY["properties"]) - {"around", "context", "missing", "declared_to_you"}
INCLUDED = ("args", "aliases", "around", "context", "missing")


@pytest.fixture(params=["rank", "shortlist", "entries", "revision"])
def entries(request, call, knitwear, shortlist):
    """Ask for the entries at each address that has them, with a query."""

    def ask(query="", **headers: str):
        if request.param == "rank":
            return call.post(f"/v1/rank{query}", knitwear, **headers).json()["entries"]
        path = {"shortlist": "", "entries": "/entries", "revision": "/revisions/1"}[request.param]
        body = call.get(f"{shortlist}{path}{query}", **headers).json()
        return body.get("entries") or body["results"]

    return ask


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_entry_takes_two_kilobytes_at_most(entries, language):
    for entry in entries(Accept_Language=language):
        assert len(json.dumps(entry, ensure_ascii=False).encode()) <= 2_000


def test_the_usual_entry_has_what_a_reader_needs(entries):
    first = entries()[0]
    assert USUAL - set(first) <= {"decision"}
    assert set(first) <= USUAL
    policy = next(one for one in first["components"] if one["name"] == "policy")
    assert "Priority PP1" in policy["because"][0]["text"]
    assert policy["because"][0]["sources"] == ["https://example.org/report"]
    assert "args" not in json.dumps(first)


@pytest.mark.parametrize("name", INCLUDED)
def test_what_is_included_is_shown_and_as_documented(entries, name):
    usual, more = entries()[0], entries(f"?include={name}")[0]
    validate({"$ref": "#/components/schemas/EntryOut"}, more)
    if name == "args":
        assert all("args" in reason for one in more["components"] for reason in one["because"])
        assert all(one["weight"] * one["value"] == one["points"] for one in more["components"])
    elif name != "aliases":
        assert set(more) - set(usual) == {name}


def test_of_many_long_aliases_a_few_are_shown_and_the_others_counted(entries, pks):
    names = [f"A further name of the maker, number {n}" for n in range(9)]
    Alias.objects.bulk_create(Alias(partner_id=pks["a"], name=name) for name in names)

    def shown(query=""):
        return next(one for one in entries(query) if one["partner"]["id"] == pks["a"])

    usual, every = shown()["partner"], shown("?include=aliases")["partner"]
    assert usual["aliases"] == ["Old a", *names[:2]]
    assert usual["more_aliases"] == len(names) - 2
    assert (every["aliases"], every["more_aliases"]) == (["Old a", *names], 0)
    # A row that is written past the registry takes no partners number, by which the body is kept.
    Alias.objects.filter(name=names[0]).update(name="x" * 200)
    caches["bodies"].clear()
    assert shown()["partner"]["aliases"] == ["Old a"]


@pytest.fixture
def wordy(monkeypatch):
    """Each component has several long reasons."""
    render = render_entries.render_reasons

    def render_many(reasons, *args: object, **kwargs: object):
        found = render(reasons, *args, **kwargs)
        return [{**one, "text": f"{n} {'x' * 80}"} for one in found for n in range(4)]

    monkeypatch.setattr(render_entries, "render_reasons", render_many)


@pytest.mark.usefixtures("wordy")
def test_of_many_long_reasons_the_last_are_left_out_and_counted(entries):
    usual, every = entries(), entries("?fields=components")
    assert len(usual) > 1
    for few, all_ in zip(usual, every, strict=True):
        kept = [one["because"] for one in few["components"]]
        reasons = [one["because"] for one in all_["components"]]
        assert len(orjson.dumps(few)) <= 2_000
        assert few["more_reasons"] == sum(map(len, reasons)) - sum(map(len, kept)) > 0
        assert all(one == full[: len(one)] for one, full in zip(kept, reasons, strict=True))
        assert all(kept[n] for n, full in enumerate(reasons) if full)


def test_of_many_tied_partners_a_few_are_named_and_the_others_counted(call, knitwear):
    register_records(records=[maker("own-list", f"same {n:02}") for n in range(15)])
    usual = call.post("/v1/rank", knitwear).json()["entries"]
    every = call.post("/v1/rank?include=args", knitwear).json()["entries"]
    tied = [one["tied_with"] for one in every]
    assert max(map(len, tied)) == 15
    for one, ids in zip(usual, tied, strict=True):
        assert one["tied_with"] == ids[:10]
        assert len(one["tied_with"]) + one["more_tied"] == len(ids)


def test_everything_can_be_asked_for_at_once(entries):
    found = set(entries("?include=args,around,context,missing")[0])
    assert found - {"decision"} == (USUAL | {"around", "context", "missing"}) - {"decision"}


def test_named_fields_alone_are_shown_beside_rank_and_partner(entries):
    assert set(entries("?fields=score,tied_with")[0]) == {"rank", "partner", "score", "tied_with"}


def test_a_named_field_need_not_be_included(entries):
    assert set(entries("?fields=missing")[0]) == {"rank", "partner", "missing"}


@pytest.mark.parametrize(
    ("query", "parameter", "nearest"),
    [
        ("include=arg", "include", "args"),
        ("include=args,contxt", "include", "context"),
        ("include=", "include", None),
        ("fields=scores", "fields", "score"),
        ("fields=rank,", "fields", None),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest(call, shortlist, query, parameter, nearest):
    refused = call.get(f"{shortlist}?{query}")
    assert refused.status_code == 400
    (error,) = refused.json()["errors"]
    assert error["parameter"] == parameter
    assert nearest is None or error["nearest"][0] == nearest


def test_representations_differ_in_their_etag(call, shortlist):
    queries = ("", "?include=args", "?include=around", "?include=context", "?fields=score")
    tags = [call.get(f"{shortlist}{query}").headers["ETag"] for query in queries]
    assert len(set(tags)) == len(queries)
    for query, tag in zip(queries, tags, strict=True):
        assert call.get(f"{shortlist}{query}", If_None_Match=tag).status_code == 304
