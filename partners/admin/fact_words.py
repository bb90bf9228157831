"""The facts of partners in the words of the page's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.languages.translation import reads_chinese
from partners.intake.reason_words import IDENTIFIERS
from partners.models import Place, Sector
from partners.registry.fact_lines import FactLine

LABELS: Mapping[str, Any] = {
    "name_en": _("Name in English"),
    "name_zh": _("Name in Chinese"),
    "form": _("Kind of organisation"),
    "place": _("Place"),
    "address": _("Address"),
    "phone": _("Public phone"),
    "note": _("Note"),
    "aliases": _("Other names"),
    "identifier": _("Identifier"),
    "makes": _("Makes"),
    "serves": _("Serves"),
    "certificate": _("Certificate"),
    "minimum_order": _("Minimum order"),
    "lead_time_days": _("Lead time in days"),
    "monthly_capacity": _("Monthly capacity"),
    "export_years": _("Years of export"),
    "markets": _("Markets"),
    "markets_complete": _("List of markets is complete"),
    "languages": _("Languages"),
    "languages_complete": _("List of languages is complete"),
    "certificates_complete": _("List of certificates is complete"),
    "employees": _("Employees"),
    "size_class": _("Size class"),
    "founded": _("Founding year"),
    "overseas_share": _("Share of sales abroad in per cent"),
    "denied": _("Denied"),
    "evidence": _("Evidence for"),
    "organisation": _("the organisation"),
    "partner_id": _("Partner"),
    "gone_on": _("Gone since"),
    "gone_because": _("Gone because"),
    "retired_at": _("Retired"),
    "retirement_reason": _("Reason of the retirement"),
    "merged_into_id": _("Merged into"),
}
FORMS: Mapping[str, Any] = {
    "company": _("Company"),
    "research_institute": _("Research institute"),
    "public_body": _("Public body"),
    "unknown": _("Unknown"),
}
SIZES: Mapping[str, Any] = {
    "micro": _("Micro"),
    "small": _("Small"),
    "medium": _("Medium"),
    "large": _("Large"),
}
KINDS: Mapping[str, Any] = {
    "declared": _("Declared by the partner or on its behalf"),
    "reported": _("Reported by a third party"),
    "verified": _("Verified by an independent party"),
    "inferred": _("Concluded by us from another fact"),
}
CONFIDENCES: Mapping[str, Any] = {
    "high": _("High"),
    "medium": _("Fair"),
    "low": _("Low"),
}
# What a source rests on, as `partners.registry.fact_lines` writes it: (reported, medium).
_GROUNDS = re.compile(rf"\(({'|'.join(KINDS)}), ({'|'.join(CONFIDENCES)})\)")
_VALUES = {"form": FORMS, "size_class": SIZES}


@dataclass(frozen=True)
class FactWords:
    """The names of the places and sectors that some facts name."""

    names: Mapping[str, str]

    def label(self, line: FactLine) -> str:
        """What the line is about, such as "Makes C182 Knitted garments"."""
        if line.kind == "identifier":
            return str(IDENTIFIERS.get(line.of, line.of))
        label = str(LABELS.get(line.kind, line.kind))
        return f"{label} {self._subject(line.of)}" if line.of else label

    def value(self, line: FactLine, text: str) -> str:
        """The text with the names of its codes."""
        if line.kind == "place":
            return self.names.get(text, text)
        if line.kind == "evidence":
            return _GROUNDS.sub(_grounds, text)
        return str(_VALUES.get(line.kind, {}).get(text, text))

    def _subject(self, of: str) -> str:
        """A code with its name; a fact such as makes:C182 in words."""
        verb, colon, code = of.partition(":")
        if colon and verb in LABELS:
            return f"{LABELS[verb]} {self.names.get(code, code)}"
        return self.names.get(of, str(LABELS.get(of, of)))


def fact_words(lines: Iterable[tuple[FactLine, str]]) -> FactWords:
    """The words for these lines and their texts. Two queries."""
    codes = {part for line, text in lines for part in (line.of.split(":")[-1], text)}
    rows = (
        *Sector.objects.filter(code__in=codes).only("code", "name_en", "name_zh"),
        *Place.objects.filter(code__in=codes).only("code", "name_en", "name_zh"),
    )
    return FactWords({row.code: f"{row.code} {local_name(row)}" for row in rows})


def _grounds(found: re.Match[str]) -> str:
    return f"({KINDS[found[1]]}; {_('confidence:')} {CONFIDENCES[found[2]]})"


def local_name(row: Any) -> str:
    """The name of a place, sector or partner in the language of the page, or the other one."""
    names = (row.name_zh, row.name_en)
    ordered = names if reads_chinese() else names[::-1]
    return next((name for name in ordered if name), "")
