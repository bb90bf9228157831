"""The forms of a priority, with its fields or closed, and of an edition itself."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    TEXTAREA_CLASSES,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from partners.admin.forms.typed_lists import day_input
from partners.models import Place, Sector
from partners.models.place import Confidence
from priorities.admin.reading_words import field_label
from priorities.editions.rows import PriorityRow
from priorities.models import Edition, Priority
from priorities.models.published_document import Precision

# What a list must have when it is submitted.
_DEMANDED = frozenset(
    ("title_en", "title_zh", "category", "summary_en", "summary_zh", "source", "document")
)


class ChosenCodesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
    """Codes, unchecked: the lifecycle checks them, and its faults name the nearest codes."""

    def clean(self, value: Any) -> Any:
        return tuple(value or ())

    def label_from_instance(self, one: Any) -> str:
        return f"{one.code} {one.name_zh} {one.name_en}"


def _text(listed: str = "") -> forms.TextInput:
    widget: forms.TextInput = UnfoldAdminTextInputWidget(attrs={"list": listed} if listed else {})
    return widget


def _textarea() -> forms.Textarea:
    return forms.Textarea({"rows": 3, "class": " ".join([*TEXTAREA_CLASSES, "rh-wide"])})


def _told(choices: Any) -> list[tuple[str, Any]]:
    """The choices of the model, in the language of the reader."""
    return [("", "–"), *((value, _(label)) for value, label in choices)]


def _choice(choices: Any) -> forms.ChoiceField:
    """A choice without a default: the first of the choices would be saved unread."""
    return forms.ChoiceField(choices=_told(choices), widget=UnfoldAdminSelectWidget())


def _choice_or_unknown(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=_told(choices), required=False, widget=UnfoldAdminSelectWidget()
    )


class PriorityForm(forms.Form):
    """A priority of a draft.

    No text is required here: the lifecycle checks the texts, for files and REST as well.
    """

    closed = False
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    title_en = forms.CharField(required=False, max_length=240, widget=_text())
    title_zh = forms.CharField(required=False, max_length=240, widget=_text())
    category = forms.CharField(required=False, max_length=40, widget=_text("categories"))
    signal = _choice(Priority.Signal.choices)
    speaker = _choice(Priority.Speaker.choices)
    stage = _choice(Priority.Stage.choices)
    rank = forms.IntegerField(
        required=False, min_value=1, max_value=999, widget=UnfoldAdminIntegerFieldWidget()
    )
    targets = ChosenCodesField(queryset=Sector.objects.all(), required=False)
    # All cities of the province are in the page: there are few, so no search request is needed.
    places = ChosenCodesField(
        queryset=Place.objects.none(),
        required=False,
        widget=UnfoldAdminSelect2MultipleWidget({"data-width": "100%"}),
    )
    summary_en = forms.CharField(required=False, widget=_textarea())
    summary_zh = forms.CharField(required=False, widget=_textarea())
    source = forms.CharField(required=False, widget=_textarea())
    document = forms.CharField(required=False, max_length=240, widget=_text("documents"))
    document_zh = forms.CharField(required=False, max_length=240, widget=_text())
    document_year = forms.IntegerField(
        min_value=1978, max_value=2100, widget=UnfoldAdminIntegerFieldWidget()
    )
    published_on = forms.DateField(required=False, widget=day_input())
    document_precision = _choice(Precision.choices)
    effective_from = forms.DateField(widget=day_input())
    effective_to = forms.DateField(required=False, widget=day_input())
    precision = _choice(Precision.choices)
    paragraph = forms.IntegerField(
        required=False, min_value=1, max_value=9_999, widget=UnfoldAdminIntegerFieldWidget()
    )
    section = _choice_or_unknown(Priority.Section.choices)
    anchor = forms.CharField(required=False, max_length=20, widget=_text())
    emphasis = _choice_or_unknown(Priority.Emphasis.choices)
    # What a curator types, a curator has read: a new row scores unless the box is cleared.
    reviewed = forms.BooleanField(required=False, initial=True, widget=UnfoldBooleanWidget())
    confidence = _choice(Confidence.choices)

    def __init__(self, *args: Any, cities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # The lifecycle demands the texts too, though a draft may wait for them.
            mark = " *" if field.required or name in _DEMANDED else ""
            field.label = f"{capfirst(str(field_label(name)))}{mark}"
        # Per instance: the cities depend on the province, and the autocomplete on the admin site,
        # which is not complete while modules are imported.
        places, targets = (
            cast("ChosenCodesField", self.fields[name]) for name in ("places", "targets")
        )
        places.queryset = cities
        targets.widget = AutocompleteSelectMultiple(
            Priority._meta.get_field("targets"), admin.site, attrs={"data-width": "100%"}
        )
        targets.widget.choices = targets.choices

    @property
    def shown(self) -> dict[str, Any]:
        """The values of the summary line."""
        names = ("key", "title_en", "title_zh", "signal", "stage", "rank")
        return {name: self[name].value() for name in names}

    def row(self) -> PriorityRow:
        """The row of a valid form, as a draft holds it."""
        return PriorityRow.from_fields(self.cleaned_data)


class ClosedRow(forms.Form):
    """A priority of a draft of which the page draws the summary line only: it is kept as stored.

    The fields of a whole list are megabytes, and a curator edits a few of its rows.
    """

    closed = True
    key = forms.CharField(required=False)

    def __init__(self, *args: Any, stored: Mapping[str, PriorityRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored = stored.get(self["key"].value())

    @property
    def shown(self) -> Any:
        """The values of the summary line."""
        return self._stored or {"key": self["key"].value()}

    def clean_key(self) -> str:
        if self._stored is None:
            raise forms.ValidationError(
                _("the draft has no such row, or no more: open the page again")
            )
        return self._stored.key

    def row(self) -> PriorityRow:
        """The row of a valid form, as the draft holds it."""
        return cast("PriorityRow", self._stored)

    def opened(self, cities: Any) -> PriorityForm:
        """The row with its fields, as if a curator had opened it and typed nothing."""
        fields = {self.add_prefix(name): value for name, value in self.row().as_fields().items()}
        return PriorityForm(fields, prefix=self.prefix, cities=cities, use_required_attribute=False)


class EditionForm(forms.Form):
    """The fields of the list itself."""

    coverage = _choice(Edition.Coverage.choices)

    def error_sentences(self) -> list[str]:
        return [f"{name}: {error}" for name, errors in self.errors.items() for error in errors]
