"""The members of a firm: entered, given a role, removed."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.audit import security_log
from core.models import SecurityEvent
from firms.errors import MembershipRefused
from firms.membership import accounts
from firms.models import ApiKey, Firm, Member, Role


def set_member(*, firm: Firm, email: str, role: Role, by: Member | None = None) -> Member:
    """Give the person with this address the role; enter the person where unknown. `by`: the owner
    who does it, None for the operator and for a key of the firm itself.

    Raises `MembershipRefused` for an owner's own membership, and where `by` is an owner no longer:
    so a firm never loses its last owner by one of its own members.
    """
    with transaction.atomic():
        _lock(firm.pk)
        member = find_member(firm, email) or Member(firm=firm, email=email)
        _refuse(member, by)
        member.role = role
        if member.user is None:
            member.user = accounts.find_account(email)
        member.save()
        _record(SecurityEvent.Kind.MEMBER_SET, member)
    return member


def find_member(firm: Firm, email: str) -> Member | None:
    """Return the member of the firm with this address, in any case of letters."""
    return _of(firm).filter(email__iexact=email).first()


def remove_member(member: Member, *, by: Member | None = None) -> int:
    """Delete the member, with the address and an account that is of no other use, and revoke the
    keys at once; return how many were live. `by` and what is raised: as for `set_member`.

    The keys stay, without the member, because the counts of usage refer to them.
    """
    with transaction.atomic():
        _lock(member.firm_id)
        _refuse(member, by)
        # Locked first: nothing may be stored for the member while what there is is deleted.
        Member.objects.select_for_update().filter(pk=member.pk).first()
        keys = ApiKey.objects.filter(member=member)
        revoked = keys.filter(revoked_at=None).update(revoked_at=timezone.now())
        keys.update(member=None)
        account = member.user
        _record(SecurityEvent.Kind.MEMBER_REMOVED, member)
        member.delete()
        if account is not None:
            accounts.close_unused(account)
    return revoked


def _lock(firm: int) -> None:
    """Lock the firm's row: it serialises the changes of its members, or two could enter one address
    twice, and two owners could remove each other.
    """
    Firm.objects.select_for_update(no_key=True).get(pk=firm)


def _refuse(member: Member, by: Member | None) -> None:
    """Raise `MembershipRefused` as `set_member` does; the firm is locked."""
    if by is None:
        return
    if member.pk == by.pk:
        raise MembershipRefused("another owner must change or remove the member whose key this is")
    if not Member.objects.filter(pk=by.pk, role=Role.OWNER).exists():
        raise MembershipRefused("only an owner may change or remove members")


def _of(firm: Firm) -> QuerySet[Member]:
    return Member.objects.filter(firm=firm)


def _record(kind: SecurityEvent.Kind, member: Member) -> None:
    # By the number: an address in the log would outlive the member.
    security_log.record(kind, subject=f"member:{member.pk} {member.role}", firm=member.firm_id)
