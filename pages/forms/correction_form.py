"""A correction of a partner that a member proposes; curators decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.faults import Fault
from pages.forms.answer_form import amount
from pages.forms.fault_text import fault_text
from partners.registry.suggestions import is_web_address

_TEXTS = ("name_zh", "name_en", "place", "address", "phone")


class CorrectionForm(forms.Form):
    """`changes()` are the members of the partner that the valid form changes. `deniable`: facts
    that may be called wrong, by their names in the domain, with what they are called here.
    """

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    place = forms.CharField(
        label=_("Place"),
        max_length=100,
        required=False,
        help_text=_("A province or a prefecture, in any spelling."),
    )
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=60,
        required=False,
        help_text=_("Of the organisation, never a person’s."),
    )
    minimum_order = forms.CharField(label=_("Minimum order"), max_length=60, required=False)
    lead_time_days = forms.IntegerField(
        label=_("Days from order to shipment"), required=False, min_value=0, max_value=3650
    )
    deny = forms.MultipleChoiceField(
        label=_("This is wrong"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.CharField(
        label=_("Where it stands"),
        max_length=500,
        help_text=_("The address of a page that shows it."),
    )
    note = forms.CharField(
        label=_("Note for the curator"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the fields cannot say. No person’s address or number."),
    )

    def __init__(self, deniable: Sequence[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        self.fields["deny"].choices = list(deniable)  # type: ignore[attr-defined]
        if not deniable:
            del self.fields["deny"]

    def clean_source(self) -> str:
        """Return the address. A curator has to be able to look."""
        source = str(self.cleaned_data["source"]).strip()
        if not is_web_address(source):
            raise forms.ValidationError(_now("Give the address of a page: https://…"))
        return source

    def clean_minimum_order(self) -> Mapping[str, Any] | None:
        """Return the amount with its unit."""
        text = self.cleaned_data["minimum_order"]
        try:
            return amount(text) if text else None
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from None

    def clean(self) -> dict[str, Any]:
        """Refuse a correction that corrects nothing."""
        given = super().clean() or {}
        if not self.errors and not self.changes() and not given.get("note"):
            raise forms.ValidationError(_now("Say what is wrong, or what is right."))
        return given

    def changes(self) -> dict[str, Any]:
        """Return the changed members of the partner."""
        given = self.cleaned_data
        found = {name: given[name] for name in _TEXTS if given.get(name)}
        conditions = ("minimum_order", "lead_time_days")
        profile = {name: given[name] for name in conditions if given.get(name) is not None}
        if profile:
            found["profile"] = profile
        if given.get("deny"):
            found["deny"] = list(given["deny"])
        return found

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Show what the domain refuses at its field."""
        for fault in faults:
            parts = [part for part in fault.pointer.split("/") if part in self.fields]
            self.add_error(parts[-1] if parts else None, fault_text(fault))
