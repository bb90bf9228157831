"""How the service does: for members without anything of a firm, for curators with their queues."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from pages.frame.member_pages import MemberRequest, member_page
from pages.presenters.status_page import status_page


@require_GET
@member_page(curators=True)
def status(request: MemberRequest) -> HttpResponse:
    """Show what is fresh, what waits and who works."""
    page = status_page(curator=request.user.is_staff)
    context = {"page": page, "json_url": reverse("healthz")}
    return render(request, "pages/status.html", context)
