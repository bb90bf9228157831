"""A page that a browser can open about one partner: the `view` of the Reconciliation API.

It needs no key, and shows no more than a candidate does without one: names, place, kind and id.
"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from api.requests.rate_limits import KeylessThrottle
from api.view import ApiView
from partners.models import Offering, Partner

_KINDS = {
    Offering.Verb.MAKES: "manufacturer, 制造企业",
    Offering.Verb.SERVES: "service provider, 服务商",
}


class PartnerHtmlPage(ApiView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (KeylessThrottle,)

    renders_itself = True

    @extend_schema(exclude=True)
    def get(self, request: Request, id: int) -> HttpResponse:
        rows = Partner.objects.filter(simulated=False)
        row = get_object_or_404(rows.select_related("place__province", "merged_into"), pk=id)
        verbs = row.offerings.values_list("verb", flat=True).order_by("verb").distinct()
        shown = {"partner": row, "kinds": [_KINDS[Offering.Verb(verb)] for verb in verbs]}
        response = render(request._request, "api/partner.html", shown)
        response.headers["Cache-Control"] = "no-store"
        return response
