"""A new API key as a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.clock import end_of_day
from core.faults import Fault
from firms.api_keys import KeySpec
from firms.models import DEFAULT_SCOPES, Member, Scope
from pages.forms.fault_text import fault_text
from pages.forms.word_lists import WordsField

_MOST_NETWORKS = 20
_FIELDS = {"allowed_addresses": "networks", "expires_at": "expires_on"}


class KeyForm(forms.Form):
    """`spec()` are the settings that the valid form says."""

    name = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("As you will know it later.")
    )
    member = forms.ModelChoiceField(
        label=_("Whose it is"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("the firm’s own"),
        help_text=_("It may do no more than the member’s role, and ends with the member."),
    )
    # A curator is a user of the operator, so only the operator grants that scope.
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[one for one in Scope.choices if one[0] != Scope.CURATE],
        initial=DEFAULT_SCOPES,
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("In China. Empty: it does not expire."),
    )
    networks = WordsField(
        label=_("Allowed addresses"),
        required=False,
        help_text=_("Addresses and networks, with commas between. Empty: from everywhere."),
    )

    def __init__(self, members: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]

    def clean_networks(self) -> list[str]:
        """Return the addresses. As many as the API takes."""
        found: list[str] = self.cleaned_data["networks"]
        if len(found) > _MOST_NETWORKS:
            raise forms.ValidationError(_("At most 20 addresses."))
        return found

    def spec(self) -> KeySpec:
        """Return the settings of the key."""
        given = self.cleaned_data
        last = given["expires_on"]
        return KeySpec(
            scopes=given["scopes"],
            name=given["name"].strip(),
            member=given["member"],
            expires_at=end_of_day(last) if last else None,
            networks=given["networks"],
        )

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Show what the domain refuses at its field."""
        for fault in faults:
            first = fault.pointer.strip("/").partition("/")[0]
            name = _FIELDS.get(first, first)
            self.add_error(name if name in self.fields else None, fault_text(fault))
