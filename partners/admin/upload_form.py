"""The form that uploads a list: the file, its dataset and its column map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    TEXTAREA_CLASSES,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from partners.intake.shipped_maps import shipped_map, shipped_maps
from partners.models import ImportRun

_GUESS, _OWN = "", "own"


def _map_choices() -> list[tuple[str, Any]]:
    shipped = [(f"shipped:{name}", name) for name in shipped_maps()]
    return [
        (_GUESS, _("Guess from headers and values")),
        (_OWN, _("The TOML text below")),
        (str(_("Maps that ship")), shipped),
    ]


class UploadForm(forms.Form):
    """A list to be tried out. Only the shape is checked here: the dry run checks the content."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, XLSX or JSON Lines, in any usual encoding."),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.jsonl,.json"}),
    )
    dataset = forms.SlugField(
        label=_("Key of the dataset"),
        max_length=40,
        help_text=_("An existing one or a new one: letters, digits, - and _."),
        widget=UnfoldAdminTextInputWidget(attrs={"list": "datasets", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name of the dataset"),
        required=False,
        max_length=120,
        help_text=_("Empty: as it is, or as the map says."),
        widget=UnfoldAdminTextInputWidget(),
    )
    notice = forms.CharField(
        label=_("Notice"),
        required=False,
        help_text=_("Shown wherever a record of this dataset is shown: where the list is from."),
        widget=forms.Textarea({"rows": 2, "class": " ".join(TEXTAREA_CLASSES)}),
    )
    map = forms.ChoiceField(
        label=_("Column map"),
        required=False,
        choices=_map_choices,
        widget=UnfoldAdminSelectWidget(),
    )
    toml = forms.CharField(
        label=_("Column map as TOML"),
        required=False,
        widget=forms.Textarea(
            {"rows": 5, "class": " ".join([*TEXTAREA_CLASSES, "rh-code"]), "spellcheck": "false"}
        ),
    )
    whole = forms.BooleanField(
        label=_("The file is the whole list"),
        required=False,
        help_text=_("Records of the dataset that it does not name are then gone."),
        widget=UnfoldBooleanWidget(),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("map") == _OWN and not given.get("toml"):
            self.add_error("toml", _("Write the map here, or choose another."))
        return given

    def dry_run(self) -> ImportRun:
        """The run that tries the list out, not stored yet. Raises `FileFault` for a map that
        cannot be used.
        """
        given = self.cleaned_data
        return ImportRun(
            dataset=given["dataset"],
            name=given["name"],
            notice=given["notice"],
            file=(given["file"].name or "list")[:200],
            map=self._map_text(),
            whole=given["whole"],
            dry_run=True,
        )

    def _map_text(self) -> str:
        chosen: str = self.cleaned_data["map"]
        if chosen == _OWN:
            return str(self.cleaned_data["toml"])
        _kind, _colon, name = chosen.partition(":")
        return shipped_map(name) if name else ""
