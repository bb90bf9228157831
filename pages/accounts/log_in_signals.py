"""What Django and allauth tell by signals alone: the one file that receives any."""

from typing import Any

from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out

from core.audit import security_log
from core.models import SecurityEvent


def connect() -> None:
    """Receive them from now on."""
    user_logged_out.connect(_record_log_out, dispatch_uid="security log")
    authentication_failed.connect(_record_failed_factor, dispatch_uid="security log")
    login_code_rejected.connect(_record_failed_factor, dispatch_uid="security log")


def _record_log_out(user: Any, **_: Any) -> None:
    if user is not None and user.pk is not None:
        security_log.record(SecurityEvent.Kind.LOGGED_OUT, account=user.pk)


def _record_failed_factor(user: Any, **_: Any) -> None:
    known = None if user is None else user.pk
    security_log.record(SecurityEvent.Kind.FACTOR_FAILED, account=known)
