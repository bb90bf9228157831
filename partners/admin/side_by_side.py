"""Two records side by side: what agrees and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partners.admin.fact_words import fact_words
from partners.models import PossibleDuplicate, Record
from partners.registry.fact_lines import compare_lines
from partners.registry.facts_as_json import record_from_json
from partners.registry.records import PartnerRecord

# A sign as well as a colour: not everybody tells colours apart.
_SIGNS: Mapping[str, tuple[str, Any]] = {
    "same": ("=", _("agree")),
    "different": ("≠", _("differ")),
    "only_left": ("←", _("only the first")),
    "only_right": ("→", _("only the second")),
}


@dataclass(frozen=True)
class ShownLine:
    """A fact of two records in words, with the sign of the comparison."""

    label: str
    left: str
    right: str
    verdict: str

    @property
    def sign(self) -> str:
        return _SIGNS[self.verdict][0]

    @property
    def words(self) -> str:
        return str(_SIGNS[self.verdict][1])


@dataclass(frozen=True)
class Side:
    """A record with the sources that its evidence names."""

    record: Record
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        return record_name(self.record)


def record_name(record: Record) -> str:
    """The names that the record gives; those of its partner where it gives none."""
    # Not the partner's: once two records are one partner, both would bear one name.
    names = (record.facts.get("name_en", ""), record.facts.get("name_zh", ""))
    return " ".join(name for name in names if name) or str(record.partner)


def side_by_side(pair: PossibleDuplicate) -> dict[str, Any]:
    """The two sides of the pair and the lines of the comparison."""
    left, right = _facts(pair.left), _facts(pair.right)
    lines = compare_lines(left, right)
    words = fact_words((one.line, text) for one in lines for text in (one.left, one.right))
    return {
        "sides": (Side(pair.left, _sources(left)), Side(pair.right, _sources(right))),
        "lines": [
            ShownLine(
                words.label(one.line),
                words.value(one.line, one.left),
                words.value(one.line, one.right),
                one.verdict,
            )
            for one in lines
        ],
    }


def _facts(record: Record) -> PartnerRecord:
    return record_from_json(record.dataset_id, record.key, record.facts)


def _sources(facts: PartnerRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.speaker}: {one.source}" for one in facts.evidence))
