"""A list of priorities as one form: a row a priority, and back to rows of a draft."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from unfold.widgets import (
    INPUT_CLASSES,
    TEXTAREA_CLASSES,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from core.faults import Fault
from partners.models import Place, Sector
from partners.models.place import Confidence
from priorities.editions.draft import PriorityDraft
from priorities.models import Edition, Priority
from priorities.models.edition import Precision

MOST_ROWS = 400
_FIELDS = tuple(field.name for field in fields(PriorityDraft))


class CodesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
    """Codes, as given. Which of them are right the lifecycle says, naming the nearest."""

    def clean(self, value: Any) -> Any:
        return tuple(value or ())

    def label_from_instance(self, one: Any) -> str:
        return f"{one.code} {one.name_zh} {one.name_en}"


class _Cities(forms.SelectMultiple):
    """The province's own cities, to choose from without asking the server."""

    class Media:
        js = ("admin/js/jquery.init.js", "unfold/js/select2.init.js")

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "class": "unfold-admin-autocomplete",
                "data-theme": "admin-autocomplete",
                "data-width": "100%",
            }
        )


def _text(listed: str = "") -> forms.TextInput:
    widget: forms.TextInput = UnfoldAdminTextInputWidget(attrs={"list": listed} if listed else {})
    return widget


def _words() -> forms.Textarea:
    return forms.Textarea({"rows": 3, "class": " ".join([*TEXTAREA_CLASSES, "rh-wide"])})


def _date() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": " ".join(INPUT_CLASSES)}, format="%Y-%m-%d")


def _choice(choices: Any) -> forms.ChoiceField:
    """Nothing is chosen until the curator chooses."""
    return forms.ChoiceField(choices=[("", "–"), *choices], widget=UnfoldAdminSelectWidget())


class PriorityRow(forms.Form):
    """One priority of a draft. Texts are kept as typed; what is missing the lifecycle says."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(required=False, max_length=240, widget=_text())
    category = forms.CharField(required=False, max_length=40, widget=_text("categories"))
    signal = _choice(Priority.Signal.choices)
    speaker = _choice(Priority.Speaker.choices)
    stage = _choice(Priority.Stage.choices)
    rank = forms.IntegerField(
        required=False, min_value=1, max_value=999, widget=UnfoldAdminIntegerFieldWidget()
    )
    targets = CodesField(queryset=Sector.objects.all(), required=False)
    places = CodesField(queryset=Place.objects.none(), required=False, widget=_Cities())
    quote = forms.CharField(required=False, widget=_words())
    source = forms.CharField(required=False, widget=_words())
    document = forms.CharField(required=False, max_length=240, widget=_text("documents"))
    document_year = forms.IntegerField(
        min_value=1978, max_value=2100, widget=UnfoldAdminIntegerFieldWidget()
    )
    published_on = forms.DateField(required=False, widget=_date())
    document_precision = _choice(Precision.choices)
    effective_from = forms.DateField(widget=_date())
    effective_to = forms.DateField(required=False, widget=_date())
    precision = _choice(Precision.choices)
    confidence = _choice(Confidence.choices)

    def __init__(self, *args: Any, cities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places, targets = (cast("CodesField", self.fields[name]) for name in ("places", "targets"))
        places.queryset = cities
        targets.widget = AutocompleteSelectMultiple(
            Priority._meta.get_field("targets"), admin.site, attrs={"data-width": "100%"}
        )
        targets.widget.choices = targets.choices

    def said(self) -> PriorityDraft:
        """The row as a draft holds it. Only of a valid form."""
        return PriorityDraft(**{name: self.cleaned_data[name] for name in _FIELDS})


class HeadForm(forms.Form):
    """What the list says of itself."""

    coverage = _choice(Edition.Coverage.choices)

    def told(self) -> list[str]:
        return [f"{name}: {error}" for name, errors in self.errors.items() for error in errors]


class _Rows(forms.BaseFormSet):  # type: ignore[type-arg]  # no generic at run time
    """The rows of a list; a row marked to be deleted is none of it."""

    def kept(self) -> list[PriorityRow]:
        """The forms that say something, in the order of the page."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.has_changed() or not form.empty_permitted)
        ]

    def said(self) -> list[PriorityDraft]:
        return [form.said() for form in self.kept()]

    def blame(self, faults: Iterable[Fault]) -> list[str]:
        """Put each fault to its row and field; all of them as sentences that name the row."""
        kept = self.kept()
        told = []
        for fault in faults:
            number, field = place_of(fault)
            if number is not None and number < len(kept):
                form = kept[number]
                form.add_error(field if field in form.fields else None, with_nearest(fault))
            told.append(sentence(fault))
        return told

    def told(self) -> list[str]:
        """What is wrong with the fields themselves, as sentences that name the row."""
        found = [
            sentence(Fault(f"/{number}/{field}", error.rstrip(".")))
            for number, form in enumerate(self.forms)
            for field, errors in form.errors.items()
            for error in errors
        ]
        return [*map(str, self.non_form_errors()), *found]


_FormSet = forms.formset_factory(
    PriorityRow,
    formset=_Rows,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
    validate_max=True,
)


def rows_form(
    province: Place,
    *,
    given: Mapping[str, Any] | None = None,
    rows: Sequence[PriorityDraft] = (),
) -> Any:
    """The form of a province's list: as it was sent, or filled with the rows."""
    initial = [{name: getattr(row, name) for name in _FIELDS} for row in rows]
    cities = Place.objects.filter(province=province)
    return _FormSet(given, initial=initial, prefix="rows", form_kwargs={"cities": cities})


def place_of(fault: Fault) -> tuple[int | None, str]:
    """The row, counting from 0, and the field that a fault points to."""
    number, _, field = fault.pointer.strip("/").partition("/")
    return (int(number), field) if number.isdecimal() else (None, number)


def with_nearest(fault: Fault) -> str:
    near = f" Nearest: {', '.join(fault.nearest)}." if fault.nearest else ""
    return f"{fault.detail}.{near}"


def sentence(fault: Fault) -> str:
    """The fault for people, who count rows from 1."""
    number, field = place_of(fault)
    where = [f"Row {number + 1}"] if number is not None else []
    where += [field.replace("_", " ")] if field else []
    return ": ".join([", ".join(where), with_nearest(fault)] if where else [with_nearest(fault)])
