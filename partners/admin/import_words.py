"""States, endings and remarks of imports in the words of the page's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.intake.stored_report import REMARKED
from partners.models import ImportRun

ENDINGS: Mapping[str, Any] = {
    "created": pgettext_lazy("rows of an import", "created"),
    "attached": _("attached to a known partner"),
    "updated": _("updated"),
    "unchanged": _("unchanged"),
    "duplicate": _("duplicate in the file"),
    "error": _("error"),
    "gone": _("gone: the list names it no more"),
    REMARKED: _("with a remark"),
}
# In a dry run nothing has happened yet.
FORESEEN: Mapping[str, Any] = dict(ENDINGS) | {
    "created": _("would be created"),
    "attached": _("would be attached to a known partner"),
    "updated": _("would be updated"),
    "gone": _("would be gone: the list names it no more"),
}
CODES: Mapping[str, Any] = {
    "type-error": _("Wrong type"),
    "constraint-error": _("Not allowed"),
    "extra-cell": _("Extra cell"),
    "possible-duplicate": _("Possible duplicate"),
    "unknown-place": _("Unknown place"),
    "unknown-sector": _("Unknown sector"),
    "unknown-product": _("Unknown product"),
}
STEPS: Mapping[str, Any] = {
    "rows": _("Rows read"),
    "compared": _("Organisations compared with the base"),
    "records": _("Records written"),
}
TONES: dict[str, str] = {
    ImportRun.State.QUEUED: "info",
    ImportRun.State.RUNNING: "warning",
    ImportRun.State.DONE: "success",
    ImportRun.State.FAILED: "danger",
    ImportRun.State.CANCELLED: "danger",
    ImportRun.State.UNDONE: "info",
}
_FIELDS: Mapping[str, Any] = {
    "key": _("Key"),
    "name": _("Name"),
    "name_zh": _("Name in Chinese"),
    "name_en": _("Name in English"),
    "alias": _("Other names"),
    "country": _("Country"),
    "place": _("Place"),
    "address": _("Address"),
    "phone": _("Public phone"),
    "sector": _("Sector"),
    "industry": _("Finer industry"),
    "makes": _("Makes"),
    "serves": _("Serves"),
    "products": _("Products"),
    "main_products": _("Main products"),
    "category": _("Kind of product"),
    "processes": _("Processes"),
    "hs": _("HS codes"),
    "uscc": _("Unified social credit code"),
    "lei": _("LEI"),
    "stock": _("Stock code"),
    "customs": _("Customs code"),
    "website": _("Website"),
    "certificates": _("Certificates"),
    "valid_until": _("Valid until"),
    "valid_from": _("Valid from"),
    "minimum_order": _("Minimum order"),
    "lead_time_days": _("Lead time in days"),
    "monthly_capacity": _("Monthly capacity"),
    "export_years": _("Years of export"),
    "markets": _("Markets"),
    "languages": _("Languages"),
    "employees": _("Employees"),
    "size_class": _("Size class"),
    "founded": _("Founding year"),
    "overseas_share": _("Share of sales abroad in per cent"),
}


def field_word(field: str) -> str:
    """A field that a column fills; the name of one that is new here."""
    return str(_FIELDS.get(field, field.replace("_", " ")))


def ending_words(run: ImportRun) -> Mapping[str, Any]:
    """Ending -> its words, as of something that happened or, in a dry run, would happen."""
    return FORESEEN if run.dry_run else ENDINGS


def ordered_endings(run: ImportRun) -> Mapping[str, int]:
    """Ending -> number of rows, in one order: a column of JSON keeps none."""
    return {ending: run.endings[ending] for ending in ENDINGS if ending in run.endings}
