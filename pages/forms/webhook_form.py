"""An endpoint of webhooks as a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.frame.language import language
from partners.models import Place
from webhooks.endpoints.registration import EndpointSpec
from webhooks.event_types import declared_event_types


class WebhookForm(forms.Form):
    """`spec()` are the settings that the valid form says. Filters by sector: by the API."""

    url = forms.CharField(
        label=_("Address"),
        max_length=2_000,
        help_text=_("https, on port 443 or 8443 of a public host."),
    )
    description = forms.CharField(label=_("What it is for"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Who is told by mail"),
        required=False,
        help_text=_("When the address is switched off or a delivery has failed for good."),
    )
    types = forms.MultipleChoiceField(
        label=_("Events"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all of them."),
    )
    provinces = forms.MultipleChoiceField(
        label=_("Provinces"), required=False, help_text=_("None chosen: all of them.")
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        types = [(one.name, one.name) for one in declared_event_types()]
        self.fields["types"].choices = types  # type: ignore[attr-defined]
        self.fields["provinces"].choices = list(_provinces())  # type: ignore[attr-defined]

    def spec(self) -> EndpointSpec:
        """Return the settings of the endpoint."""
        given = self.cleaned_data
        provinces = given["provinces"]
        return EndpointSpec(
            url=given["url"].strip(),
            types=tuple(given["types"]),
            topics=tuple(f"province:{code}" for code in provinces),
            requested_filters={"provinces": provinces, "sectors": []},
            description=given["description"].strip(),
            email=given["email"],
        )


def _provinces() -> Iterable[tuple[str, str]]:
    rows = Place.objects.filter(province=None).order_by("code")
    return rows.values_list("code", f"name_{language()}")
