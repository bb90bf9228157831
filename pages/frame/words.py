"""Names of the domain that several pages show."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from firms.models import Scope
from pages.frame.language import language
from partners.names.units import UNITS_BY_NAME

# The fields of a brief that may be hard wishes.
WISHES: Mapping[str, Promise] = {
    "provinces": _("Places"),
    "products": _("Products"),
    "processes": _("Processes"),
    "materials": _("Materials"),
    "order_quantity": _("Order"),
    "lead_time_days": _("Days until shipment"),
    "certifications": _("Certificates"),
    "languages": _("Languages"),
    "markets": _("Export markets"),
    "screening": _("Screening"),
}
# What a key may do, in a word or two.
SCOPES: Mapping[str, Promise] = {
    Scope.READ: _("read"),
    Scope.WRITE: _("write"),
    Scope.WEBHOOKS: _("webhooks"),
    Scope.SUGGEST: _("suggest corrections"),
    Scope.CURATE: _("keep partners and lists"),
}
# The datasets that are shipped or our own, by their keys; one of an operator keeps its own name.
_DATASETS: Mapping[str, Promise] = {
    "apple-suppliers": _("Suppliers that Apple names"),
    "green-design-products": _("National green design products"),
    "green-evaluators": _("Evaluators of green factories"),
    "green-factories": _("National green factories"),
    "green-supply-chains": _("National green supply chain firms"),
    "listed-firms": _("Listed firms of mainland China"),
    "listed-profiles": _("Product terms of listed firms"),
    "public-record": _("Public record"),
    "curated": _("Curators"),
    "demonstration": _("Demonstration"),
}


def dataset_name(key: str, name: str) -> str:
    """The name of a dataset in the visitor's language, as far as it has one."""
    return str(_DATASETS.get(key, name)) if language() == "zh" else name


def unit_word(unit: str, amount: Decimal = Decimal(1)) -> str:
    """The unit of this name as it stands behind the amount: in Chinese on a Chinese page."""
    known = UNITS_BY_NAME.get(unit)
    if known is None:
        return unit
    if language() == "zh":
        return known.name_zh
    return unit if amount == 1 or unit == "dozen" else f"{unit}s"
