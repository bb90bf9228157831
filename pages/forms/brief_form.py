"""A brief as a form: the domain's fields, and the faults that the domain finds in them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.faults import Fault
from matcher import loaded
from matcher.errors import BriefRefused
from matcher.scoring import weights
from pages.forms.told_fault import told_fault
from pages.forms.word_lists import BETWEEN, WordsField
from pages.frame.language import language
from pages.frame.words import WISHES
from partners.models import Dataset
from partners.name_resolvers import NameResolvers

SEEKING = (("manufacturer", _("who makes it")), ("service_provider", _("who provides a service")))
# Fields whose list of words goes into the brief as it is.
WORDS = (
    *("products", "sectors", "services", "processes", "materials", "provinces"),
    *("certifications", "languages", "markets"),
)
# Fields that may hold codes of sectors or places.
_CODED = ("sectors", "services", "provinces")
_PLAIN = ("order_unit", "lead_time_days", "limit")
# What the form does not show, and must not lose when a brief is edited.
KEPT = ("incoterm", "target_price", "exclude")
WEIGHT = "weight_"
_MOST_WEIGHT = 128


class BriefForm(forms.Form):
    """The fields of a brief; `asked` is the brief that they say."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("In your own words"), max_length=2_000, required=False)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    seeking = forms.ChoiceField(label=_("You look for"), choices=SEEKING)
    products = WordsField(label=_("Products"), required=False)
    sectors = WordsField(label=_("Sectors"), required=False)
    services = WordsField(label=_("Services"), required=False)
    client_sector = forms.CharField(
        label=_("What the client makes"), max_length=200, required=False
    )
    client_place = forms.CharField(label=_("Where the client is"), max_length=200, required=False)
    processes = WordsField(label=_("Processes"), required=False)
    materials = WordsField(label=_("Materials"), required=False)
    provinces = WordsField(label=_("Places"), required=False)
    order_quantity = forms.DecimalField(
        label=_("Order"),
        required=False,
        min_value=Decimal("0.001"),
        max_value=10**12,
        max_digits=16,
        decimal_places=3,
    )

    order_unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    lead_time_days = forms.IntegerField(
        label=_("Days until shipment"), required=False, min_value=1, max_value=3650
    )
    certifications = WordsField(label=_("Certificates"), required=False)
    languages = WordsField(label=_("Languages"), required=False)
    markets = WordsField(label=_("Export markets"), required=False)
    require = forms.MultipleChoiceField(label=_("Hard wishes"), required=False)
    datasets = forms.MultipleChoiceField(label=_("Records of"), required=False)
    limit = forms.IntegerField(
        label=_("Entries at most"), required=False, min_value=1, max_value=200
    )
    include_rejected = forms.BooleanField(
        label=_("Rank partners that you have rejected as well"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["require"].choices = list(WISHES.items())  # type: ignore[attr-defined]
        rows = Dataset.objects.order_by("simulated", "key").values_list("key", "name")
        self.fields["datasets"].choices = list(rows)  # type: ignore[attr-defined]
        for name, weight in weights.DEFAULT.items():
            self.fields[f"{WEIGHT}{name}"] = forms.IntegerField(
                required=False, min_value=0, max_value=_MOST_WEIGHT, initial=int(weight)
            )

    def asked(self) -> dict[str, Any]:
        """Return the brief that the valid form says; what is empty is no part of it."""
        given = self.cleaned_data
        found = {name: given[name] for name in ("title", "seeking", *WORDS, *_PLAIN) if given[name]}
        seeks_makers = given["seeking"] == "manufacturer"
        # What belongs to the other kind of search stays in the form, and out of the brief.
        for name in ("services",) if seeks_makers else ("sectors",):
            found.pop(name, None)
        client = {
            part: given[f"client_{part}"]
            for part in ("sector", "place")
            if given[f"client_{part}"] and not seeks_makers
        }
        if client:
            found["client"] = client
        if (amount := given["order_quantity"]) is not None:
            found["order_quantity"] = int(amount) if amount == int(amount) else float(amount)
        else:
            found.pop("order_unit", None)
        for name in ("require", "datasets"):
            if given[name]:
                found[name] = list(given[name])
        if own := self._own_weights():
            found["weights"] = own
        if given["include_rejected"]:
            found["include_rejected"] = True
        return found

    def _own_weights(self) -> dict[str, int]:
        """The weights that are not the usual ones."""
        given = {name: self.cleaned_data[f"{WEIGHT}{name}"] for name in weights.DEFAULT}
        return {
            name: weight
            for name, weight in given.items()
            if weight is not None and weight != weights.DEFAULT[name]
        }

    def kept_of(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a stored brief the form does not show, or cannot show as it is."""
        kept = {name: stored[name] for name in KEPT if name in stored}
        own = stored.get("weights", {})
        shown = slider_weights(own)
        if own and all(self.cleaned_data[f"{WEIGHT}{name}"] == at for name, at in shown.items()):
            kept["weights"] = own
        return kept

    def add_faults(self, refusal: BriefRefused) -> None:
        """Show each fault of the brief at its field."""
        for fault in refusal.faults:
            self.add_error(self._field_of(fault), told_fault(fault))

    def _field_of(self, fault: Fault) -> str | None:
        first, _, rest = fault.pointer.strip("/").partition("/")
        name = f"client_{rest}" if first == "client" and rest else first
        if first == "weights":
            name = f"{WEIGHT}{rest}"
        return name if name in self.fields else None


def initial_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a brief as the initial values of the form, with names where it has codes."""
    return dict(_initial(asked))


def _initial(asked: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "id", uuid.uuid4()
    if not asked:
        return
    names = loaded.names()
    for name, value in asked.items():
        if name == "client":
            yield from ((f"client_{part}", named(text, names)) for part, text in value.items())
        elif name == "weights":
            yield from ((f"{WEIGHT}{one}", at) for one, at in slider_weights(value).items())
        elif name in _CODED:
            yield name, [named(text, names) for text in value]
        elif name not in KEPT:
            yield name, value


def slider_weights(own: Mapping[str, Any]) -> dict[str, int]:
    """Return where the sliders of a brief's weights stand: as they are where each is a whole
    number up to the end of a slider, else in their proportions.
    """
    whole = {name: float(own.get(name, usual)) for name, usual in weights.DEFAULT.items()}
    most = max(whole.values())
    exact = most <= _MOST_WEIGHT and all(one == int(one) for one in whole.values())
    scale = 1.0 if exact or not most else _MOST_WEIGHT / most
    return {name: round(one * scale) for name, one in whole.items()}


def named(text: str, resolvers: NameResolvers) -> str:
    """The name of a code in the visitor's language, unless a comma in it would part it in two."""
    row = resolvers.sectors.rows.get(text) or resolvers.places.row_of(text)
    name = getattr(row, f"name_{language()}", text)
    return text if BETWEEN.search(name) else name
