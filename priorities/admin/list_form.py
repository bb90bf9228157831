"""A list of priorities as one form, and the form's rows as rows of a draft."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from core.faults import Fault
from core.languages.translation import translated
from partners.models import Place
from priorities.admin.priority_forms import ClosedRow, PriorityForm
from priorities.admin.reading_words import field_label
from priorities.editions.rows import PriorityRow

# As in files: a list that can be imported can be edited here as well.
MOST_ROWS = 400


class PriorityFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # no generic at run time
    """The rows of a list, each closed unless the curator opened it.

    `rows` are those of the draft, `opened` the keys of the rows to draw with fields.
    """

    def __init__(
        self,
        *args: Any,
        rows: Sequence[PriorityRow],
        opened: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        self._rows, self._opened = rows, opened
        self._stored = {row.key: row for row in rows}
        super().__init__(*args, **kwargs)

    @property
    def media(self) -> forms.Media:
        # Not of the first row, as Django has it: a closed one has none.
        return cast("forms.Media", self.empty_form.media)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        prefix = self.add_prefix(i)
        if self.is_bound:
            closed, given = f"{prefix}-closed" in self.data, {"data": self.data}
        else:
            key = self._rows[i].key
            closed, given = key not in self._opened, {"initial": {"key": key}}
        if not closed:
            return super()._construct_form(i, **kwargs)  # type: ignore[misc]  # not in the stubs
        form = ClosedRow(prefix=prefix, stored=self._stored, **given)
        self.add_fields(form, i)
        return form

    def kept_forms(self) -> list[PriorityForm | ClosedRow]:
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
                form = kept[number] = self._opened_form(kept[number])
                form.add_error(field if field in form.fields else None, _with_nearest(fault))
            sentences.append(fault_sentence(fault))
        return sentences

    def _opened_form(self, form: PriorityForm | ClosedRow) -> PriorityForm:
        """The form with fields, which can show what is wrong with each; it takes its place."""
        if isinstance(form, PriorityForm):
            return form
        opened = form.opened(**self.form_kwargs)
        self.forms[self.forms.index(form)] = opened
        return opened

    def error_sentences(self) -> list[str]:
        """The errors of the fields themselves, as sentences that name the row."""
        found = [
            fault_sentence(Fault(f"/{number}/{field}", error.rstrip(".")))
            for number, form in enumerate(self.forms)
            for field, errors in form.errors.items()
            for error in errors
        ]
        return [*map(str, self.non_form_errors()), *found]


_FormSet: Any = forms.formset_factory(
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
    rows: Sequence[PriorityRow] = (),
    *,
    posted: Mapping[str, Any] | None = None,
    opened: Collection[str] = (),
) -> Any:
    """The form of a province's list, as posted or filled with the rows of the draft.

    `opened` are the keys of the rows to draw with their fields.
    """
    return _FormSet(
        posted,
        initial=[row.as_fields() for row in rows] if posted is None else None,
        prefix="rows",
        form_kwargs={"cities": _cities(province)},
        rows=rows,
        opened=opened,
    )


def row_form(province: Place, row: PriorityRow, number: int) -> PriorityForm:
    """The fields of one row, as the form of the list holds them at the number, from 0."""
    return PriorityForm(
        initial=row.as_fields(),
        prefix=f"rows-{number}",
        cities=_cities(province),
        use_required_attribute=False,
    )


def _cities(province: Place) -> Any:
    return Place.objects.filter(province=province)


def _locate(fault: Fault) -> tuple[int | None, str]:
    """The row, counted from 0, and the field of a fault."""
    number, _, field = fault.pointer.strip("/").partition("/")
    return (int(number), field) if number.isdecimal() else (None, number)


def _with_nearest(fault: Fault) -> str:
    near = f" {_('Nearest:')} {', '.join(fault.nearest)}." if fault.nearest else ""
    return f"{translated(str(fault.detail))}.{near}"


def fault_sentence(fault: Fault) -> str:
    """The fault as a sentence; rows count from 1."""
    number, field = _locate(fault)
    where = [f"{_('Row')} {number + 1}"] if number is not None else []
    where += [str(field_label(field))] if field else []
    return ": ".join([", ".join(where), _with_nearest(fault)] if where else [_with_nearest(fault)])
