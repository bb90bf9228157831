"""The form of a new key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from core.languages.translation import translated
from firms import api_keys
from firms.api_keys import KeySpec
from firms.errors import KeySpecInvalid
from firms.models import DEFAULT_SCOPES, ApiKey, Scope

# Where a setting stands in the form.
_FIELDS = {"allowed_addresses": "networks"}


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """The settings of a new key; the domain checks them."""

    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        choices=Scope.choices,
        initial=DEFAULT_SCOPES,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )
    networks = forms.CharField(
        label=_("addresses"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Addresses and networks, such as 203.0.113.0/24; empty for every address."),
    )

    class Meta:
        model = ApiKey
        fields = ("firm", "name", "scopes", "member", "curator", "expires_at", "networks")

    def clean_networks(self) -> list[str]:
        """Return the addresses, which commas or spaces separate."""
        return str(self.cleaned_data["networks"]).replace(",", " ").split()

    def clean(self) -> dict[str, Any]:
        """Check the settings as the domain does, each fault at its field."""
        given = self.cleaned_data
        if (Scope.CURATE in given.get("scopes", ())) != (given.get("curator") is not None):
            self.add_error("curator", _("The scope curate and a curator go together."))
        if not self.errors:
            try:
                api_keys.checked_networks(given["firm"], self.spec())
            except KeySpecInvalid as invalid:
                for fault in invalid.faults:
                    name = fault.pointer.split("/")[1]
                    self.add_error(_FIELDS.get(name, name), translated(str(fault.detail)))
        return given

    def spec(self) -> KeySpec:
        """Return the settings that were typed."""
        names = ("scopes", "name", "member", "curator", "expires_at", "networks")
        return KeySpec(**{name: self.cleaned_data[name] for name in names})
