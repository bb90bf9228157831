"""Rows of offerings and certificates in the form of a partner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldBooleanWidget

from partners.admin.forms.typed_lists import (
    ListField,
    NameReader,
    choice,
    day_input,
    text_input,
)
from partners.names.certificates import certificate_name
from partners.registry.records import CertificateRecord, OfferingRecord


class OfferingForm(forms.Form):
    """An offering; a row whose sector is empty is none."""

    verb = choice(_("Makes or serves"), [("makes", _("Makes")), ("serves", _("Serves"))])
    sector = forms.CharField(
        label=_("Sector or service"),
        required=False,
        help_text=_("Code, name or product word"),
        widget=text_input("sectors"),
    )
    products = ListField(label=_("Products"))
    hs = ListField(label=_("HS codes"))
    processes = ListField(label=_("Processes"))
    for_sectors = ListField(label=_("For sectors"))
    main = forms.BooleanField(
        label=_("Main business"), required=False, widget=UnfoldBooleanWidget()
    )
    DELETE = forms.BooleanField(label=_("Remove"), required=False, widget=UnfoldBooleanWidget())

    def __init__(self, *args: Any, reader: NameReader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reader = reader

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("sector"):
            if any(given.get(name) for name in ("products", "hs", "processes")):
                self.add_error("sector", _("Say which sector: no offering is without one."))
            return given
        verb = given.get("verb") or "makes"
        try:
            given["sector"] = self._reader.sector(given["sector"], verb)
        except forms.ValidationError as fault:
            self.add_error("sector", fault)
        try:
            given["for_sectors"] = tuple(
                self._reader.sector(one, "makes") for one in given.get("for_sectors", ())
            )
        except forms.ValidationError as fault:
            self.add_error("for_sectors", fault)
        return given

    def record(self) -> OfferingRecord | None:
        """The offering; None for an empty or removed row."""
        given = self.cleaned_data
        if not given.get("sector") or given["DELETE"]:
            return None
        return OfferingRecord(
            verb=given["verb"] or "makes",
            sector=given["sector"],
            for_sectors=given["for_sectors"],
            products=given["products"],
            hs=given["hs"],
            processes=given["processes"],
            main=given["main"],
        )


class CertificateForm(forms.Form):
    """A certificate; a row without a standard is none."""

    standard = forms.CharField(
        label=_("Standard"), required=False, max_length=40, widget=text_input()
    )
    issuer = forms.CharField(label=_("Issuer"), required=False, max_length=160, widget=text_input())
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=day_input())
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=day_input())
    DELETE = forms.BooleanField(label=_("Remove"), required=False, widget=UnfoldBooleanWidget())

    def record(self) -> CertificateRecord | None:
        """The certificate; None for an empty or removed row."""
        given = self.cleaned_data
        if not given.get("standard") or given["DELETE"]:
            return None
        return CertificateRecord(
            certificate_name(given["standard"]),
            given["issuer"],
            given["valid_from"],
            given["valid_until"],
        )


def offering_rows(
    reader: NameReader, data: Any = None, held: tuple[OfferingRecord, ...] = ()
) -> Any:
    """The offerings as rows, and empty ones to add."""
    rows = forms.formset_factory(OfferingForm, extra=2, max_num=200)
    initial = [
        {name: getattr(one, name) for name in OfferingForm.base_fields if name != "DELETE"}
        for one in held
    ]
    return rows(data, initial=initial, prefix="offerings", form_kwargs={"reader": reader})


def certificate_rows(data: Any = None, held: tuple[CertificateRecord, ...] = ()) -> Any:
    """The certificates as rows, and empty ones to add."""
    rows = forms.formset_factory(CertificateForm, extra=1, max_num=200)
    initial = [
        {name: getattr(one, name) for name in CertificateForm.base_fields if name != "DELETE"}
        for one in held
    ]
    return rows(data, initial=initial, prefix="certificates")
