"""The forms of read documents: a text to read, and a proposal to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    TEXTAREA_CLASSES,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
)

from core.faults import Fault
from core.languages.translation import translated
from partners.admin.forms.typed_lists import day_input, text_input
from partners.models import Place
from priorities.admin.reading_words import EMPHASES, SIGNALS, STAGES
from priorities.models import Document, ReadProposal
from priorities.reading.files.text_of_file import MOST_BYTES


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": " ".join([*TEXTAREA_CLASSES, "rh-wide"])})


class FaultsMixin(forms.Form):
    """A form that shows the faults that a verb finds, each beside its field."""

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Add each fault to the field that its pointer names last, else to the whole form."""
        for fault in faults:
            name = fault.pointer.rpartition("/")[2]
            near = f" → {', '.join(fault.nearest)}" if fault.nearest else ""
            detail = translated(str(fault.detail))
            self.add_error(name if name in self.fields else None, f"{detail}{near}")


class ReadForm(FaultsMixin):
    """A document to read. Only the shape is checked here: the verb checks the rest."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("TXT, HTML, DOCX, or PDF with text; at most 20 MB."),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".txt,.html,.htm,.docx,.pdf"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        help_text=_("A line for each paragraph."),
        widget=_lines(6),
    )
    province = forms.ModelChoiceField(
        label=_("Province"),
        queryset=Place.objects.none(),
        empty_label="–",
        widget=UnfoldAdminSelectWidget(),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Document.Kind.choices, widget=UnfoldAdminSelectWidget()
    )
    published_on = forms.DateField(label=_("Published on"), widget=day_input())
    source = forms.CharField(
        label=_("Address of the document"), max_length=400, widget=text_input()
    )
    title = forms.CharField(label=_("Title in English"), max_length=240, widget=text_input())
    title_zh = forms.CharField(
        label=_("Title in Chinese"), max_length=240, required=False, widget=text_input()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces: Any = self.fields["province"]
        provinces.queryset = Place.objects.provinces()
        provinces.label_from_instance = lambda place: f"{place.name_en} {place.name_zh}"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if not self.errors and bool(file) == bool(given.get("text")):
            self.add_error("file", _("Give either a file or a text."))
        # Before reading: the size is known from the request.
        if file and (file.size or 0) > MOST_BYTES:
            self.add_error("file", _("The file has more than 20 MB."))
        return given

    def document(self) -> dict[str, Any]:
        """The arguments of the verb that reads the document."""
        given = self.cleaned_data
        file = given["file"]
        content = {"content": file.read(), "name": file.name} if file else {}
        return {
            "content": given["text"],
            **content,
            "kind": given["kind"],
            "province": given["province"].code,
            "published": given["published_on"],
            "source": given["source"],
            "title": given["title"],
            "title_zh": given["title_zh"],
        }


class TypedCodesField(forms.CharField):
    """Codes in one line, separated by semicolons, commas or spaces; unchecked."""

    def clean(self, value: Any) -> list[str]:
        return [one for one in re.split(r"[;,；，、\s]+", super().clean(value)) if one]

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list | tuple) else value


class MendForm(FaultsMixin):
    """The values of a proposal."""

    targets = TypedCodesField(
        label=_("Sectors"),
        required=False,
        help_text=_("Codes, separated by semicolons."),
        widget=text_input(),
    )
    signal = forms.ChoiceField(
        label=_("Signal"), choices=SIGNALS.items(), widget=UnfoldAdminSelectWidget()
    )
    stage = forms.ChoiceField(
        label=_("Stage"), choices=STAGES.items(), widget=UnfoldAdminSelectWidget()
    )
    emphasis = forms.ChoiceField(
        label=_("Emphasis"), choices=EMPHASES.items(), widget=UnfoldAdminSelectWidget()
    )
    places = TypedCodesField(label=_("Cities"), required=False, widget=text_input())
    title_en = forms.CharField(
        label=_("Title in English"), required=False, max_length=240, widget=text_input()
    )
    title_zh = forms.CharField(
        label=_("Title in Chinese"), required=False, max_length=240, widget=text_input()
    )
    summary_en = forms.CharField(label=_("Summary in English"), required=False, widget=_lines(2))
    summary_zh = forms.CharField(label=_("Summary in Chinese"), required=False, widget=_lines(2))

    def __init__(self, *args: Any, cities: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = "; ".join(f"{one.code} {one.name_zh}" for one in cities)
        self.fields["places"].help_text = _("None: the whole province.") + f" {named}"


def mend_form(
    proposal: ReadProposal, texts: dict[str, str], cities: Iterable[Place], posted: Any = None
) -> MendForm:
    """The form of a proposal, as posted or filled with its values and its `texts`."""
    values = {name: proposal.value(name) for name in MendForm.base_fields} | texts
    return MendForm(posted, initial=values, cities=cities)
