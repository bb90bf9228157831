"""The history of a partner in words."""

from __future__ import annotations

from dataclasses import dataclass

from partners.admin.fact_words import fact_words
from partners.models import Partner
from partners.registry.partner_history import PartnerChange, partner_history


@dataclass(frozen=True)
class ShownChange:
    """A change, with its lines as label, text before and text after."""

    change: PartnerChange
    lines: tuple[tuple[str, str, str], ...]


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
