"""Names of the domain that several pages show."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
