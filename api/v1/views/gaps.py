"""GET /v1/gaps: gaps between the demand and supply of services, with statements of the province."""

from functools import partial

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.descriptions import priority_operations
from api.openapi.operations import describe_operation
from api.requests import name_parameters, pagination
from api.requests.parameter_parsing import parse_datasets
from api.v1.serializers.gaps import GapOut, GapsOut
from api.v1.views.documents import PROVINCE
from api.view import ApiView
from partners.models import Dataset, Place, Sector
from priorities.queries.service_gaps import compute_gaps

_SERVICE = OpenApiParameter(
    "service", str, description="Only this service group, or all groups of this class."
)
_DATASET = OpenApiParameter(
    "dataset",
    str,
    description=(
        "Only this dataset. Default: all datasets that are not simulated; the "
        "demonstration dataset must be requested by name."
    ),
)


class Gaps(ApiView):
    @describe_operation(
        **priority_operations.LIST_GAPS,
        parameters=(PROVINCE, _SERVICE, _DATASET, *pagination.PARAMETERS),
        answers={200: GapsOut},
    )
    def get(self, request: Request) -> Response:
        keys = parse_datasets(request)
        province = name_parameters.parse_province(request)
        services = name_parameters.parse_name(
            request,
            "service",
            partial(name_parameters.related_sectors, kinds=name_parameters.SERVICE_KINDS),
        )
        pages = pagination.ComputedKeysetPagination(request, (int, int, str, str))
        rows = [
            gap
            for gap in compute_gaps(keys)
            if (province is None or gap.province == province)
            and (services is None or gap.service in services)
            and (pages.after is None or gap.sort_key > pages.after)
        ]
        page = pages.page(rows, lambda gap: gap.sort_key)
        sources = list(Dataset.objects.filter(key__in=keys))
        simulated = any(dataset.simulated for dataset in sources)
        names = {
            "provinces": Place.objects.provinces().in_bulk(),
            "services": Sector.objects.services().in_bulk(),
        }
        rows_out = GapOut(page["results"], many=True, context={**names, "simulated": simulated})
        # Rows are rendered with a shared context, the head without it.
        head = {"simulated": simulated, "datasets": sources, "results": [], "next": None}
        return Response({**GapsOut(head).data, **page, "results": rows_out.data})
