"""A brief as a form: the domain's fields, and the faults that the domain finds in them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from matcher import loaded
from pages.forms.weights_form import WeightsForm, initial_weights
from pages.forms.word_lists import BETWEEN, WordsField
from pages.frame.language import in_language, language, written_in
from pages.frame.words import WISHES, unit_word
from partners.models import Dataset
from partners.name_resolvers import NameResolvers
from partners.names import making, vocabulary

SEEKING = (("manufacturer", _("who makes it")), ("service_provider", _("who provides a service")))
# Fields whose list of words goes into the brief as it is.
WORDS = (
    *("products", "sectors", "services", "processes", "materials", "provinces"),
    *("certifications", "languages", "markets"),
)
# Fields that may hold codes of sectors or places.
_CODED = ("sectors", "services", "provinces")
# Fields whose words have a name in each language that is no sector's and no place's.
_NAMES: Mapping[str, Callable[[str], str]] = {
    "processes": lambda text: making.name_in(text, language()),
    "materials": lambda text: making.name_in(text, language()),
    "languages": lambda text: vocabulary.language_name(text, language()),
    "markets": lambda text: vocabulary.market_name(text, language()),
    "order_unit": unit_word,
}
_PLAIN = ("order_unit", "lead_time_days", "limit")
# What the form does not show, and must not lose when a brief is edited.
KEPT = ("incoterm", "target_price", "exclude")


class BriefForm(WeightsForm):
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
        rows = Dataset.objects.order_by("simulated", "key")
        self.fields["datasets"].choices = [  # type: ignore[attr-defined]
            (one.key, _dataset_label(one.shown_name)) for one in rows
        ]

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
        if own := self.own_weights():
            found["weights"] = own
        if given["include_rejected"]:
            found["include_rejected"] = True
        return found

    def kept_of(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a stored brief the form does not show, or cannot show as it is."""
        kept = {name: stored[name] for name in KEPT if name in stored}
        own = stored.get("weights", {})
        if own and self.shows(own):
            kept["weights"] = own
        return kept

    def name_of(self, first: str, rest: str) -> str:
        """The name of the field, that of a part of the client too."""
        return f"client_{rest}" if first == "client" and rest else super().name_of(first, rest)


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
            yield from initial_weights(value).items()
        elif name in _CODED or name in _NAMES:
            many = isinstance(value, list)
            found = [word_of(name, text, names) for text in (value if many else [value])]
            yield name, found if many else found[0]
        elif name not in KEPT:
            yield name, value


def word_of(field: str, text: str, resolvers: NameResolvers) -> str:
    """The word for a value of the field in the visitor's language."""
    name_of = _NAMES.get(field)
    return name_of(text) if name_of else named(text, resolvers)


def named(text: str, resolvers: NameResolvers) -> str:
    """The name of a code in the visitor's language, unless a comma in it would part it in two."""
    row = resolvers.sectors.rows.get(text) or resolvers.places.row_of(text)
    name = in_language(row) or text
    return text if BETWEEN.search(name) else name


def _dataset_label(name: str) -> str:
    """The name of a dataset, with the language that it is written in: some have one name."""
    return format_html('<span lang="{}">{}</span>', written_in(name), name)
