"""The committed OpenAPI file and a page that shows it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.request import Request
from rest_framework.response import Response

from api.openapi.operations import describe_operation
from api.view import ApiView

FILE = Path(settings.BASE_DIR) / "docs" / "openapi.json"
# All resources come from this host. Swagger UI needs inline styles and data: images for icons.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


@cache
def committed() -> Any:
    """Return the committed OpenAPI document; a test compares it with the code."""
    return json.loads(FILE.read_text(encoding="utf-8"))


class OpenApi(ApiView):
    authentication_classes = ()
    permission_classes = ()
    cache_control = "public, max-age=300"

    @describe_operation(
        operation_id="get_openapi",
        tag="documentation",
        summary="This document, in OpenAPI 3.1",
        description="Requires no key. /docs shows it as a page.",
        answers={200: {"type": "object", "additionalProperties": True}},
        open_to_all=True,
    )
    def get(self, request: Request) -> Response:
        return Response(committed())


def page(request: HttpRequest) -> HttpResponse:
    """Show the OpenAPI document as a page that loads no asset from another host."""
    response = render(request, "api/docs.html")
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return response
