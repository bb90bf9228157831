"""Addresses beside version 1 of the API: agents, documentation, metrics, problem types."""

from django.urls import path
from django.views.generic import RedirectView

from api.mcp.endpoint import McpEndpoint
from api.openapi import documentation
from api.probes import metrics
from api.problems import error_pages
from api.unsubscribe_page import UnsubscribePage

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="docs", permanent=False), name="start"),
    path("mcp", McpEndpoint.as_view(), name="mcp"),
    path("docs", documentation.page, name="docs"),
    path("unsubscribe/<str:token>", UnsubscribePage.as_view(), name="unsubscribe"),
    path("metrics", metrics.page, name="metrics"),
    path("problems/<slug:slug>", error_pages.problem_page, name="problem"),
]
