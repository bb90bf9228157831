"""Addresses of the API: the start, version 1, agents, documentation, metrics, problem types."""

from django.urls import include, path
from django.views.generic import RedirectView

from api.mcp.endpoint import McpEndpoint
from api.openapi import documentation
from api.partner_page import PartnerHtmlPage
from api.probes import metrics
from api.problems import responses
from api.unsubscribe_page import UnsubscribePage

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="docs", permanent=False), name="start"),
    path("v1/", include("api.v1.urls")),
    path("mcp", McpEndpoint.as_view(), name="mcp"),
    path("docs", documentation.page, name="docs"),
    path("partners/<int:id>", PartnerHtmlPage.as_view(), name="partner-page"),
    path("unsubscribe/<str:token>", UnsubscribePage.as_view(), name="unsubscribe"),
    path("metrics", metrics.page, name="metrics"),
    path("problems/<slug:slug>", responses.problem_page, name="problem"),
]
