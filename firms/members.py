"""The members of a firm: entered, given a role, removed."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from firms.membership import accounts
from firms.models import ApiKey, Firm, Member, Role


def set_member(*, firm: Firm, email: str, role: Role) -> Member:
    """Give the person with this address the role; enter the person where unknown."""
    with transaction.atomic():
        # The firm's row serialises its changes, or two could enter one address twice.
        Firm.objects.select_for_update(no_key=True).get(pk=firm.pk)
        member = find_member(firm, email) or Member(firm=firm, email=email)
        member.role = role
        if member.user is None:
            member.user = accounts.find_account(email)
        member.save()
    return member


def find_member(firm: Firm, email: str) -> Member | None:
    """Return the member of the firm with this address, in any case of letters."""
    return _of(firm).filter(email__iexact=email).first()


def remove_member(member: Member) -> int:
    """Delete the member, with the address and an account that is of no other use, and revoke the
    keys at once; return how many were live.

    The keys stay, without the member, because the counts of usage refer to them.
    """
    with transaction.atomic():
        # Locked first: nothing may be stored for the member while what there is is deleted.
        Member.objects.select_for_update().filter(pk=member.pk).first()
        keys = ApiKey.objects.filter(member=member)
        revoked = keys.filter(revoked_at=None).update(revoked_at=timezone.now())
        keys.update(member=None)
        account = member.user
        member.delete()
        if account is not None:
            accounts.close_unused(account)
    return revoked


def _of(firm: Firm) -> QuerySet[Member]:
    return Member.objects.filter(firm=firm)
