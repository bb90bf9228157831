"""A list of priorities as one form, and the form's rows as rows of a draft."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from unfold.widgets import (
    INPUT_CLASSES,
    TEXTAREA_CLASSES,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from core.faults import Fault
from partners.models import Place, Sector
from partners.models.place import Confidence
from priorities.editions.rows import PriorityRow
from priorities.models import Edition, Priority
from priorities.models.edition import Precision

# As in files: a list that can be imported can be edited here as well.
MOST_ROWS = 400


class CodesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
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


def _date() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": " ".join(INPUT_CLASSES)}, format="%Y-%m-%d")


def _choice(choices: Any) -> forms.ChoiceField:
    """A choice without a default: the first of the choices would be saved unread."""
    return forms.ChoiceField(choices=[("", "–"), *choices], widget=UnfoldAdminSelectWidget())


def _choice_or_unknown(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", "–"), *choices], required=False, widget=UnfoldAdminSelectWidget()
    )


class PriorityForm(forms.Form):
    """A priority of a draft.

    No text is required here: the lifecycle checks the texts, for files and REST as well.
    """

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
    targets = CodesField(queryset=Sector.objects.all(), required=False)
    # All cities of the province are in the page: there are few, so no search request is needed.
    places = CodesField(
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
    published_on = forms.DateField(required=False, widget=_date())
    document_precision = _choice(Precision.choices)
    effective_from = forms.DateField(widget=_date())
    effective_to = forms.DateField(required=False, widget=_date())
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
        # Per instance: the cities depend on the province, and the autocomplete on the admin site,
        # which is not complete while modules are imported.
        places, targets = (cast("CodesField", self.fields[name]) for name in ("places", "targets"))
        places.queryset = cities
        targets.widget = AutocompleteSelectMultiple(
            Priority._meta.get_field("targets"), admin.site, attrs={"data-width": "100%"}
        )
        targets.widget.choices = targets.choices

    def row(self) -> PriorityRow:
        """The row of a valid form, as a draft holds it."""
        return PriorityRow.from_fields(self.cleaned_data)


class EditionForm(forms.Form):
    """The fields of the list itself."""

    coverage = _choice(Edition.Coverage.choices)

    def error_sentences(self) -> list[str]:
        return [f"{name}: {error}" for name, errors in self.errors.items() for error in errors]


class PriorityFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # no generic at run time
    """The rows of a list."""

    def kept_forms(self) -> list[PriorityForm]:
        """The forms that are neither empty nor marked for deletion, in the order of the page."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.has_changed() or not form.empty_permitted)
        ]

    def rows(self) -> list[PriorityRow]:
        """The rows of a valid form set."""
        return [form.row() for form in self.kept_forms()]

    def add_faults(self, faults: Iterable[Fault]) -> list[str]:
        """Add each fault to its field, and return all as sentences that name the row."""
        kept = self.kept_forms()
        sentences = []
        for fault in faults:
            number, field = _locate(fault)
            if number is not None and number < len(kept):
                form = kept[number]
                form.add_error(field if field in form.fields else None, _with_nearest(fault))
            sentences.append(fault_sentence(fault))
        return sentences

    def error_sentences(self) -> list[str]:
        """The errors of the fields themselves, as sentences that name the row."""
        found = [
            fault_sentence(Fault(f"/{number}/{field}", error.rstrip(".")))
            for number, form in enumerate(self.forms)
            for field, errors in form.errors.items()
            for error in errors
        ]
        return [*map(str, self.non_form_errors()), *found]


_FormSet = forms.formset_factory(
    PriorityForm,
    formset=PriorityFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    # Django would otherwise build a thousand more forms of a forged request.
    absolute_max=MOST_ROWS,
    validate_max=True,
)


def rows_form(
    province: Place,
    *,
    posted: Mapping[str, Any] | None = None,
    rows: Sequence[PriorityRow] = (),
) -> Any:
    """The form of a province's list, as posted or filled with the rows."""
    initial = [row.as_fields() for row in rows]
    cities = Place.objects.filter(province=province)
    return _FormSet(posted, initial=initial, prefix="rows", form_kwargs={"cities": cities})


def _locate(fault: Fault) -> tuple[int | None, str]:
    """The row, counted from 0, and the field of a fault."""
    number, _, field = fault.pointer.strip("/").partition("/")
    return (int(number), field) if number.isdecimal() else (None, number)


def _with_nearest(fault: Fault) -> str:
    near = f" Nearest: {', '.join(fault.nearest)}." if fault.nearest else ""
    return f"{fault.detail}.{near}"


def fault_sentence(fault: Fault) -> str:
    """The fault as a sentence; rows count from 1."""
    number, field = _locate(fault)
    where = [f"Row {number + 1}"] if number is not None else []
    where += [field.replace("_", " ")] if field else []
    return ": ".join([", ".join(where), _with_nearest(fault)] if where else [_with_nearest(fault)])
