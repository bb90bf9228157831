"""The words of the desk for a statement: those of the model, as pages and the API have them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from priorities.models import Priority

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SIGNALS: dict[str, "StrOrPromise"] = {one.value: _(one.label) for one in Priority.Signal}
STAGES: dict[str, "StrOrPromise"] = {one.value: _(one.label) for one in Priority.Stage}
SPEAKERS: dict[str, "StrOrPromise"] = {one.value: _(one.label) for one in Priority.Speaker}
EMPHASES: dict[str, "StrOrPromise"] = {one.value: _(one.label) for one in Priority.Emphasis}
SECTIONS: dict[str, "StrOrPromise"] = {one.value: _(one.label) for one in Priority.Section}
CHANGES: dict[str, "StrOrPromise"] = {
    "new": _("New"),
    "strengthened": _("Strengthened"),
    "kept": _("Kept"),
    "dropped": _("Dropped"),
}
DECISIONS: dict[str, "StrOrPromise"] = {
    "accepted": _("Accept"),
    "rejected": _("Reject"),
    "open": _("Reopen"),
}
# Names of fields that do not say what is meant.
_FIELDS: dict[str, "StrOrPromise"] = {
    "title_en": _("Title in English"),
    "title_zh": _("Title in Chinese"),
    "summary_en": _("Summary in English"),
    "summary_zh": _("Summary in Chinese"),
    "document_zh": _("Document in Chinese"),
    "document_year": _("Year of the document"),
    "document_precision": _("Precision of the document"),
}


def field_label(name: str) -> "StrOrPromise":
    """The name of a field of a priority: most names say it, and the catalogue has them."""
    return _FIELDS.get(name) or _(name.replace("_", " "))
