"""The history of a partner in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.admin.fact_words import fact_words
from partners.models import Partner
from partners.registry.partner_history import PartnerChange, partner_history

# The verbs of the registry, as the history names them.
SOURCES: Mapping[str, Promise] = {
    "duplicates.decide": _("decided as a possible duplicate"),
    "editing.add_partner": _("entered"),
    "editing.change_partner": _("edited"),
    "merging.attach_record": _("record moved here"),
    "merging.detach_record": _("record separated"),
    "merging.merge_partner": _("merged"),
    "merging.unmerge_partner": _("merge undone"),
    "registration.register_records": _("registered"),
    "retirement.restore_partner": _("restored"),
    "retirement.retire_partner": _("retired"),
    "suggestions.accept_suggestion": _("correction accepted"),
    "suggestions.refuse_suggestion": _("correction refused"),
}


@dataclass(frozen=True)
class ShownChange:
    """A change, with its lines as label, text before and text after."""

    change: PartnerChange
    lines: tuple[tuple[str, str, str], ...]

    @property
    def source(self) -> str:
        """What it came through, in words: a verb of the registry, or a file."""
        return str(SOURCES.get(self.change.source, self.change.source))


def shown_changes(partner: Partner) -> list[ShownChange]:
    """The changes of the partner, newest first."""
    changes = partner_history(partner)
    words = fact_words(
        (one.line, text)
        for change in changes
        for one in change.lines
        for text in (one.before, one.after)
    )
    return [
        ShownChange(
            change,
            tuple(
                (
                    words.label(one.line),
                    words.value(one.line, one.before),
                    words.value(one.line, one.after),
                )
                for one in change.lines
            ),
        )
        for change in changes
    ]
