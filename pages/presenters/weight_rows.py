"""The weights of a form as sliders, in the order of the answer's components."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise

from matcher.scoring import weights
from pages.forms.weights_form import MOST_WEIGHT, WEIGHT
from pages.presenters.stacked_bar import LABELS


@dataclass(frozen=True)
class WeightRow:
    """The slider of a component; `usual` is its weight by default."""

    field: forms.BoundField
    name: str
    label: Promise
    usual: int
    most: int = MOST_WEIGHT


def weight_rows(form: forms.Form) -> list[WeightRow]:
    """The sliders of the form."""
    return [
        WeightRow(form[f"{WEIGHT}{name}"], name, LABELS[name], int(usual))
        for name, usual in weights.DEFAULT.items()
    ]
