"""Addresses of the API: version 1, its documentation, metrics, and problem types."""

from django.urls import include, path

from api.openapi import documentation
from api.partner_page import PartnerHtmlPage
from api.probes import metrics
from api.problems import responses

urlpatterns = [
    path("v1/", include("api.v1.urls")),
    path("docs", documentation.page, name="docs"),
    path("partners/<int:id>", PartnerHtmlPage.as_view(), name="partner-page"),
    path("metrics", metrics.page, name="metrics"),
    path("problems/<slug:slug>", responses.problem_page, name="problem"),
]
