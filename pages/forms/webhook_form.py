"""An endpoint of webhooks as a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.languages.translation import translated
from matcher import loaded
from matcher.loaded import current_basis
from matcher.topics import topics_of
from pages.forms.brief_form import named
from pages.forms.word_lists import WordsField
from pages.frame.language import language
from partners.errors import NameFault
from partners.models import Place
from webhooks.endpoints.registration import EndpointSpec
from webhooks.event_types import EventType, declared_event_types
from webhooks.models import Endpoint

_KINDS = ("manufacturing", "emerging", "service")


class WebhookForm(forms.Form):
    """`spec()` are the settings that the valid form says."""

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
    sectors = WordsField(
        label=_("Sectors"),
        required=False,
        help_text=_("With commas between; each with what it belongs to and its parts. Empty: all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = [(one.name, _told(one)) for one in declared_event_types()]
        self.fields["types"].choices = types  # type: ignore[attr-defined]
        self.fields["provinces"].choices = list(_provinces())  # type: ignore[attr-defined]

    def clean_sectors(self) -> list[str]:
        """Return the codes of the named sectors; what names none is a fault."""
        names, codes = loaded.names().sectors, []
        for text in self.cleaned_data["sectors"]:
            try:
                codes.append(names.resolve(text, _KINDS).code)
            except NameFault as fault:
                self.add_error("sectors", translated(str(fault)))
        return list(dict.fromkeys(codes))

    def spec(self, *, active: bool = True) -> EndpointSpec:
        """Return the settings of the endpoint."""
        given = self.cleaned_data
        provinces, sectors = given["provinces"], given["sectors"]
        taxonomy = loaded.reference_data(current_basis()).taxonomy
        return EndpointSpec(
            url=given["url"].strip(),
            types=tuple(given["types"]),
            topics=topics_of(taxonomy, provinces, sectors),
            requested_filters={"provinces": provinces, "sectors": sectors},
            description=given["description"].strip(),
            email=given["email"],
            active=active,
        )


def settings_of(endpoint: Endpoint) -> dict[str, Any]:
    """Return the settings of an endpoint as the initial values of the form."""
    filters = endpoint.requested_filters
    names = loaded.names()
    return {
        **{name: getattr(endpoint, name) for name in ("url", "description", "email", "types")},
        "provinces": filters.get("provinces", []),
        "sectors": [named(code, names) for code in filters.get("sectors", [])],
    }


def _provinces() -> Iterable[tuple[str, str]]:
    rows = Place.objects.filter(province=None).order_by("code")
    return rows.values_list("code", f"name_{language()}")


def _told(event: EventType) -> str:
    """What an event tells, with the name by which the receiver knows it."""
    code = format_html('<code class="quiet small" lang="en">{}</code>', event.name)
    return format_html("{} {}", translated(event.summary), code)
