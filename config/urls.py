"""The root URL configuration."""

from django.contrib import admin
from django.urls import include, path

from api.probes import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("api.urls")),
]

handler400 = "api.problems.responses.bad_request"
handler404 = "api.problems.responses.not_found"
handler500 = "api.problems.responses.server_error"
