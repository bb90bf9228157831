"""Archived briefs and old revisions are deleted after SHORTLIST_KEPT_DAYS, but nothing that is
needed: decisions, frozen copies, links, digests, and what changed last.
"""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from firms import members
from firms.models import Firm, Role
from matcher.models import (
    Brief,
    Decision,
    DigestSubscription,
    FrozenShortlist,
    Revision,
    SharedLink,
    Shortlist,
)
from matcher.shortlists import pruning
from matcher.tasks import prune
from partners.models import Partner

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAYS = 30


@pytest.fixture(autouse=True)
def _kept_for_thirty_days(settings):
    settings.SHORTLIST_KEPT_DAYS = DAYS


@pytest.fixture
def firm() -> Firm:
    return Firm.objects.create(name="Nordtuch GmbH")


def days_ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def shortlist_of(firm: Firm, *ages: int, archived: int | None = None) -> Shortlist:
    """A shortlist with a revision for each of these ages in days, the oldest first."""
    made = Shortlist.objects.create(
        brief=Brief.objects.create(firm=firm, asked={}),
        archived_at=None if archived is None else days_ago(archived),
    )
    for number, age in enumerate(ages, 1):
        Revision.objects.create(
            shortlist=made,
            number=number,
            brief_version=1,
            model="ronghe-9",
            policy=number,
            partners=1,
            as_of=days_ago(age).date(),
            understood={},
            weights={},
            excluded={},
            digest=str(number),
            answered_at=days_ago(age),
        )
    return made


def numbers(shortlist: Shortlist) -> list[int]:
    return sorted(shortlist.revisions.values_list("number", flat=True))


def decide(shortlist: Shortlist) -> None:
    Decision.objects.create(
        firm=shortlist.brief.firm,
        number=1,
        shortlist=shortlist,
        partner=Partner.objects.create(
            name_en="Maker", datasets=[], simulated=False, changed_number=1
        ),
        decision=Decision.Kind.CONTACTED,
        moves_answers=False,
        by_key="rhk_1",
    )


def freeze(shortlist: Shortlist) -> None:
    FrozenShortlist.objects.create(
        firm=shortlist.brief.firm,
        shortlist=shortlist,
        revision=1,
        model="ronghe-9",
        policy=1,
        partners=1,
        as_of=NOW.date(),
        content=b"",
        digest="",
    )


def share(shortlist: Shortlist) -> None:
    SharedLink.objects.create(
        firm=shortlist.brief.firm,
        shortlist=shortlist,
        prefix="abc",
        digest=b"",
        expires_at=NOW + dt.timedelta(days=1),
    )


def test_zero_days_keep_everything(firm, settings):
    settings.SHORTLIST_KEPT_DAYS = 0
    shortlist_of(firm, 900, 800, 700, archived=600)
    assert pruning.prune_shortlists() == {"briefs": 0, "revisions": 0}
    assert Revision.objects.count() == 3


def test_all_is_kept_where_nothing_is_said():
    from config.environment import load_environment

    assert load_environment().shortlist_kept_days == 0


def test_a_brief_goes_when_it_was_archived_long_ago(firm):
    gone = shortlist_of(firm, 90, archived=31)
    just_archived = shortlist_of(firm, 90, archived=29)
    in_use = shortlist_of(firm, 90)
    prune()
    assert set(Shortlist.objects.all()) == {just_archived, in_use}
    assert not Brief.objects.filter(pk=gone.brief_id).exists()
    assert not Revision.objects.filter(shortlist=gone.pk).exists()


def test_old_revisions_go_and_the_two_newest_stay(firm):
    old, mixed = shortlist_of(firm, 90, 80, 70, 60), shortlist_of(firm, 90, 31, 29, 2, 1)
    assert pruning.prune_shortlists() == {"briefs": 0, "revisions": 4}
    assert numbers(old) == [3, 4]
    assert numbers(mixed) == [3, 4, 5]


@pytest.mark.parametrize("needed", [decide, freeze, share])
@pytest.mark.parametrize("archived", [None, 60])
def test_nothing_goes_of_a_shortlist_that_is_needed(firm, needed, archived):
    shortlist = shortlist_of(firm, 90, 80, 70, archived=archived)
    needed(shortlist)
    assert pruning.prune_shortlists() == {"briefs": 0, "revisions": 0}
    assert numbers(shortlist) == [1, 2, 3]


def test_what_the_next_digest_compares_stays_without_a_gap(firm):
    shortlist = shortlist_of(firm, 90, 80, 70, 60, 50)
    DigestSubscription.objects.create(
        shortlist=shortlist,
        member=members.set_member(firm=firm, email="a@nordtuch.example", role=Role.VIEWER),
        rhythm="weekly",
        language="en",
        hour=8,
        weekday=1,
        last_revision=2,
        next_due_at=NOW,
    )
    assert pruning.prune_shortlists()["revisions"] == 1
    assert numbers(shortlist) == [2, 3, 4, 5]


def test_many_go_in_several_transactions(firm, monkeypatch):
    monkeypatch.setattr(pruning, "_BRIEFS", 2)
    monkeypatch.setattr(pruning, "_REVISIONS", 2)
    for _ in range(5):
        shortlist_of(firm, 90, archived=60)
    kept = shortlist_of(firm, *range(99, 90, -1))
    assert pruning.prune_shortlists() == {"briefs": 5, "revisions": 7}
    assert numbers(kept) == [8, 9]


def test_what_is_needed_in_the_moment_of_the_deletion_stays(firm):
    """A decision is committed after the search for old briefs, before they are locked."""
    shortlist = shortlist_of(firm, 90, archived=60)

    def meanwhile(execute, sql, params, many, context):
        found = execute(sql, params, many, context)
        if "FOR UPDATE" in sql and not Decision.objects.exists():
            decide(shortlist)
        return found

    with connection.execute_wrapper(meanwhile):
        assert pruning.prune_shortlists()["briefs"] == 0
    assert numbers(shortlist) == [1]
