"""What a partner told the firm, as a form of one line: a question, and the answer in any words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.faults import Fault
from matcher.statements.answers import Told
from pages.forms.fault_text import fault_text
from pages.forms.word_lists import BETWEEN

_AMOUNT = re.compile(r"\s*(\d[\d,，]*(?:\.\d+)?)\s*(\D.*)")
_LARGEST = 99_999_999_999
_LONGEST = 80


class AnswerForm(forms.Form):
    """`told()` is what the valid form says, in the form that the domain takes."""

    question = forms.ChoiceField(label=_("About"))
    answer = forms.CharField(label=_("What it told you"), max_length=500)
    complete = forms.BooleanField(label=_("and no others"), required=False)
    valid_until = forms.DateField(
        label=_("Certificates valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    told_on = forms.DateField(
        label=_("Told on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    note = forms.CharField(label=_("Note for colleagues"), max_length=2_000, required=False)

    def __init__(self, questions: Mapping[str, Promise], *args: Any) -> None:
        super().__init__(*args)
        self.fields["question"].choices = list(questions.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the answer into the form that its question needs."""
        given = super().clean() or {}
        question, text = given.get("question"), given.get("answer")
        if question and text:
            try:
                given["value"] = self._value(question, text)
            except ValueError as fault:
                self.add_error("answer", str(fault))
        return given

    def told(self) -> Told:
        """Return what the partner told."""
        given = self.cleaned_data
        return Told({given["question"]: given["value"]}, given["note"].strip(), given["told_on"])

    def add_faults(self, faults: Sequence[Fault]) -> None:
        """Show what the domain refuses beside the answer."""
        for fault in faults:
            self.add_error(
                "told_on" if fault.pointer == "/told_on" else "answer", fault_text(fault)
            )

    def _value(self, question: str, text: str) -> Any:
        read = _READ.get(question)
        if read is not None:
            return read(text)
        words = [one.strip() for one in BETWEEN.split(text) if one.strip()]
        if any(len(one) > _LONGEST for one in words):
            raise ValueError(_now("A word has at most 80 characters. Part words with commas."))
        complete = self.cleaned_data["complete"]
        if question in ("certificates", "validity"):
            until = self.cleaned_data.get("valid_until")
            dated = {"valid_until": until} if until else {}
            return {"held": [{"standard": one, **dated} for one in words], "complete": complete}
        if question in ("languages", "markets"):
            return {"listed": words, "complete": complete}
        if not words:
            raise ValueError(_now("Say at least one word."))
        return words


def amount(text: str) -> dict[str, Any]:
    """Return the amount and the unit of a text such as `500 pieces`. Raises ValueError."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise ValueError(_now("Write a number and a unit: 500 pieces."))
    number = float(found[1].replace(",", "").replace("，", ""))
    if number > _LARGEST:
        raise ValueError(_now("The number is too large."))
    return {"amount": int(number) if number == int(number) else number, "unit": found[2].strip()}


def _days(text: str) -> int:
    found = re.fullmatch(r"\s*([0-9]{1,4})\D*", text)
    if found is None or int(found[1]) > 3650:
        raise ValueError(_now("Write a number of days, at most 3650."))
    return int(found[1])


_READ: Mapping[str, Callable[[str], Any]] = {
    "minimum_order": amount,
    "capacity": amount,
    "lead_time": _days,
    "place": str.strip,
    "evidence": str.strip,
}
