"""A brief as it was understood, for the one who asked it."""

from typing import Any

from matcher.reference.reference_data import ReferenceData
from matcher.scoring import weights
from matcher.scoring.ranking import criteria_of
from matcher.scoring.wanted import WISHES, Wanted
from partners.models import Dataset
from partners.names import units


def echo(reference: ReferenceData, wanted: Wanted, assumed: list[str]) -> dict[str, Any]:
    """The brief with names, the datasets' notices, what was `assumed`, and the components that
    it gives nothing to judge by (`left_out`).
    """
    judged = {criterion.component for criterion in criteria_of(reference, wanted)}
    notices = Dataset.objects.filter(key__in=wanted.datasets).values_list("key", "notice")
    return {
        "seeking": wanted.seeking,
        "sectors": [reference.named(code) for code in wanted.sectors],
        "services": [reference.named(code) for code in wanted.services],
        "products": [
            {"hs": one.text} if one.is_hs else {"words": one.text} for one in wanted.products
        ],
        "client": {
            "sector": reference.named(wanted.client_sector) if wanted.client_sector else None,
            "place": reference.named(wanted.client_place) if wanted.client_place else None,
        },
        "provinces": [reference.named(code) for code in wanted.provinces],
        "order": (
            {
                "dimension": wanted.order.dimension,
                "amount": f"{wanted.order.amount.normalize():f}",
                "unit": units.BASE_UNITS[wanted.order.dimension].name,
            }
            if wanted.order
            else None
        ),
        "lead_time_days": wanted.lead_time_days,
        "certifications": list(wanted.certifications),
        "languages": list(wanted.languages),
        "markets": list(wanted.markets),
        "require": [wish for wish in WISHES if wish in wanted.require],
        "datasets": [{"key": key, "notice": notice} for key, notice in notices.order_by("key")],
        "exclude": sorted(wanted.exclude),
        "limit": wanted.limit,
        "assumed": assumed,
        "left_out": [name for name in weights.DEFAULT if name not in judged],
    }
