"""The forms that ask for a code by mail. A curator's account gets none: whoever reads the mail
would publish.
"""

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from django.contrib.auth.models import User

from firms.membership.accounts import open_account


class LoginCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    _user: User | None

    def clean_email(self) -> str:
        """Return the address, and open the account of a member who has none. What is answered does
        not tell whether it is a member's.
        """
        open_account(self.cleaned_data["email"])
        email: str = super().clean_email()
        if self._user is not None and self._user.is_staff:
            self._user = None
        return email


class ResetForm(ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    users: list[User]

    def clean_email(self) -> str:
        """Return the address; a curator's is as one that nobody has."""
        email: str = super().clean_email()
        self.users = [user for user in self.users if not user.is_staff]
        return email
