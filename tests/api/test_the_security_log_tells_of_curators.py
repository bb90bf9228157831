"""Published lists, and partners that are merged or retired, stand in the security log with the key
that did it.
"""

import pytest

from core.models import SecurityEvent
from firms import api_keys
from firms.models import Scope
from tests.api.caller import Caller
from tests.api.desk import added
from tests.priorities.curators import curator
from tests.registered import ids_by_key

Kind = SecurityEvent.Kind


def told(*kinds: str):
    """The entries of these kinds, oldest first."""
    found = SecurityEvent.objects.filter(kind__in=kinds).order_by("id")
    return list(found.values_list("kind", "subject", "key_prefix", "request_id"))


@pytest.fixture
def keeper(firm):
    user = curator("keeper", "curate")
    return Caller(api_keys.issue(firm=firm, scopes=[Scope.CURATE], curator=user))


def prefix(caller):
    return caller.client.defaults["HTTP_AUTHORIZATION"].split("_")[1]


def test_a_publication_names_the_edition_and_the_key(desk):
    before = len(told(Kind.EDITION_PUBLISHED))
    published = desk.publish(added())
    assert told(Kind.EDITION_PUBLISHED)[before:] == [
        (
            "edition-published",
            f"edition:{published.json()['id']}",
            prefix(desk.approver),
            published.headers["X-Request-ID"],
        )
    ]


def test_a_draft_that_is_not_published_leaves_no_entry(desk):
    before = told(Kind.EDITION_PUBLISHED)
    draft = desk.revise(desk.open(), added())
    assert desk.step("publish", draft, desk.approver).status_code == 409
    assert told(Kind.EDITION_PUBLISHED) == before


def test_a_merge_names_both_partners(keeper, partners):
    ids = ids_by_key()
    done = keeper.post(
        f"/v1/partners/{ids['a']}/merge", {"into": ids["b"], "reason": "the same firm"}
    )
    assert done.status_code == 200
    assert told(Kind.PARTNER_MERGED, Kind.PARTNER_RETIRED) == [
        (
            "partner-merged",
            f"partner:{ids['a']} into {ids['b']}",
            prefix(keeper),
            done.headers["X-Request-ID"],
        )
    ]


def test_a_retired_partner_is_named_and_the_reason_is_not(keeper, partners):
    pk = ids_by_key()["a"]
    assert keeper.post(f"/v1/partners/{pk}/retire", {"reason": "deregistered"}).status_code == 200
    assert [one[:2] for one in told(Kind.PARTNER_RETIRED)] == [("partner-retired", f"partner:{pk}")]
    assert "deregistered" not in str(list(SecurityEvent.objects.values()))


def test_a_merge_that_is_refused_leaves_no_entry(keeper, partners):
    pk = ids_by_key()["a"]
    refused = keeper.post(f"/v1/partners/{pk}/merge", {"into": pk, "reason": "the same"})
    assert refused.status_code >= 400
    assert told(Kind.PARTNER_MERGED) == []
