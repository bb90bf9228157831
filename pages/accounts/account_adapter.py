"""How allauth deals with accounts here: nobody signs up, and no address is changed."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: a firm's owner enters its members."""
        return False
