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


def unit_word(unit: str, amount: Decimal = Decimal(1)) -> str:
    """The unit of this name as it stands behind the amount: in Chinese on a Chinese page."""
    known = UNITS_BY_NAME.get(unit)
    if known is None:
        return unit
    if language() == "zh":
        return known.name_zh
    return unit if amount == 1 or unit == "dozen" else f"{unit}s"
