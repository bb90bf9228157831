"""What an organisation asks about its own entry; curators decide."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from core.faults import Fault
from pages.forms.fault_text import fault_text
from partners.models import Suggestion


class TakedownForm(forms.Form):
    """Its valid data are the arguments of `ask_for_takedown`, without the partner."""

    kind = forms.ChoiceField(
        label=_("What you ask for"),
        choices=[
            (Suggestion.Kind.CORRECTION, _("Correct the entry")),
            (Suggestion.Kind.REMOVAL, _("Take the entry out")),
        ],
    )
    organisation = forms.CharField(label=_("Name of your organisation"), max_length=200)
    wrong = forms.CharField(
        label=_("What is wrong, or why it is to be taken out"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("No person’s name, address or number: none is kept here."),
    )
    page = forms.CharField(
        label=_("Where it stands"),
        max_length=500,
        help_text=_("The address of a page of your organisation that proves it."),
    )

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Show what the domain refuses at its field."""
        for fault in faults:
            name = fault.pointer.strip("/")
            self.add_error(name if name in self.fields else None, fault_text(fault))
