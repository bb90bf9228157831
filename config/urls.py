"""The root URL configuration."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from api.probes import health
from config.start import partner, start

# One log-in for members and curators: with passkeys, codes and limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", start),
    path("partners/<int:pk>", partner),
    path("", include("pages.urls")),
    path("", include("api.urls")),
]

handler400 = "api.problems.responses.bad_request"
handler404 = "api.problems.responses.not_found"
handler500 = "api.problems.responses.server_error"
