"""A read-only model admin with a page for the audit history of each object."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from unfold.admin import ModelAdmin

from core.audit.audit_log import TrackedLinks, audit_entries
from core.permissions.readonly_admin import ReadOnlyMixin


class HistoryAdmin(ReadOnlyMixin, ModelAdmin):  # type: ignore[misc]  # Unfold's own bases disagree
    """A read-only model; each filter choice shows how many rows it selects.

    `history_of_parts` adds the history of every row that refers to the object,
    `history_of_links` that of the many-to-many links of these rows.
    """

    show_facets = admin.ShowFacets.ALWAYS
    list_filter_sheet = False
    list_per_page = 50
    actions = None
    history_of_parts = False
    history_of_links: TrackedLinks | None = None

    def page_context(self, request: HttpRequest, title: str) -> dict[str, Any]:
        """Return what a page of this model needs for its frame."""
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Render each change of the object: time, user, action and the row's previous content.

        Django's own page shows only changes that were made in the admin; the audit log also
        holds those of imports and of the REST API.
        """
        found = self.get_object(request, object_id)
        if found is None:
            raise Http404
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        context = self.page_context(request, gettext("History")) | {
            "object": found,
            "entries": audit_entries(
                found, parts=self.history_of_parts, links=self.history_of_links
            ),
        }
        return TemplateResponse(request, "admin/desk/history.html", context)
