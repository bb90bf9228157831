"""Take away the second factors of an account whose owner has lost them."""

import structlog
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.db import transaction

from core.audit import security_log
from core.models import SecurityEvent

log = structlog.get_logger(__name__)


def reset_second_factors(account: User, *, by: str, reason: str) -> int:
    """Delete the authenticator, the passkeys and the recovery codes of the account and end its
    sessions, so that whoever has the lost device is out; return how many factors were deleted.

    The password stays. `by` and `reason` are logged; the security log has an entry.
    """
    with transaction.atomic():
        deleted: int = Authenticator.objects.filter(user=account).delete()[0]
        for session in UserSession.objects.filter(user=account):
            session.end()
        security_log.record(SecurityEvent.Kind.FACTOR_CHANGED, subject=f"account:{account.pk}")
    log.warning("second factors reset", account=account.pk, by=by, reason=reason, factors=deleted)
    return deleted
