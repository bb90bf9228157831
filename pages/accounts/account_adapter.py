"""How allauth deals with accounts here: nobody signs up, no address is changed, and what changes
who may log in stands in the security log.
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest

from core.audit import security_log
from core.models import SecurityEvent


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a firm's owner enters its members."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Set the password. A curator's first one is set by an operator: a session that a mailed
        code opened must not make itself a way to the desk.
        """
        if user.is_staff and not user.has_usable_password():
            raise PermissionDenied
        super().set_password(user, password)
        security_log.record(SecurityEvent.Kind.PASSWORD_CHANGED, account=user.pk)

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, in whatever way the user has proved to be the one."""
        super().login(request, user)
        security_log.record(SecurityEvent.Kind.LOGGED_IN, account=user.pk)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a wrong password; not what was typed as a name, which may be a password."""
        super().authentication_failed(request, **credentials)
        typed = str(credentials.get("email") or credentials.get("username") or "")
        meant = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed)).first()
        security_log.record(SecurityEvent.Kind.LOG_IN_FAILED, account=meant.pk if meant else None)

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **others: Any
    ) -> Any:
        """Record a change of second factors: each is told to its owner by a mail of that name."""
        if template_prefix.startswith("mfa/"):
            security_log.record(
                SecurityEvent.Kind.FACTOR_CHANGED,
                account=user.pk,
                subject=template_prefix.rpartition("/")[2],
            )
        return super().send_notification_mail(template_prefix, user, *args, **others)
