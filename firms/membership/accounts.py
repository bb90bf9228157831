"""The accounts by which members log in: opened by their addresses, closed with the last firm."""

from contextlib import suppress

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet

from core.audit import security_log
from core.models import SecurityEvent
from firms.models import Member


def find_account(email: str) -> User | None:
    """Return the one active account with this address, in any case of letters; None where there is
    none, or several: a curator then chooses.
    """
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


def open_account(email: str) -> User | None:
    """Return the account of the members with this address; where nobody has the address, open one
    without a password: a mailed code then proves the address. None for an address that is no
    member's, of several accounts, or of one that a curator ended.
    """
    members = Member.objects.filter(email__iexact=email)
    if not members.exists():
        return None
    account = find_account(email)
    if account is None and not User.objects.filter(email__iexact=email).exists():
        account = _create_account(email)
    if account is not None:
        members.filter(user=None).update(user=account)
    return account


def memberships_of(account: User) -> QuerySet[Member]:
    """Return the memberships of an account, each with its firm, the oldest first: a firm that
    enters somebody else's member does not come to stand before that member's own.
    """
    return account.memberships.select_related("firm").order_by("pk")


def close_unused(account: User) -> None:
    """Delete an account that belongs to no firm and may not enter the desk, unless what it did as a
    curator refers to it.
    """
    if not account.is_staff and not account.memberships.exists():
        pk = account.pk
        with suppress(ProtectedError):
            account.delete()
            security_log.record(SecurityEvent.Kind.ACCOUNT_DELETED, subject=f"account:{pk}")


def _create_account(email: str) -> User | None:
    """Create an account; None where the name is taken by an account with another address."""
    try:
        with transaction.atomic():
            return User.objects.create_user(username=email.lower()[:150], email=email)
    except IntegrityError:
        return find_account(email)
