"""The parts of a province's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matcher.loaded import current_basis, reference_data
from matcher.reference.reference_data import ReferenceData
from pages.frame.addresses import page_url
from pages.frame.language import in_language
from partners.reference.atlas import PlaceRow

_TABS = (
    ("province", _("List")),
    ("province-timeline", _("Timeline")),
    ("province-changes", _("What changed")),
    ("province-record", _("Delivery record")),
    ("province-around", _("Figures, gaps, doubts")),
)


@dataclass(frozen=True)
class Tab:
    title: Promise
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True)
class ProvincePage:
    """A province whose page is asked for, and what all its parts show."""

    row: PlaceRow
    reference: ReferenceData

    @property
    def code(self) -> str:
        return self.row.code

    def context(self, current: str) -> dict[str, Any]:
        """The context of the part of this name."""
        return {
            "title": in_language(self.row),
            "province": self.row,
            "province_code": self.code,
            "tabs": [
                Tab(title, page_url(name, self.code), name == current) for name, title in _TABS
            ],
            "feed_url": f"/v1/policy/feed.atom?province={self.code}",
        }


def find_province(code: str) -> ProvincePage:
    """The province with this code. Raises Http404, also for a city."""
    reference = reference_data(current_basis())
    row = reference.atlas.places.get(code)
    if row is None or not row.is_province:
        raise Http404
    return ProvincePage(row, reference)
