"""Query parameters that narrow priorities, the same at each address."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from api.requests import name_parameters
from api.requests.parameter_parsing import parse_choice
from priorities.editions.statement_filter import StatementFilter
from priorities.models import Priority

_CHOICES = {
    "signal": Priority.Signal.values,
    "stage": Priority.Stage.values,
    "emphasis": Priority.Emphasis.values,
}
STAGE = OpenApiParameter(
    "stage", str, enum=_CHOICES["stage"], description="Only priorities at this stage."
)
SIGNAL = OpenApiParameter(
    "signal", str, enum=_CHOICES["signal"], description="Only priorities with this signal."
)
EMPHASIS = OpenApiParameter(
    "emphasis",
    str,
    enum=_CHOICES["emphasis"],
    description=(
        "Only priorities that the document names so prominently; those of documents that nobody "
        "has read whole have no emphasis."
    ),
)
SECTOR = OpenApiParameter(
    "sector",
    str,
    description=(
        "Only priorities that target this sector, a sector above it or a sector below"
        " it. Any spelling."
    ),
)
STATEMENT = (SIGNAL, STAGE, EMPHASIS)


def parse_statement_filter(request: Request) -> StatementFilter:
    """Return the filter of `STATEMENT`. Raises `QueryRefused`."""
    return StatementFilter(
        **{name: parse_choice(request, name, known) for name, known in _CHOICES.items()}
    )


def parse_sector_filter(request: Request) -> frozenset[str] | None:
    """Return the codes of the requested sector and of those above and below it; None without the
    parameter. Raises `QueryRefused`.
    """
    return name_parameters.parse_name(request, "sector", name_parameters.related_sectors)
