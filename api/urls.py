"""What the API edge answers: version 1, its documentation, and what problem types mean."""

from django.urls import include, path

from api import docs, metrics, problems

urlpatterns = [
    path("v1/", include("api.v1.urls")),
    path("docs", docs.page, name="docs"),
    path("metrics", metrics.page, name="metrics"),
    path("problems/<slug:slug>", problems.meaning, name="problem"),
]
