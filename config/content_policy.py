"""The content security policy of a response: the desk has one of its own."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse


class ContentPolicy(CSPMiddleware):
    """Send the policy of the settings, below /admin/ that of the desk."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("admin:index")):
            desk: Any = settings.DESK_CONTENT_SECURITY_POLICY
            parts.config = desk
        return parts
