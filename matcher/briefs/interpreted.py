"""A brief that was interpreted: what scoring reads of it, and what is shown to the firm."""

from dataclasses import dataclass
from typing import Any

from matcher.scoring import weights
from matcher.scoring.compiled_brief import CompiledBrief
from matcher.scoring.wanted import WISHES, Wanted
from partners.models import Dataset
from partners.names.units import BASE_UNITS


@dataclass(frozen=True, eq=False)
class InterpretedBrief:
    """`assumed`: what the brief left open and was taken to mean. `simulated`: its datasets are the
    demonstration's; `names_datasets`: the brief itself names them.
    """

    compiled: CompiledBrief
    assumed: tuple[str, ...]
    simulated: bool
    names_datasets: bool

    @property
    def wanted(self) -> Wanted:
        """The brief in codes and base units."""
        return self.compiled.wanted

    def as_json(self) -> dict[str, Any]:
        """The brief with names, the datasets' notices, what was assumed, and the components that
        it gives nothing to judge by (`left_out`). One query.
        """
        wanted, named = self.wanted, self.compiled.reference.named
        # Read here, not with the brief: submitting shows no notices.
        notices = Dataset.objects.filter(key__in=wanted.datasets).values_list("key", "notice")
        order = wanted.order
        return {
            "seeking": wanted.seeking,
            "sectors": [named(code) for code in wanted.sectors],
            "services": [named(code) for code in wanted.services],
            "products": [
                {"hs": product.text} if product.is_hs else {"words": product.text}
                for product in wanted.products
            ],
            "client": {
                "sector": named(wanted.client_sector) if wanted.client_sector else None,
                "place": named(wanted.client_place) if wanted.client_place else None,
            },
            "provinces": [named(code) for code in wanted.provinces],
            "order": order
            and {
                "dimension": order.dimension,
                "amount": f"{order.amount.normalize():f}",
                "unit": BASE_UNITS[order.dimension].name,
            },
            "lead_time_days": wanted.lead_time_days,
            "certifications": list(wanted.certifications),
            "languages": list(wanted.languages),
            "markets": list(wanted.markets),
            "require": [wish for wish in WISHES if wish in wanted.require],
            "datasets": [{"key": key, "notice": notice} for key, notice in notices.order_by("key")],
            "exclude": sorted(wanted.exclude),
            "limit": wanted.limit,
            "assumed": list(self.assumed),
            "left_out": [one for one in weights.DEFAULT if one not in self.compiled.components],
        }
