"""What stands around every page: its navigation, its language and theme, and the basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from firms.models import Role, Scope
from matcher.loaded import current_basis
from pages.frame.addresses import page_url
from pages.frame.chosen_firm import enter_firm
from pages.frame.preferences import theme_of

# The pages that the header names.
_ENTRIES = (
    ("home", _("Home")),
    ("provinces", _("Provinces")),
    ("radar", _("Policy radar")),
    ("sectors", _("Sectors")),
    ("account", _("Account")),
    ("status", _("Status")),
)


@dataclass(frozen=True)
class NavEntry:
    title: Any
    url: str
    current: bool


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The context of every template of pages; what costs a query is read when it is shown."""
    # Django's own error pages have a request without what the middleware adds.
    visitor = SimpleLazyObject(lambda: enter_firm(request) if hasattr(request, "user") else None)
    return {
        "member": visitor,
        "memberships": SimpleLazyObject(lambda: getattr(request, "memberships", [])),
        "can_write": SimpleLazyObject(lambda: bool(visitor) and _may_write(visitor)),
        "nav": SimpleLazyObject(lambda: _nav(request.path) if visitor else []),
        "theme": theme_of(request),
        "languages": settings.LANGUAGES,
        "data_now": SimpleLazyObject(current_basis),
        "search_url": page_url("search"),
    }


def _may_write(member: Any) -> bool:
    return Role(member.role).allows(Scope.WRITE)


def _nav(path: str) -> list[NavEntry]:
    entries = []
    for name, title in _ENTRIES:
        url = page_url(name)
        current = path == url or (url != "/" and path.startswith(f"{url}/"))
        entries.append(NavEntry(title, url, current))
    return entries
