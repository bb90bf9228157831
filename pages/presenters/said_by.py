"""The speaker of a fact of a partner, and until when the fact counts as fresh."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from core.clock import today
from matcher.sentences import speaker_name
from pages.frame.language import language, written_in
from pages.presenters.partner_words import KINDS
from partners.models import Evidence, Partner
from partners.registry.freshness import stale_after
from partners.registry.suggestions import is_web_address


@dataclass(frozen=True)
class SaidBy:
    """The speaker of a fact, its source and date, and until when it counts as fresh."""

    kind: Promise | str
    kind_class: str
    speaker: str
    source: str
    url: str
    quote: str
    checked_on: dt.date | None
    fresh_until: dt.date | None
    stale: bool

    @property
    def speaker_language(self) -> str:
        return written_in(self.speaker)

    @property
    def source_language(self) -> str:
        return written_in(self.source)


def load_said_by(row: Partner) -> Mapping[str, list[SaidBy]]:
    """Fact -> who says it, the surest first; of a partner whose evidence is prefetched."""
    found: defaultdict[str, list[SaidBy]] = defaultdict(list)
    order = list(KINDS)
    for one in sorted(row.evidence.all(), key=lambda part: (order.index(part.kind), part.pk)):
        said = _said_by(one)
        if said not in found[one.fact]:
            found[one.fact].append(said)
    return found


def _said_by(one: Evidence) -> SaidBy:
    kind, kind_class = KINDS[one.kind]
    until = stale_after(one.fact, one.kind, one.checked_on)
    return SaidBy(
        kind=kind,
        kind_class=kind_class,
        speaker=speaker_name(one.speaker, language()),
        source=one.source,
        url=one.source if is_web_address(one.source) else "",
        quote=one.quote,
        checked_on=one.checked_on,
        fresh_until=until,
        stale=until is not None and until < today(),
    )
