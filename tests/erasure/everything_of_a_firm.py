"""A row of a firm in every table that can hold one, and a member with an account and a session."""

import datetime as dt
import uuid
from collections import Counter
from itertools import count

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from firms import api_keys
from firms.models import ApiKey, Firm, IdempotencyRecord, KeyUsage, Member
from matcher import models as matcher
from partners.models import Partner, Suggestion
from webhooks import models as webhooks

DAY = dt.date(2026, 11, 1)
NOW = timezone.now()
_numbers = count(900_001)


def rows_of(firm: Firm, partner: Partner, briefs: int = 1) -> Member:
    """Make the rows; the member, whose account belongs to this firm alone."""
    member = _member(firm)
    key = ApiKey.objects.get(prefix=api_keys.issue(firm=firm).split("_")[1])
    ApiKey.objects.filter(pk=key.pk).update(member=member)
    KeyUsage.objects.create(key=key, day=DAY, group="rank", last_at=NOW)
    IdempotencyRecord.objects.create(firm=firm, key="k", request=b"?", answer=b"!")
    matcher.StatementCounter.objects.create(firm=firm, number=2)
    said = {"firm": firm, "partner": partner, "by_member": member, "by_key": key.prefix}
    matcher.PartnerAnswer.objects.create(number=1, question="minimum_order", value=5, **said)
    batch = matcher.Batch.objects.create(firm=firm)
    for number in range(briefs):
        shortlist = _shortlist(firm, partner, member)
        matcher.BatchItem.objects.create(batch=batch, number=number, shortlist=shortlist)
        matcher.Decision.objects.create(
            number=2 + number,
            shortlist=shortlist,
            decision="contacted",
            moves_answers=False,
            **said,
        )
    _webhooks(firm)
    Suggestion.objects.create(firm=firm, partner=partner, source="https://a.example", note="Ours")
    LogEntry.objects.create(
        user=User.objects.get_or_create(username="curator", is_staff=True)[0],
        content_type=ContentType.objects.get_for_model(Member),
        object_id=str(member.pk),
        object_repr=member.email,
        action_flag=CHANGE,
    )
    return member


def _member(firm: Firm) -> Member:
    email = f"a@{firm.pk}.example"
    user = User.objects.create_user(username=email, email=email)
    Client().force_login(user)
    return Member.objects.create(firm=firm, email=email, user=user)


def _shortlist(firm: Firm, partner: Partner, member: Member) -> matcher.Shortlist:
    brief = matcher.Brief.objects.create(firm=firm, title="Knitwear", asked={"seeking": "provider"})
    shortlist = matcher.Shortlist.objects.create(brief=brief)
    basis = {"model": "m", "policy": 1, "partners": 1, "as_of": DAY, "digest": "d"}
    revision = matcher.Revision.objects.create(
        shortlist=shortlist, number=1, brief_version=1, understood={}, weights={}, excluded={},
        **basis,
    )  # fmt: skip
    matcher.Entry.objects.create(revision=revision, rank=1, partner=partner, points=1, detail={})
    frozen = matcher.FrozenShortlist.objects.create(
        firm=firm, shortlist=shortlist, revision=1, content=b"{}", **basis
    )
    matcher.SharedLink.objects.create(
        firm=firm, shortlist=shortlist, frozen=frozen, prefix=uuid.uuid4().hex[:12], digest=b"d",
        expires_at=NOW + dt.timedelta(days=1),
    )  # fmt: skip
    matcher.SeenRevision.objects.create(member=member, shortlist=shortlist, number=1)
    digest = matcher.DigestSubscription.objects.create(
        shortlist=shortlist, member=member, rhythm="daily", language="en", hour=8, weekday=1,
        last_revision=1, next_due_at=NOW,
    )  # fmt: skip
    matcher.DigestMessage.objects.create(
        subscription=digest, from_revision=1, to_revision=2, subject="s", text="t", html="h"
    )
    return shortlist


def _webhooks(firm: Firm) -> None:
    endpoint = webhooks.Endpoint.objects.create(firm=firm, url="https://a.example")
    webhooks.EndpointSecret.objects.create(endpoint=endpoint, ciphertext=b"c")
    webhooks.Notice.objects.create(endpoint=endpoint, kind="disabled", episode=NOW, detail="d")
    for owner in (firm, None):
        number = next(_numbers)
        event = webhooks.Event.objects.create(
            number=number, webhook_id=f"msg_{number}", type="webhook.test", source=f"test:{number}",
            version=1, firm=owner, data={},
        )  # fmt: skip
        delivery = webhooks.Delivery.objects.create(event=event, endpoint=endpoint)
        webhooks.Attempt.objects.create(
            delivery=delivery, number=1, started_at=NOW, outcome="delivered"
        )


def rows_by_table() -> Counter[str]:
    """The number of rows of each table of firms, whosever they are."""
    from firms.erasure.owned_tables import owned_tables

    return Counter({table.name: table.model._base_manager.count() for table in owned_tables()})
