"""The single facts of a partner, what they rest on, and what is denied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldBooleanWidget

from partners.admin.fact_words import CONFIDENCES, FORMS, KINDS, LABELS, SIZES
from partners.admin.forms.typed_lists import ListField, NameReader, choice, text_area, text_input
from partners.intake.reason_words import IDENTIFIERS
from partners.names.units import UNITS, Unit
from partners.names.vocabulary import language_code, market_code
from partners.registry.curation import MAX_REASON_LENGTH
from partners.registry.editing import Grounds
from partners.registry.records import OrganisationFacts, ProfileRecord

_TEXTS = ("name_zh", "name_en", "address", "phone", "note")
_PROFILE = tuple(ProfileRecord.__dataclass_fields__)
_SAID_KINDS = [(kind, words) for kind, words in KINDS.items() if kind != "inferred"]


def _unit_word(unit: Unit) -> str:
    """The name of a unit in both languages."""
    chinese = next((one for one in unit.spellings if not one.isascii() and len(one) < 4), "")
    return f"{unit.name} {chinese}".strip()


_UNITS = [(unit.name, _unit_word(unit)) for unit in UNITS]


def _text(name: str, longest: int, **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("widget", text_input())
    return forms.CharField(label=LABELS[name], required=False, max_length=longest, **kwargs)


def _number(name: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=LABELS[name], required=False, min_value=0, widget=UnfoldAdminIntegerFieldWidget()
    )


def _amount(name: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=LABELS[name], required=False, min_value=0, max_digits=14, decimal_places=3,
        widget=text_input(),
    )  # fmt: skip


def _flag(name: str) -> forms.BooleanField:
    return forms.BooleanField(label=LABELS[name], required=False, widget=UnfoldBooleanWidget())


class IdentityForm(forms.Form):
    """Names, place and identifiers."""

    name_zh = _text("name_zh", 200)
    name_en = _text("name_en", 200)
    # Nobody need state it: what is left as it is stays unknown.
    form = choice(LABELS["form"], list(FORMS.items()), empty=False, required=False)
    place = forms.CharField(
        label=LABELS["place"],
        required=False,
        help_text=_("Code or name, in English, Chinese or pinyin"),
        widget=text_input("places"),
    )
    address = _text("address", 300)
    phone = _text("phone", 60, help_text=_("Of the organisation, never of a person"))
    aliases = ListField(names=True, label=LABELS["aliases"], help_text=_("Separated by semicolons"))
    website = ListField(label=IDENTIFIERS["website"])
    uscc = ListField(label=IDENTIFIERS["uscc"])
    stock = ListField(label=IDENTIFIERS["stock"])
    lei = ListField(label=IDENTIFIERS["lei"])
    customs = ListField(label=IDENTIFIERS["customs"])
    note = forms.CharField(label=LABELS["note"], required=False, widget=text_area())

    def __init__(self, *args: Any, reader: NameReader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader

    def clean_place(self) -> str | None:
        return self._reader.place(self.cleaned_data["place"])

    def facts(self) -> dict[str, Any]:
        """The facts by the names of `OrganisationFacts`."""
        given = self.cleaned_data
        return {
            **{name: given[name].strip() for name in _TEXTS},
            "form": given["form"] or "unknown",
            "place": given["place"],
            "aliases": given["aliases"],
            "identifiers": tuple(
                f"{kind}:{value}" for kind in IDENTIFIERS for value in given[kind]
            ),
        }


class ProfileForm(forms.Form):
    """What the partner can do."""

    minimum_order = _amount("minimum_order")
    minimum_order_unit = choice(_("Unit"), _UNITS)
    lead_time_days = _number("lead_time_days")
    monthly_capacity = _amount("monthly_capacity")
    monthly_capacity_unit = choice(_("Unit"), _UNITS)
    export_years = _number("export_years")
    employees = _number("employees")
    founded = _number("founded")
    size_class = choice(LABELS["size_class"], list(SIZES.items()))
    overseas_share = _number("overseas_share")
    markets = ListField(label=LABELS["markets"], known=market_code)
    languages = ListField(label=LABELS["languages"], known=language_code)
    markets_complete = _flag("markets_complete")
    languages_complete = _flag("languages_complete")
    certificates_complete = _flag("certificates_complete")

    def profile(self) -> ProfileRecord:
        """The profile. An empty list is unknown, unless it is said to be complete."""
        given = {name: self.cleaned_data[name] for name in _PROFILE}
        for name in ("markets", "languages"):
            if not given[name] and not given[f"{name}_complete"]:
                given[name] = None
        return ProfileRecord(**given)


class DenialForm(forms.Form):
    """Facts that other records state and that are wrong."""

    denied = forms.MultipleChoiceField(
        label=LABELS["denied"], required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["denied"].choices = list(choices)  # type: ignore[attr-defined]


class GroundsForm(forms.Form):
    """What the entry rests on, and why it is made."""

    speaker = forms.CharField(
        label=_("Who says it"), max_length=200, widget=text_input(),
        help_text=_("The organisation, an authority, a newspaper"),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), widget=text_input(), help_text=_("Address or document")
    )
    kind = choice(_("Kind"), _SAID_KINDS, empty=False)
    confidence = choice(_("Confidence"), list(CONFIDENCES.items()), empty=False)
    quote = forms.CharField(
        label=_("In the words of the source"), required=False, widget=text_area()
    )
    reason = forms.CharField(
        label=_("Reason of this change"), max_length=MAX_REASON_LENGTH, widget=text_input(),
        help_text=_("Kept in the history"),
    )  # fmt: skip

    def grounds(self) -> Grounds:
        """What the facts rest on."""
        given = self.cleaned_data
        return Grounds(
            given["speaker"], given["source"], given["kind"], given["confidence"], given["quote"]
        )


def identity_initial(facts: OrganisationFacts) -> dict[str, Any]:
    """The values of `IdentityForm` for these facts."""
    found: dict[str, Any] = {name: getattr(facts, name) for name in (*_TEXTS, "form", "aliases")}
    found["place"] = facts.place or ""
    for kind in IDENTIFIERS:
        prefix = f"{kind}:"
        found[kind] = [
            one.removeprefix(prefix) for one in facts.identifiers if one.startswith(prefix)
        ]
    return found


def profile_initial(profile: ProfileRecord) -> dict[str, Any]:
    """The values of `ProfileForm` for a profile."""
    found = {name: getattr(profile, name) for name in _PROFILE}
    for name in ("minimum_order", "monthly_capacity"):
        if found[name] is not None:
            found[name] = f"{found[name].normalize():f}"
    return found
