"""Subscriptions to the digests of a shortlist: made, changed, ended, read."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from firms.models import ApiKey, Member
from matcher.digests.rhythm import next_due
from matcher.errors import DigestRefused, NoMail
from matcher.models import DigestMessage, DigestSubscription, Shortlist

# A dot is a sign of no UUID and of no signature.
_SIGNER = Signer(salt="matcher.digests.unsubscribe", sep=".")


@dataclass(frozen=True)
class DigestSpec:
    """The settings of a subscription, as those of `DigestSubscription`."""

    rhythm: str
    language: str
    hour: int
    weekday: int


def of_shortlist(shortlist: Shortlist, key: ApiKey) -> QuerySet[DigestSubscription]:
    """The subscriptions that the key keeps: a key of an owner those of all members of its firm, any
    other key those of its own member.
    """
    rows = DigestSubscription.objects.filter(shortlist=shortlist).select_related("member")
    return rows if key.is_an_owners else rows.filter(member=key.member)


def own_subscription(shortlist: Shortlist, member: Member) -> DigestSubscription | None:
    """The member's own subscription to the shortlist; None where there is none. One query."""
    return DigestSubscription.objects.filter(shortlist=shortlist, member=member).first()


def sends_mail() -> bool:
    """Tell whether this installation can send digests: it has a mail server and an address."""
    return bool(settings.SENDS_MAIL and settings.PUBLIC_URL)


def member_of(key: ApiKey, pk: int) -> Member | None:
    """The member whose subscriptions the key keeps, by the rule of `of_shortlist`."""
    rows = Member.objects.filter(firm=key.firm_id, pk=pk)
    return (rows if key.is_an_owners else rows.filter(keys=key)).first()


def subscribe(
    *, shortlist: Shortlist, member: Member, spec: DigestSpec
) -> tuple[DigestSubscription, bool]:
    """Subscribe the member, or change the settings of the subscription; whether it is a new one.

    A new one is told what changes from now on. Raises `NoMail` where this installation sends no
    mail, `DigestRefused` for an archived shortlist and for a member that was just removed.
    """
    if not sends_mail():
        raise NoMail("this installation sends no mail: its operator sets EMAIL_URL and PUBLIC_URL")
    with transaction.atomic():
        # The member's row comes first, as in the removal of a member: nobody waits in a circle.
        if Member.objects.select_for_update(no_key=True).filter(pk=member.pk).first() is None:
            raise DigestRefused("the member was removed")
        row = Shortlist.objects.select_for_update(no_key=True, of=("self",)).get(pk=shortlist.pk)
        if row.archived_at is not None:
            raise DigestRefused("the shortlist is archived")
        found = own_subscription(row, member)
        subscription = found or DigestSubscription(
            shortlist=row, member=member, last_revision=_last_revision(row)
        )
        for name, value in asdict(spec).items():
            setattr(subscription, name, value)
        subscription.next_due_at = next_due(subscription, timezone.now())
        subscription.save()
    return subscription, found is None


def _last_revision(shortlist: Shortlist) -> int:
    return shortlist.revisions.aggregate(last=Max("number"))["last"] or 0


def unsubscribe(pk: uuid.UUID) -> bool:
    """End the subscription, with what it still had to send; False where there is none."""
    with transaction.atomic():
        # The member, then the subscription: a digest that is being composed would otherwise outlive
        # it, and the removal of the member might wait for this in a circle.
        Member.objects.select_for_update(no_key=True, of=("self",)).filter(digests=pk).first()
        subscription = DigestSubscription.objects.select_for_update().filter(pk=pk).first()
        if subscription is None:
            return False
        subscription.delete()
    return True


def unsubscribe_token(subscription: DigestSubscription) -> str:
    """The signed name of the subscription, which ends it without a key. It does not expire: a mail
    may be read years later.
    """
    return _SIGNER.sign(str(subscription.pk))


def subscription_named(token: str) -> uuid.UUID | None:
    """The id of the subscription that the token names; None for one that we did not sign."""
    try:
        return uuid.UUID(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None


def last_messages(shortlist: uuid.UUID) -> Mapping[uuid.UUID, DigestMessage]:
    """The newest digest of each subscription to the shortlist that has one. One query."""
    newest = (
        DigestMessage.objects.filter(subscription__shortlist=shortlist)
        .defer("text", "html")
        .order_by("subscription_id", "-to_revision")
        .distinct("subscription_id")
    )
    return {message.subscription_id: message for message in newest}
