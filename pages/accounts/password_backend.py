"""How a password is verified: with the same work whoever's name was typed."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest


class PasswordBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Verifies one password for each attempt, and one that fails where nobody has the name. allauth
    tries what was typed as an address and again as a name: the time of a refusal then told which
    addresses are members'.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        typed = str(credentials.get("username") or credentials.get("email") or "")
        # Members have their address as a name too. Several accounts may share an address.
        meant = User.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
        for user in meant.order_by("pk"):
            if self._check_password(user, str(credentials.get("password") or "")):
                return user
        return None
