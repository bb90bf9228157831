"""The first page: what the firm needs, and what has moved for it."""

from django.http import HttpResponse
from django.shortcuts import render

from pages.frame.member_pages import MemberRequest, member_page


@member_page()
def home(request: MemberRequest) -> HttpResponse:
    """Show the box that takes a need, the firm's shortlists, and the newest priorities."""
    return render(request, "pages/home.html")
