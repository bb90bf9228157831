"""The root URL configuration."""

from django.contrib import admin
from django.urls import include, path

from api.probes import health
from config.start import start
from pages.accounts.desk_entry import enter_desk, may_enter_desk

# One log-in for members and curators: with passkeys, limits and, for the desk, a second factor.
admin.site.login = enter_desk  # type: ignore[method-assign,assignment]
admin.site.has_permission = may_enter_desk  # type: ignore[method-assign]

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("healthz", health.healthz, name="healthz"),
    # Before the pages: addresses are tried one after the other, and programs ask most.
    path("v1/", include("api.v1.urls")),
    path("admin/", admin.site.urls),
    path("", start),
    path("", include("pages.urls")),
    path("", include("api.urls")),
]

handler400 = "api.problems.error_pages.bad_request"
handler403 = "config.desk_refusals.permission_denied"
handler404 = "config.desk_refusals.not_found"
handler500 = "api.problems.error_pages.server_error"
