"""Admin classes for tables that people may look at and only the application may write."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import TabularInline


class ReadOnlyMixin:
    """Refuse every addition, change and deletion, also the bulk action that deletes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyInline(ReadOnlyMixin, TabularInline):  # type: ignore[misc]  # Unfold's own bases disagree
    """A table of the rows that belong to the object."""

    # Django appends three empty forms by default, which no user could save.
    extra = 0
