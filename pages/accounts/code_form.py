"""The form that asks for a code by mail: it opens the account of a member who has none."""

from allauth.account.forms import RequestLoginCodeForm

from firms.membership.accounts import open_account


class LoginCodeForm(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    def clean_email(self) -> str:
        """Return the address; what is answered does not tell whether it is a member's."""
        open_account(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email
