"""A process keeps what it rendered of a shortlist; a reader finds what is true now all the same."""

from dataclasses import replace
from itertools import pairwise

from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from firms.api_keys import KeySpec, create_key
from firms.members import remove_member, set_member
from firms.models import Role
from matcher.briefs.submit import archive
from matcher.models import Shortlist
from partners.registry.registration import register_records
from tests.api.caller import Caller
from tests.api.conftest import maker

ASKED = (("", "en"), ("", "zh"), ("?include=args,context,missing", "en"), ("?fields=score", "zh"))


def test_what_is_read_again_is_the_same(call, shortlist):
    first = [call.get(shortlist + query, Accept_Language=one).content for query, one in ASKED]
    again = [call.get(shortlist + query, Accept_Language=one).content for query, one in ASKED]
    caches["bodies"].clear()
    anew = [call.get(shortlist + query, Accept_Language=one).content for query, one in ASKED]
    assert first == again == anew
    assert len(set(first)) == len(ASKED)


def test_it_is_rendered_once(call, shortlist):
    def queries():
        with CaptureQueriesContext(connection) as made:
            assert call.get(shortlist).status_code == 200
        return len([one for one in made if "SAVEPOINT" not in (one["sql"] or "")])

    # The key, and the state of the shortlist.
    assert queries() > queries() == 2


def test_what_changes_is_seen_at_once(call, shortlist, pks):
    def shown():
        return call.get(shortlist).json()

    seen = [shown()]
    call.put(f"{shortlist}/tags", {"tags": ["autumn"]})
    seen.append(shown())
    call.post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "contacted"})
    seen.append(shown())
    register_records(records=[replace(maker("own-list", "a"), name_zh="新名")])
    seen.append(shown())
    archive(shortlist=Shortlist.objects.get())
    seen.append(shown())
    assert all(one != other for one, other in pairwise(seen))


def test_who_was_removed_is_named_no_more(call, firm, shortlist, pks):
    member = set_member(firm=firm, email="einkauf@nordtuch.example", role=Role.ANALYST)
    _, key = create_key(firm=firm, spec=KeySpec(member=member))
    Caller(key).post(f"{shortlist}/decisions", {"partner": pks["a"], "decision": "contacted"})
    assert "einkauf@nordtuch.example" in call.get(shortlist).content.decode()
    remove_member(member)
    assert "einkauf@nordtuch.example" not in call.get(shortlist).content.decode()


def test_another_firm_sees_nothing_of_it(call, stranger, shortlist):
    call.get(shortlist)
    assert stranger.get(shortlist).status_code == 404
