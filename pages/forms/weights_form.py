"""The six weights of a brief as fields of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from matcher.errors import BriefRefused
from matcher.scoring import weights
from pages.forms.fault_text import fault_text

WEIGHT = "weight_"
MOST_WEIGHT = weights.TOTAL


class WeightsForm(forms.Form):
    """A field of each component; one that is empty has its usual weight."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, weight in weights.DEFAULT.items():
            self.fields[f"{WEIGHT}{name}"] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_WEIGHT, initial=int(weight)
            )

    def own_weights(self) -> dict[str, int]:
        """Return the weights of the valid form that are not the usual ones."""
        given = {name: self.cleaned_data[f"{WEIGHT}{name}"] for name in weights.DEFAULT}
        return {
            name: weight
            for name, weight in given.items()
            if weight is not None and weight != weights.DEFAULT[name]
        }

    def weighted(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return a brief with the weights of the valid form in place of its own. Weights that stand
        where those of the brief are shown are these very ones, though a field cannot hold them.
        """
        own = asked.get("weights", {})
        if own and self.shows(own):
            return dict(asked)
        rest = {name: value for name, value in asked.items() if name != "weights"}
        return rest | ({"weights": mine} if (mine := self.own_weights()) else {})

    def shows(self, own: Mapping[str, Any]) -> bool:
        """Tell whether each field stands where these weights are shown."""
        shown = slider_weights(own).items()
        return all(self.cleaned_data[f"{WEIGHT}{name}"] == at for name, at in shown)

    def add_faults(self, refusal: BriefRefused) -> None:
        """Show each fault of the brief at its field, or above all where it has none."""
        for fault in refusal.faults:
            name = self.name_of(*fault.pointer.strip("/").partition("/")[::2])
            self.add_error(name if name in self.fields else None, fault_text(fault))

    def name_of(self, first: str, rest: str) -> str:
        """The name of the field for a pointer into a brief: its first step, and the rest."""
        return f"{WEIGHT}{rest}" if first == "weights" else first


def initial_weights(own: Mapping[str, Any]) -> dict[str, int]:
    """Return a brief's own weights as the initial values of the form."""
    return {f"{WEIGHT}{name}": at for name, at in slider_weights(own).items()}


def slider_weights(own: Mapping[str, Any]) -> dict[str, int]:
    """Return where the sliders of a brief's weights stand: as they are where each is a whole
    number up to the end of a slider, else in their proportions.
    """
    whole = {name: float(own.get(name, usual)) for name, usual in weights.DEFAULT.items()}
    most = max(whole.values())
    exact = most <= MOST_WEIGHT and all(one == int(one) for one in whole.values())
    scale = 1.0 if exact or not most else MOST_WEIGHT / most
    return {name: round(one * scale) for name, one in whole.items()}
